"""The desk: what is to be done, appeals one may see, one of them with its course and moves, and making a move."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from ninja import Body, File, Query, Status, UploadedFile

from qinqing.doors.api import moves, once, tellings
from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.making import make, supplement
from qinqing.doors.api.refusals import Turned
from qinqing.doors.api.schemas.appeals import (
    Detail,
    HandedDown,
    Item,
    Limit,
    Owed,
    Page,
    Part,
    Receipt,
    Received,
    Row,
    Sought,
    Todo,
)
from qinqing.doors.api.schemas.fields import NO_NOTE, Code, Text, Told, Version
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.web.downloads import send
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

MOST_OWED = 100
GIVES = {PartKind.ASSISTING: "assist", PartKind.OPINION: "give_opinion"}


def todo(request: Asking) -> Todo:
    """What waits for this post."""
    actor, at = request.caller.actor, request.at
    found = queries.todo(actor, at=at)
    owed = [
        Owed(
            kind=part.kind, move=GIVES[PartKind(part.kind)], due_at=part.due_at,
            appeal=Row(**tellings.row(part.appeal, actor, at)),
        )
        for part in queries.parts_owed(actor)[:MOST_OWED]
    ]  # fmt: skip
    items = [_item(one, actor, at) for one in decisions.todo(actor, at=at)]
    return Todo(appeals=tellings.rows(found.appeals, actor, at), owed=owed, items=items, figures=found.figures)


def appeals(request: Asking, wanted: Query[Sought]) -> Page:
    """The appeals this post may see, filtered, ordered, searched."""
    check_cursor(wanted.after, wanted.order)
    kept = {name: value for name, value in wanted.fields().items() if value is not None}
    found = queries.page(request.caller.actor, queries.Wanted(**kept), at=request.at)
    return Page(appeals=tellings.rows(found.rows, request.caller.actor, request.at), next=found.next)


def appeal(request: Asking, code: Code) -> Detail:
    """One appeal: where it stands, what happened, what may be done and why not."""
    actor = request.caller.actor
    found = queries.fetch(actor, code)
    shown = queries.shown(found, actor)
    offered = queries.offers(found, actor, at=request.at)
    names = ("channel", "kind", "matter", "section")
    return Detail(
        **tellings.row(found, actor, request.at),
        **{name: getattr(found, name) for name in names},
        text=shown.text,
        contact_name=shown.contact_name,
        contact_phone=shown.contact_phone,
        hidden=shown.hidden,
        lead=tellings.lead_of(found),
        answers=tellings.answers(found, actor),
        parts=_parts(found, actor),
        limits=_limits(found.subject),
        course=tellings.course(found, actor),
        files=tellings.files(found, actor),
        moves=moves.offers(offered, moves.DESK),
    )


def receive(request: Asking, told: Received) -> Status[Receipt]:
    """登记诉求."""
    return _enter(request, told, actions.receive)


def hand_down(request: Asking, told: HandedDown) -> Status[Receipt]:
    """转来诉求."""
    return _enter(request, told, actions.hand_down)


def move(request: Asking, code: Code, name: Code, told: Body[dict[str, Any]], version: Version = None) -> Made:
    """One move of the table, for whoever may make it."""
    return make(request, code, name, told, moves.DESK, version)


def material(request: Asking, code: Code, files: File[list[UploadedFile]], note: Text = NO_NOTE) -> Made:
    """补充材料, with files."""
    return supplement(request, code, note, files)


def file(request: Asking, code: Code, file: Code) -> HttpResponseBase:
    """One piece of an appeal's material."""
    actor = request.caller.actor
    return send(queries.files(queries.fetch(actor, code), actor), file)


def check_cursor(after: str, order: str) -> None:
    """Turns away what is no cursor of this order (422)."""
    moment, _, last = after.rpartition("~")
    known = last.isascii() and last.isdigit() and len(last) < 19 and bool(moment) == (order == "due")
    if after and not (known and (not moment or _aware(moment))):
        raise Turned(422, "after 请填上一页给出的 next，排序不要变", code="invalid")


def _aware(moment: str) -> bool:
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return False
    return at.tzinfo is not None and 2000 <= at.year <= 2200


def _enter(request: Asking, told: Told, enter: Callable[..., actions.Receipt]) -> Status[Receipt]:
    def act() -> once.Done:
        receipt = enter(**told.fields(), by=request.caller.actor, at=request.at)
        return once.Done(receipt.appeal.code, receipt.query_code)

    return Status(201, tellings.receipt(once.perform(request, told, act)))


def _parts(found: queries.Appeal, actor: Actor) -> list[Part]:
    return [
        Part(kind=one.kind, organ=one.organ_name, state=PartState(one.state).value, text=one.text, due_at=one.due_at)
        for one in queries.parts(found, actor)
    ]


def _limits(subject: str) -> list[Limit]:
    names = register.organ_names()
    return [
        Limit(
            kind=clock.kind, name=Clock(clock.kind).label, due_at=clock.due_at, running=clock.running,
            clause=clock.clause,
            holder=names.get(clock.holder_organ or 0, "") or (Role(clock.holder_role).label if clock.holder_role else ""),
        )
        for clock in calendar.clocks_of([subject])[subject]
    ]  # fmt: skip


def _item(item: decisions.DecidedItem, actor: Actor, at: datetime) -> Item:
    hidden = queries.hides_identity(item.appeal, actor)
    return Item(
        code=item.code, number=item.number, text=queries.mask(item.appeal, item.text) if hidden else item.text,
        lead=item.lead_name, state=item.standing.value, state_name=item.standing.label, due_on=item.due_on,
        overdue=item.due_at is not None and item.due_at <= at, appeal=item.appeal.number,
    )  # fmt: skip
