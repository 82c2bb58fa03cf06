"""The shapes of what is told: an appeal with its dossier, a status, a reply, a response, a withdrawal. Pure.

What comes is a stranger's: every text is cleaned and cut, every word is one of ours, or it is refused in one sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qinqing.kernel.errors import Refused
from qinqing.kernel.labels import Labelled
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.appeals.rules.kinds import Outcome

LINE, TEXT, LISTED = 200, 20_000, 200


class Said(Labelled):
    """What the enterprise said to a reply."""

    CONFIRMED = "confirmed", "企业确认答复"
    DOUBTED = "doubted", "企业还有疑问"


@dataclass(frozen=True, slots=True)
class Brought:
    """An appeal as the other house tells it."""

    number: str
    source: str
    title: str
    text: str
    enterprise: str
    credit_code: str
    contact: str
    phone: str
    confidential: bool
    note: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the other house came to; the basis is compulsory where policy does not allow it."""

    outcome: Outcome
    text: str
    checked: str
    basis: str
    next_on: date | None
    contact: str
    signer: str


@dataclass(frozen=True, slots=True)
class Status:
    """One step of the other house: the word for its event, and how people read it."""

    event: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer out of a package: to which of our appeals, and what was concluded."""

    number: str
    theirs: str
    conclusion: Conclusion


@dataclass(frozen=True, slots=True)
class Receipted:
    """The receipt of a package: which one, under which number it was entered, and which of its files were not taken."""

    number: str
    theirs: str
    package: str
    refused: tuple[str, ...]


def read_appeal(content: Mapping[str, Any]) -> Brought:
    """An appeal and its dossier. Raises Refused."""
    enterprise, contact = _inner(content, "enterprise"), _inner(content, "contact")
    for name in ("history", "answers", "files"):
        _listed(content, name)
    found = Brought(
        number=_line(content, "number"),
        source=_line(content, "source"),
        title=_line(content, "title"),
        text=_text(content, "text"),
        enterprise=_line(enterprise, "name"),
        credit_code=_line(enterprise, "credit_code"),
        contact=_line(contact, "name"),
        phone=_line(contact, "phone"),
        confidential=content.get("confidential") is True,
        note=_text(content, "note"),
    )
    if not found.number or not found.text.strip():
        raise Refused("来件里没有编号或诉求内容，请对方核对后重寄")
    return found


def read_conclusion(content: Mapping[str, Any]) -> Conclusion:
    """A reply. Raises Refused."""
    outcome = _line(content, "outcome")
    if outcome not in set(Outcome):
        raise Refused("答复没有写明是已解决、已解释还是未解决，请对方核对后重寄")
    found = Conclusion(
        outcome=Outcome(outcome),
        text=_text(content, "text"),
        checked=_text(content, "checked"),
        basis=_text(content, "basis"),
        next_on=_day(content, "next_on"),
        contact=_line(content, "contact"),
        signer=_line(content, "signer"),
    )
    if not found.text.strip():
        raise Refused("答复没有内容，请对方补充后重寄")
    return found


def read_replied(content: Mapping[str, Any]) -> Replied:
    """An answer in a package. Raises Refused."""
    return Replied(_line(content, "number"), _line(content, "theirs"), read_conclusion(content))


def read_receipted(content: Mapping[str, Any]) -> Receipted:
    """A receipt in a package. Raises Refused."""
    _listed(content, "refused")
    refused = tuple(_line({"name": one}, "name") for one in content.get("refused", []))
    found = Receipted(_line(content, "number"), _line(content, "theirs"), _line(content, "package"), refused)
    if not found.number or not found.theirs:
        raise Refused("回执没有写明是哪一件、登记为什么编号，请对方重新下载")
    return found


def read_status(content: Mapping[str, Any]) -> Status:
    """A step of the other house. Raises Refused."""
    return Status(_line(content, "event"), _line(content, "words") or "有新进展", _text(content, "note"))


def read_response(content: Mapping[str, Any]) -> tuple[Said, str]:
    """What the enterprise said, and in which words. Raises Refused."""
    said = _line(content, "said")
    if said not in set(Said):
        raise Refused("没有写明企业是确认还是有疑问，请对方核对后重寄")
    return Said(said), _text(content, "text")


def read_reason(content: Mapping[str, Any]) -> str:
    """Why it was withdrawn."""
    return _text(content, "reason") or "对方撤回"


def _inner(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = content.get(name, {})
    if not isinstance(found, dict):
        raise Refused("来件的写法不对，请对方核对版本")
    return found


def _listed(content: Mapping[str, Any], name: str) -> None:
    found = content.get(name, [])
    if not isinstance(found, list) or len(found) > LISTED:
        raise Refused("来件的写法不对，请对方核对版本")


def _line(content: Mapping[str, Any], name: str) -> str:
    return clean_line(_string(content, name))[:LINE]


def _text(content: Mapping[str, Any], name: str) -> str:
    return clean_text(_string(content, name))[:TEXT]


def _string(content: Mapping[str, Any], name: str) -> str:
    found = content.get(name) or ""
    if not isinstance(found, str):
        raise Refused("来件的写法不对，请对方核对版本")
    try:
        found.encode()
    except UnicodeEncodeError as error:
        raise Refused("来件里有残缺的字符，请对方改正后重寄") from error
    return found


def _day(content: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_line(content, name)) if content.get(name) else None
    except ValueError as error:
        raise Refused("答复里的日期写法不对，请对方核对后重寄") from error
