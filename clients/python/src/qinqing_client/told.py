"""What the interface tells, as typed dictionaries; moments are texts with their zone."""

from typing import TypedDict

from qinqing_client.decided import MinutesRow, OwnItem
from qinqing_client.parts import Entry, File, Limit, Offer


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
    items: list[OwnItem]
    course: list[Entry]
    files: list[File]
    moves: list[Offer]


class Tracked(TypedDict):
    """What number and query code open; ``bearer`` is good as a token for two hours, for this appeal."""

    bearer: str
    expires_at: str
    appeal: Own


class Made(TypedDict):
    """What a move brought about; ``query_code`` where one was renewed."""

    move: str
    label: str
    query_code: str


class Part(TypedDict):
    """What another department owes or gave."""

    kind: str
    organ: str
    state: str
    text: str
    due_at: str | None


class Detail(Row):
    """One appeal as staff read it."""

    text: str
    contact_name: str
    contact_phone: str
    hidden: bool
    channel: str
    kind: str
    matter: str
    section: str
    lead: str
    answers: list[Answered]
    parts: list[Part]
    limits: list[Limit]
    course: list[Entry]
    files: list[File]
    moves: list[Offer]


class Owed(TypedDict):
    """Assistance or an opinion owed."""

    kind: str
    move: str
    due_at: str | None
    appeal: Row


class Item(TypedDict):
    """A decided item that waits."""

    code: str
    number: str
    text: str
    lead: str
    state: str
    state_name: str
    due_on: str
    overdue: bool
    appeal: str


class Todo(TypedDict):
    """待办."""

    appeals: list[Row]
    owed: list[Owed]
    items: list[Item]
    minutes: list[MinutesRow]
    figures: dict[str, int]


class Page(TypedDict):
    """One page of appeals."""

    appeals: list[Row]
    next: str


class Enterprise(TypedDict):
    """One enterprise in a list."""

    code: str
    name: str
    credit_code: str
    code_status: str
    township: str
    section: str
    industry: str
    size: str
    status: str


class Contact(TypedDict):
    """Whom to reach."""

    name: str
    phone: str
    note: str


class EnterpriseDetail(Enterprise):
    """One enterprise."""

    old_number: str
    project_number: str
    address: str
    legal_person: str
    founded_on: str | None
    county_registered: bool
    agreement_signed: bool
    eligible: bool
    reason: str
    contacts: list[Contact]


class Enterprises(TypedDict):
    """One page of the register."""

    enterprises: list[Enterprise]
    next: int | None


class Organ(TypedDict):
    """One organ in a list; ``code`` is what moves ask for."""

    code: str
    name: str
    short_name: str
    kind: str
    active: bool
    assignable: bool


class Seat(TypedDict):
    """One post and who holds it."""

    code: str
    role: str
    label: str
    sections: list[str]
    holders: list[str]


class OrganDetail(Organ):
    """One organ with its posts."""

    former_names: list[str]
    duties: str
    phone: str
    successor: str
    posts: list[Seat]


class Bulletin(TypedDict):
    """One published month."""

    month: str
    number: str
    title: str
    published_at: str
    digest: str


class Day(TypedDict):
    """One reception day that is planned."""

    date: str
    starts_at: str
    ends_at: str
    host: str
    kind: str
    place: str
