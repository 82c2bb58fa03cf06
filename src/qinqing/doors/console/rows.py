"""Rows of appeals and of decided items as the desk's tables show them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import MOVES, State, clause_of
from qinqing.procedure.decisions.rules.clocks import Clock as ItemClock
from qinqing.procedure.decisions.states import MOVES as ITEM_MOVES
from qinqing.procedure.decisions.states import State as ItemState
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.rules.lights import Light, light

if TYPE_CHECKING:
    from qinqing.procedure.appeals.models import Appeal
    from qinqing.procedure.decisions.models import DecidedItem
    from qinqing.procedure.receptions.models import Minutes

NEXT: dict[State, str] = {
    State.LODGED: "register",
    State.REGISTERED: "transfer",
    State.REFUSAL_PROPOSED: "refuse",
    State.REVIEWING: "overturn_refusal",
    State.TRANSFERRED: "sign_for",
    State.RETURNED: "insist",
    State.HANDLING: "draft_outcome",
    State.DOUBTED: "draft_outcome",
    State.FAST_LANE: "accept_fast_lane",
    State.AT_OFFICE: "consult",
    State.CONSULTING: "compile_opinions",
    State.CONFIRMED: "close",
    State.DOUBTED_AGAIN: "rule_explained",
    State.SHELVING_PROPOSED: "approve_shelving",
}
NEXT_FOR_ITEM: dict[ItemState, str] = {
    ItemState.ASSIGNED: "contact",
    ItemState.IMPLEMENTING: "complete",
    ItemState.COMPLETED: "draft_report",
    ItemState.SIGNING: "sign_report",
    ItemState.REPORTED: "accept",
    ItemState.ACCEPTED: "close_out",
}
UPWARD = {1: "compile", 2: "report_to_mayor", 3: "send_to_city", 4: "propose_shelving"}


class Row(TypedDict):
    """One appeal in a table; a dictionary, which templates read without trying other ways first."""

    url: str
    title: str
    number: str
    enterprise: str
    hidden: bool  # from departments, and read here all the same
    state: str
    clause: str
    rung: int
    urgency: str
    light: Light | None
    due: str
    holder: str
    action: str
    action_url: str
    mine: bool
    code: str


def appeal_rows(found: Iterable["Appeal"], actor: Actor, *, at: datetime) -> list[Row]:
    """Rows for these appeals, as this actor may read them; no further query."""
    base = reverse("console:appeals")  # once, not for every row
    return [_row(appeal, f"{base}{appeal.code}/", actor, at) for appeal in found]


def next_move(appeal: "Appeal") -> str:
    """The step that takes an appeal onward from where it stands, "" where there is none for the desk."""
    state = State(appeal.state)
    if state is State.UNRESOLVED:
        return UPWARD[appeal.rung]
    if state is State.REGISTERED and not appeals.is_sorted(appeal):
        return "sort"
    return NEXT.get(state, "")


def _row(appeal: "Appeal", url: str, actor: Actor, at: datetime) -> Row:
    state = State(appeal.state)
    holder = lights.who_holds(actor, appeal.turn_role, appeal.turn_organ_id)
    hidden = appeals.hides_identity(appeal, actor)
    name = next_move(appeal)
    mine = holder == "本岗"
    move = MOVES[name] if name and mine and actor.role in MOVES[name].by else None
    return Row(
        url=url,
        title=appeals.mask(appeal, appeal.title) if hidden else appeal.title,
        number=appeal.number,
        enterprise=appeals.HIDDEN if hidden else appeal.enterprise_name,
        hidden=appeal.confidential and not hidden,
        state=state.label,
        clause=clause_of(state, appeal.rung),
        rung=appeal.rung,
        urgency=appeal.get_urgency_display() if appeal.urgency != "normal" else "",
        light=lights.of_row(appeal.due_from, appeal.due_at, appeal.due_kind, at=at) if appeal.is_open else None,
        due=lights.due_day(appeal.due_at, at),
        holder=holder,
        action=move.label if move else "查看",
        action_url=f"{url}{name}/" if move else url,
        mine=bool(move),
        code=appeal.code,
    )


class ItemRow(NamedTuple):
    """One decided item in a table."""

    url: str
    text: str
    number: str
    code: str
    version: int
    lead: str
    state: str
    light: Light | None
    limit: str
    due_on: date
    due_asked: date | None
    due_moved: int
    blocked: bool
    amount: Decimal | None
    received: Decimal | None
    appeal_url: str
    appeal_title: str
    appeal_number: str
    enterprise: str
    action: str
    action_url: str


def item_rows(found: Iterable["DecidedItem"], actor: Actor, *, at: datetime) -> list[ItemRow]:
    """Rows for these decided items (with their appeals and lead names), as this actor may read them; no further query."""
    return [_item_row(item, actor, at) for item in found]


def _item_row(item: "DecidedItem", actor: Actor, at: datetime) -> ItemRow:
    url, hidden, appeal = (
        reverse("console:item", args=[item.code]),
        appeals.hides_identity(item.appeal, actor),
        item.appeal,
    )
    name = _next_for_item(item, actor)
    return ItemRow(
        url=url,
        text=appeals.mask(appeal, item.text) if hidden else item.text,
        number=item.number,
        code=item.code,
        version=item.version,
        lead=item.lead_name,
        state=item.standing.label,
        light=lights.of_row(item.due_from, item.due_at, item.due_kind, at=at),
        limit=_limit(item, at),
        due_on=item.due_on,
        due_asked=item.due_asked,
        due_moved=item.due_moved,
        blocked=bool(item.blocked),
        amount=item.amount,
        received=item.received,
        appeal_url=reverse("console:appeal", args=[appeal.code]),
        appeal_title=appeals.mask(appeal, appeal.title) if hidden else appeal.title,
        appeal_number=appeal.number,
        enterprise=appeals.HIDDEN if hidden else appeal.enterprise_name,
        action=ITEM_MOVES[name].label if name else "查看",
        action_url=reverse("console:item_move", args=[item.code, name]) if name else url,
    )


def _limit(item: "DecidedItem", at: datetime) -> str:
    """What the light is about and when that is due; nothing where it is the item itself, whose day stands in the row."""
    if item.due_at is None or item.due_kind in ("", ItemClock.ITEM, ItemClock.CONFIRM):
        return ""
    label = ItemClock(item.due_kind).label.removeprefix(ItemClock.ITEM.label.removesuffix("办理"))
    return f"{label} {lights.due_day(item.due_at, at)} 到期"


def _next_for_item(item: "DecidedItem", actor: Actor) -> str:
    """The step that is this reader's, where the row alone tells; leaders and the office see it on the item's page."""
    name = NEXT_FOR_ITEM.get(item.standing, "")
    if name == "close_out" and item.confirmed_at is None:
        name = "call_in_vain"
    if not name or actor.role not in ITEM_MOVES[name].by or actor.role not in BUREAU | DEPARTMENT:
        return ""
    return name if actor.role in BUREAU or actor.organ == item.lead_id else ""


class MinutesRow(NamedTuple):
    """The minutes of one day in a table."""

    url: str
    number: str
    date: date
    host: str
    form: str
    state: str
    light: Light | None
    due_at: datetime | None


def minutes_rows(found: Iterable["Minutes"], *, at: datetime) -> list[MinutesRow]:
    """Rows for these minutes (each with its day and ``host``); one query for the limits of all."""
    rows = list(found)
    clocks, days = calendar.clocks_of([row.subject for row in rows]), calendar.current()
    return [
        MinutesRow(
            reverse("console:minutes", args=[row.code]),
            row.number,
            row.day.date,
            row.host,
            row.get_form_display(),
            row.standing.label,
            light(clocks[row.subject][0], at, days) if clocks[row.subject] else None,
            clocks[row.subject][0].due_at if clocks[row.subject] else None,
        )
        for row in rows
    ]
