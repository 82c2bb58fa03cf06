"""What is typed at a hearing before it is recorded, field by field, so that two who take notes never lose a word."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_ITEMS = 20
LONGEST = 50_000
PRESENT_FOR = timedelta(seconds=20)
WORDS = {"statement": "企业陈述", "opinion": "接待领导意见", "outcome": "结果", "basis": "政策依据"}
ITEM_WORDS = {
    "text": "决定内容",
    "criterion": "验收标准",
    "lead": "牵头部门",
    "due_on": "完成时限",
    "assisting": "配合部门",
}
ITEM_FIELD = re.compile(rf"({'|'.join(ITEM_WORDS)})_([1-9]|1[0-9]|{MOST_ITEMS})\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as somebody has it: the text, and the version of the shared notes it was typed over."""

    field: str
    text: str
    base: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else wrote meanwhile: their text stands, and the version to type over is theirs."""

    field: str
    mine: str
    theirs: str
    version: int
    by: str
    at: datetime

    @property
    def label(self) -> str:
        """The field as people call it."""
        return label(self.field)


def is_field(name: str) -> bool:
    """Is this one of the fields that are kept?"""
    return name in WORDS or bool(ITEM_FIELD.match(name))


def label(name: str) -> str:
    """``text_2`` is 第2项决定内容."""
    found = ITEM_FIELD.match(name)
    return f"第{found[2]}项{ITEM_WORDS[found[1]]}" if found else WORDS.get(name, "")


def rows_of(names: Iterable[str]) -> int:
    """The number of the last decided item that any of these fields belongs to; 0 for none."""
    return max((int(found[2]) for name in names if (found := ITEM_FIELD.match(name))), default=0)


def plain(text: str) -> str:
    """As it is kept: a form sends other line ends than a script does."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def digest(text: str) -> str:
    """Enough of a hash to see whether a field was touched since it was shown."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:12]
