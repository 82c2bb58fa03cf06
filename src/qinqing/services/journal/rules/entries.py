"""From what happened to the text that is hashed."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused

SEPARATOR = "\x1f"
# The first four stand first because the verifier reads them back out of the joined text.
COLUMNS = (
    "id",
    "subject",
    "sequence",
    "previous",
    "event",
    "at",
    "role",
    "name",
    "person",
    "post",
    "post_label",
    "organ",
    "organ_name",
    "substitute_for",
    "clause",
    "body",
)
SUBJECT = re.compile(r"[a-z_]+/[^\s\x00-\x1f]+\Z")
EVENT = re.compile(r"[a-z_]+(\.[a-z_]+)+\Z")


@dataclass(frozen=True, slots=True)
class Pending:
    """One entry to be written: who did what to which subject, when, under which clause.

    ``facts`` is what happened, for the timeline; ``sets`` the columns of the subject that took new values. ``about`` is
    the subject itself as it stands now, where it is in hand: for those who hear of the entry, and not recorded.
    """

    subject: str
    event: str
    by: Actor
    at: datetime
    clause: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    sets: Mapping[str, object] = field(default_factory=dict)
    about: object = None


def plain(value: object) -> object:
    """A value as the record keeps it: JSON primitives, one form for each meaning.

    Moments in UTC to the microsecond, decimals without trailing zeros. Raises TypeError for anything else.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return _plain_container(value)


def _plain_container(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(inner) for inner in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    raise TypeError(f"the record takes primitives only, not {type(value).__name__}")


def moment_text(at: datetime) -> str:
    """``2026-11-23 06:32:00.000000``, in UTC. Raises ValueError for a naive moment."""
    if at.tzinfo is None:
        raise ValueError("the record takes aware moments only")
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def body_text(facts: Mapping[str, object], sets: Mapping[str, object]) -> str:
    """The canonical JSON of an entry's body."""
    body = {"facts": plain(facts), "sets": plain(sets)}
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def values_of(pending: Pending, *, number: int, sequence: int, previous: str) -> tuple[object, ...]:
    """The values of COLUMNS for an entry. Raises ValueError for a subject or event that is misspelt."""
    if not SUBJECT.match(pending.subject) or not EVENT.match(pending.event):
        raise ValueError(f"misspelt subject or event: {pending.subject!r} {pending.event!r}")
    by = pending.by
    return (
        number,
        pending.subject,
        sequence,
        previous,
        pending.event,
        pending.at,
        str(by.role),
        by.name,
        by.person,
        by.post,
        by.post_label,
        by.organ,
        by.organ_name,
        by.substitute_for,
        pending.clause,
        body_text(pending.facts, pending.sets),
    )


def payload(values: Sequence[object]) -> str:
    """The text that is hashed: every column, joined.

    Injective because no column may hold the separator: a forged row that shifts text between columns has more
    separators than any honest one. Raises Refused for such text.
    """
    texts = [_text(value) for value in values]
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) != len(COLUMNS) - 1 or "\x00" in joined:
        raise Refused("文字里有看不见的控制字符，请删去后再提交")
    return joined


def _text(value: object) -> str:
    if value is None:
        return ""
    return moment_text(value) if isinstance(value, datetime) else str(value)


def fingerprint(text: str) -> str:
    """SHA-256 of the joined text, in hex. Raises Refused for text that is no Unicode (lone surrogates)."""
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise Refused("文字里有无法保存的字符，请删去后再提交") from error


def leaf(number: int, subject: str, sequence: int, hashed: str) -> str:
    """An entry's line in a seal."""
    return f"{number} {subject} {sequence} {hashed}"


def encoded(text: str) -> bytes:
    """Text from the database as the bytes it was, even if they were no text."""
    return text.encode("utf-8", "surrogateescape")


def distinct_subjects(entries: Iterable[Pending]) -> list[str]:
    """The subjects of some entries, sorted: one order of writing for everybody, so that nobody deadlocks."""
    return sorted({entry.subject for entry in entries})
