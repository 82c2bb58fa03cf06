"""From an event to the messages it causes: a chapter's table, one line a message."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qinqing.services.notifications.rules.addresses import Recipient
from qinqing.services.notifications.rules.kinds import Kind

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
