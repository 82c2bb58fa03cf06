"""What the interface tells, as typed dictionaries; moments are texts with their zone."""

from typing import Any, TypedDict


class Receipt(TypedDict):
    """回执."""

    code: str
    number: str
    query_code: str
    due_at: str | None


class Row(TypedDict):
    """One appeal in a list."""

    code: str
    number: str
    title: str
    enterprise: str
    state: str
    state_name: str
    rung: int
    clause: str
    urgency: str
    category: str
    result: str
    turn: str
    holder: str
    received_at: str
    due_at: str | None
    overdue: bool
    closed_at: str | None
    version: int


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


class Answered(TypedDict):
    """One answer."""

    outcome: str
    outcome_name: str
    checked: str
    answer: str
    basis: str
    contact: str
    next_on: str
    signed_at: str | None


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


class Own(Row):
    """One appeal as the enterprise reads it."""

    text: str
    contact_name: str
    contact_phone: str
    confidential: bool
    lead: str
    refusal: str
    pointer: str
    answers: list[Answered]
    course: list[Entry]
    files: list[File]
    moves: list[Offer]


class Tracked(TypedDict):
    """What number and query code open; ``bearer`` is good as a token for two hours, for this appeal."""

    bearer: str
    expires_at: str
    appeal: Own
