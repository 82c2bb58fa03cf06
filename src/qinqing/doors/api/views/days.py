"""接待日: the days this post may see, one with its agenda and outcomes, planning one, and making a move on it. 二, 四(二)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from ninja import Body, Query, Status

from qinqing.doors.api import day_moves, moves, once, tellings
from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.cursors import check_dated
from qinqing.doors.api.day_tellings import agenda, attendance, day_row, day_rows
from qinqing.doors.api.making import Subject, make
from qinqing.doors.api.noting import note, note_day
from qinqing.doors.api.schemas.days import (
    CalledMeeting,
    DayMade,
    PlannedDay,
    ReceptionDays,
    ReceptionDayTold,
    SoughtDays,
)
from qinqing.doors.api.schemas.fields import Code, Told, Version
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.api.schemas.parts import Offer
from qinqing.doors.web.downloads import send_paper
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.states import MOVES, PLANNERS
from qinqing.procedure.register import queries as register

DAY = Subject(queries.fetch, MOVES, day_moves.DAY)


def reception_days(request: Asking, wanted: Query[SoughtDays]) -> ReceptionDays:
    """The reception days and joint meetings this post may see, by date."""
    check_dated(wanted.after, dated=True)
    kept = {name: value for name, value in wanted.fields().items() if value is not None}
    found = queries.days_page(request.caller.actor, queries.DaysWanted(**kept))
    return ReceptionDays(days=day_rows(found.rows), next=found.next)


def reception_day(request: Asking, code: Code) -> ReceptionDayTold:
    """One day: what is on its agenda, who came, what each appeal came to, what may be done and why not."""
    actor = request.caller.actor
    found = queries.counted(queries.fetch(actor, code))
    minutes, names, entries = queries.minutes_of(found, actor), register.organ_names(), queries.agenda(found, actor)
    note(request, [entry.appeal for entry in entries])
    told = ("note", "reason", "capacity", "planned_by", "planned_at", "notified_at", "closed_at")
    return ReceptionDayTold(
        **day_row(found),
        **{name: getattr(found, name) for name in told},
        called=[names.get(organ, "") for organ in queries.departments(found)],
        agenda=agenda(entries, actor),
        attendance=attendance(found),
        minutes=minutes.code if minutes else "",
        limits=tellings.limits(found.subject) if actor.role in PLANNERS else [],
        course=tellings.course(queries.timeline(found, actor)),
        papers=tellings.papers(queries.day_papers(found, actor)),
        moves=_offers(request, found),
    )


def plan_day(request: Asking, told: PlannedDay) -> Status[DayMade]:
    """安排接待日."""
    return _enter(request, told, actions.plan)


def call_meeting(request: Asking, told: CalledMeeting) -> Status[DayMade]:
    """召集联席会议, with its agenda at once."""
    actor = request.caller.actor

    def call(*, agenda: list[str], **rest: Any) -> queries.ReceptionDay:
        return actions.call_meeting(agenda=day_moves.chosen(actor, agenda), **rest)

    return _enter(request, told, call)


def day_move(request: Asking, code: Code, name: Code, told: Body[dict[str, Any]], version: Version = None) -> Made:
    """One move of the days' table, for whoever may make it."""
    return make(request, DAY, code, name, told, version)


def day_paper(request: Asking, code: Code, paper: Code, form: Code) -> HttpResponseBase:
    """One paper written of a day."""
    actor = request.caller.actor
    found = queries.fetch(actor, code)
    note_day(request, found)
    return send_paper(queries.day_papers(found, actor), paper, form)


def _offers(request: Asking, day: queries.ReceptionDay) -> list[Offer]:
    offered = queries.offers(day, request.caller.actor, at=request.at)
    return moves.offers(offered, day_moves.DAY, partial(worded, joint=day.joint))


def _enter(request: Asking, told: Told, enter: Callable[..., queries.ReceptionDay]) -> Status[DayMade]:
    def act() -> once.Done:
        return once.Done(enter(**told.fields(), by=request.caller.actor, at=request.at).code)

    found = queries.fetch(request.caller.actor, once.perform(request, told, act).code)
    return Status(201, DayMade(code=found.code, title=queries.title(found)))
