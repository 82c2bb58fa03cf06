"""What the interface tells of decided items, reception days and minutes, as typed dictionaries; amounts are texts."""

from typing import TypedDict

from qinqing_client.parts import Entry, File, Limit, Offer, Paper


class Share(TypedDict):
    """One department's part in an item."""

    organ: str
    kind: str


class Milestone(TypedDict):
    """One dated step."""

    ordinal: int
    text: str
    due_on: str
    first_due_on: str
    state: str
    proof_wanted: str
    proof: str
    files: list[str]


class Block(TypedDict):
    """What stands, or stood, in an item's way."""

    ordinal: int
    waits_for: str
    expected_on: str
    cleared_at: str | None
    note: str


class Received(TypedDict):
    """Money the enterprise said it has received."""

    received_on: str
    amount: str
    said_by: str
    note: str


class Read(TypedDict):
    """One leader before whom a report is, or was."""

    post: str
    state: str
    remark: str
    done_at: str | None


class Report(TypedDict):
    """One written report."""

    ordinal: int
    text: str
    proof: str
    drafted_by: str
    signed_by: str
    signed_at: str | None
    read: list[Read]


class ItemRow(TypedDict):
    """One decided item in a list."""

    code: str
    number: str
    text: str
    lead: str
    state: str
    state_name: str
    decided_on: str
    due_on: str
    overdue: bool
    blocked: bool
    amount: str | None
    received: str | None
    appeal: str
    appeal_number: str
    appeal_title: str
    enterprise: str
    version: int


class ItemsPage(TypedDict):
    """One page of decided items."""

    items: list[ItemRow]
    next: str


class ItemDetail(ItemRow):
    """One decided item as staff read it."""

    criterion: str
    first_due_on: str
    due_moved: int
    due_asked: str | None
    shares: list[Share]
    milestones: list[Milestone]
    blocks: list[Block]
    receipts: list[Received]
    reports: list[Report]
    completed_at: str | None
    accepted_at: str | None
    confirmed_at: str | None
    confirmed_by: str
    closed_at: str | None
    closing_number: str
    limits: list[Limit]
    course: list[Entry]
    files: list[File]
    papers: list[Paper]
    moves: list[Offer]


class OwnItem(TypedDict):
    """One decided item as the enterprise reads it."""

    code: str
    number: str
    text: str
    lead: str
    state: str
    state_name: str
    due_on: str
    amount: str | None
    received: str | None
    confirmed_at: str | None
    milestones: list[Milestone]
    moves: list[Offer]


class Said(TypedDict):
    """What one department said of an appeal."""

    organ: str
    text: str
    state: str


class AgendaEntry(TypedDict):
    """One appeal on the agenda, and what it came to."""

    appeal: str
    number: str
    title: str
    enterprise: str
    lead: str
    opinions: list[Said]
    guest: str
    guest_name: str
    outcome: str
    outcome_name: str
    statement: str
    opinion: str
    basis: str
    recorded_by: str
    recorded_at: str | None
    items: list[str]


class Present(TypedDict):
    """One department's attendance."""

    organ: str
    presence: str
    name: str
    reason: str
    arrived_at: str | None


class ReceptionDayRow(TypedDict):
    """One reception day in a list."""

    code: str
    title: str
    date: str
    starts_at: str
    ends_at: str
    host: str
    kind: str
    place: str
    state: str
    state_name: str
    heard: int
    concluded: int
    decided: int
    version: int


class ReceptionDays(TypedDict):
    """One page of reception days."""

    days: list[ReceptionDayRow]
    next: str


class ReceptionDayDetail(ReceptionDayRow):
    """One reception day as staff read it."""

    note: str
    reason: str
    capacity: int
    planned_by: str
    planned_at: str
    notified_at: str | None
    closed_at: str | None
    called: list[str]
    agenda: list[AgendaEntry]
    attendance: list[Present]
    minutes: str
    limits: list[Limit]
    course: list[Entry]
    papers: list[Paper]
    moves: list[Offer]


class DayMade(TypedDict):
    """The day that was planned, or the meeting that was called."""

    code: str
    title: str


class MinutedItem(TypedDict):
    """One decided item as the minutes tell it."""

    number: str
    text: str
    criterion: str
    due_on: str
    lead: str
    assisting: str


class MinutedPart(TypedDict):
    """What the minutes say of one appeal."""

    appeal: str
    heading: str
    statement: str
    opinion: str
    conclusion: str
    items: list[MinutedItem]


class Erratum(TypedDict):
    """One correction."""

    number: int | None
    appeal: str
    was: str
    becomes: str
    reason: str
    state: str


class Excerpt(TypedDict):
    """One department that reads an excerpt."""

    organ: str
    items: int


class MinutesRow(TypedDict):
    """The minutes of one day in a list."""

    code: str
    number: str
    title: str
    date: str
    day: str
    form: str
    state: str
    state_name: str
    issued_at: str | None
    version: int


class MinutesPage(TypedDict):
    """One page of minutes."""

    minutes: list[MinutesRow]
    next: int | None


class MinutesDetail(MinutesRow):
    """The minutes of one day as this reader may know them."""

    opening: str
    present: str
    excused: str
    observers: str
    closing: str
    parts: list[MinutedPart]
    errata: list[Erratum]
    excerpts: list[Excerpt]
    confirmed_by: str
    issued_by: str
    limits: list[Limit]
    course: list[Entry]
    papers: list[Paper]
    moves: list[Offer]
