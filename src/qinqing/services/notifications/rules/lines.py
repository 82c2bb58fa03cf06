"""From an event to the messages it causes: a chapter's table, one line a message."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from qinqing.kernel.phrases import day_zh, local, moment_zh
from qinqing.services.notifications.rules.addresses import Recipient
from qinqing.services.notifications.rules.kinds import Kind

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
PLACE = re.compile(r"\{([a-z_]+)\}")
TITLE, TEXT = 120, 2000


@dataclass(frozen=True, slots=True)
class Story:
    """What a line is told of one entry: the entry, the thing it is about, and the words for the places.

    ``hidden`` are the words for departments, where the enterprise asked that they should not know its name.
    """

    entry: Any
    about: Any
    words: Mapping[str, str]
    code: str = ""
    hidden: Mapping[str, str] | None = None

    def words_for(self, recipient: Recipient) -> Mapping[str, str]:
        """The words that this recipient may read."""
        return self.hidden if self.hidden is not None and recipient.is_department else self.words


@dataclass(frozen=True, slots=True)
class Line:
    """One message: who is told, what kind it is, its words with ``{places}``, and the page it leads to.

    ``to`` names the recipients from the story; none of them means no message. ``link`` is a word the doors turn into
    an address, together with the story's code.
    """

    name: str
    kind: Kind
    to: Callable[[Story], Iterable[Recipient]]
    title: str
    text: str = ""
    link: str = ""


@dataclass(frozen=True)
class Table:
    """A chapter's messages. ``stories`` tells each entry's story, with one look-up for all of them.

    Every event of the chapter stands in ``told`` or, with the reason, in ``silent``.
    """

    stories: Callable[[Sequence[Any]], Iterable[Story]]
    told: Mapping[str, tuple[Line, ...]]
    silent: Mapping[str, str] = field(default_factory=dict)


def fill(template: str, words: Mapping[str, str], longest: int = TEXT) -> str:
    """The template with its places filled in, cut to a length; an unknown place stays empty, nothing is evaluated."""
    text = PLACE.sub(lambda place: words.get(place[1], ""), template)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def words_of(entry: Any) -> dict[str, str]:
    """What an entry says, as words for the places: its facts, who did it, and the end of each limit it set.

    A limit of kind ``sign`` gives the place ``sign_due``: ``11月25日 24:00``.
    """
    year = local(entry.at).year
    words = {name: _said(value, year) for name, value in entry.facts.items()}
    for column, values in entry.sets.items():
        if column.startswith("clock/") and values:
            words[f"{values['kind']}_due"] = moment_zh(datetime.fromisoformat(values["due_at"]), this_year=year)
    return words | {"organ": entry.organ_name, "who": entry.by.title}


def _said(value: object, year: int) -> str:
    if isinstance(value, list):
        return "、".join(_said(one, year) for one in value)
    text = str(value)
    return day_zh(date.fromisoformat(text), this_year=year) if DATE.match(text) else text
