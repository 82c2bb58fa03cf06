"""What several resources are told with, as typed dictionaries."""

from typing import Any, TypedDict


class Particular(TypedDict):
    """One particular of an entry."""

    name: str
    value: str


class Entry(TypedDict):
    """One entry of the course."""

    at: str
    who: str
    what: str
    clause: str
    particulars: list[Particular]


class File(TypedDict):
    """One piece of material."""

    code: str
    name: str
    size: int
    added_by: str


class Offer(TypedDict):
    """A move of the table, open or with the reason why not; ``fields`` is a JSON Schema."""

    name: str
    label: str
    allowed: bool
    reason: str
    clause: str
    grave: bool
    here: bool
    fields: dict[str, Any] | None


class Limit(TypedDict):
    """One limit, running or not."""

    kind: str
    name: str
    holder: str
    due_at: str
    running: bool
    clause: str


class Paper(TypedDict):
    """One paper, to be had as docx and pdf."""

    code: str
    kind: str
    title: str
    number: str
    written_at: str
    written_by: str
    digest: str
