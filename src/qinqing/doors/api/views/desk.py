"""The desk: what is to be done, appeals one may see, one of them with its course and moves, and making a move."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from ninja import Body, File, Query, Status, UploadedFile

from qinqing.doors.api import moves, once, tellings
from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.cursors import check_moment
from qinqing.doors.api.day_tellings import minutes_row
from qinqing.doors.api.making import DESK, make, supplement
from qinqing.doors.api.noting import note
from qinqing.doors.api.schemas.appeals import (
    Detail,
    HandedDown,
    Item,
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
from qinqing.doors.api.schemas.minutes import MinutesRow
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.web.downloads import send
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions

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
    return Todo(
        appeals=tellings.rows(found.appeals, actor, at),
        owed=owed,
        items=items,
        minutes=[MinutesRow(**minutes_row(one)) for one in receptions.minutes_waiting(actor)],
        figures=found.figures,
    )


def appeals(request: Asking, wanted: Query[Sought]) -> Page:
    """The appeals this post may see, filtered, ordered, searched."""
    check_moment(wanted.after, dated=wanted.order == "due")
    kept = {name: value for name, value in wanted.fields().items() if value is not None}
    found = queries.page(request.caller.actor, queries.Wanted(**kept), at=request.at)
    return Page(appeals=tellings.rows(found.rows, request.caller.actor, request.at), next=found.next)


def appeal(request: Asking, code: Code) -> Detail:
    """One appeal: where it stands, what happened, what may be done and why not."""
    actor = request.caller.actor
    found = _opened(request, code)
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
        limits=tellings.limits(found.subject),
        course=tellings.course(queries.timeline(found, actor)),
        files=tellings.files(queries.files(found, actor)),
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
    return make(request, DESK, code, name, told, version)


def material(request: Asking, code: Code, files: File[list[UploadedFile]], note: Text = NO_NOTE) -> Made:
    """补充材料, with files."""
    return supplement(request, code, note, files)


def file(request: Asking, code: Code, file: Code) -> HttpResponseBase:
    """One piece of an appeal's material."""
    return send(queries.files(_opened(request, code), request.caller.actor), file)


def _opened(request: Asking, code: str) -> queries.Appeal:
    """The appeal; that it was opened is noted, as at the desk."""
    found = queries.fetch(request.caller.actor, code)
    note(request, [found])
    return found


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


def _item(item: decisions.DecidedItem, actor: Actor, at: datetime) -> Item:
    hidden = queries.hides_identity(item.appeal, actor)
    return Item(
        code=item.code, number=item.number, text=queries.mask(item.appeal, item.text) if hidden else item.text,
        lead=item.lead_name, state=item.standing.value, state_name=item.standing.label, due_on=item.due_on,
        overdue=item.due_at is not None and item.due_at <= at, appeal=item.appeal.number,
    )  # fmt: skip
