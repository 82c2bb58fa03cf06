"""Planning a reception day: when, where, who hosts; moved, announced or called off. 二."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import LEADERS, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.plan import queries as editions
from qinqing.procedure.receptions import papers, queries
from qinqing.procedure.receptions.actions.agenda import call, organ_titles, put_on_agenda, release
from qinqing.procedure.receptions.actions.dossier_step import ask, postpone, release_parts
from qinqing.procedure.receptions.actions.slot_step import ask_again, lapse, run_out
from qinqing.procedure.receptions.actions.step import enter, take
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.queries.slotted import slotted, taken
from qinqing.procedure.receptions.rules.clocks import Clock
from qinqing.procedure.receptions.rules.kinds import Kind, said, worded
from qinqing.procedure.receptions.rules.planning import (
    MORNING,
    USUAL_CAPACITY,
    Ahead,
    ends,
    fits,
    is_announced,
    is_free,
    may_host,
)
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.documents import actions as documents
from qinqing.services.documents.queries import Told

CHANGEABLE = {
    "date": "日期",
    "starts_at": "开始时间",
    "ends_at": "结束时间",
    "place": "地点",
    "kind": "形式",
    "capacity": "可接待件数",
    "note": "说明",
}
MOVING = frozenset({"date", "starts_at", "ends_at", "place"})  # what people who come have to know


@transaction.atomic
def plan(
    *,
    host_post: int,
    date: date,
    place: str,
    by: Actor,
    at: datetime,
    kind: str = Kind.CENTRALISED,
    starts_at: time = MORNING,
    ends_at: time | None = None,
    capacity: int = USUAL_CAPACITY,
    departments: Sequence[int] = (),
    note: str = "",
    reason: str = "",
) -> ReceptionDay:
    """安排接待日: a leader's post hears enterprises on a day (in Shanghai, today or later) at a place, 二(一) and (二).

    The post's role gives the rung; without ``ends_at`` it lasts three hours. ``reason`` is wanted for a day off and for
    short notice. The notice's clock starts. Raises Refused.
    """
    host = register.post(host_post)
    if Kind(kind) is Kind.JOINT:
        raise Refused("联席会议没有接待领导，请用“召集联席会议”", clause="五(三)")
    if host.role not in LEADERS:
        raise Refused("接待日由县长或副县长主持，请另选接待领导", clause="二(四)")
    may_host(host.title, sections=len(host.sections), mayor=host.role == Role.MAYOR).enforce()
    day = ReceptionDay(
        host_post_id=host.id,
        rung=3 if host.role == Role.MAYOR else 2,
        kind=Kind(kind),
        date=date,
        starts_at=starts_at,
        ends_at=ends_at or ends(starts_at),
        place=clean_line(place),
        capacity=capacity,
        note=clean_text(note),
        reason=clean_text(reason),
        planned_by=by.title,
        planned_at=at,
    )
    return _enter("plan", day, departments, by, at)


@transaction.atomic
def call_meeting(
    *,
    date: date,
    place: str,
    departments: Sequence[int],
    by: Actor,
    at: datetime,
    starts_at: time = MORNING,
    ends_at: time | None = None,
    capacity: int = USUAL_CAPACITY,
    note: str = "",
    reason: str = "",
    agenda: Sequence[Appeal] = (),
) -> ReceptionDay:
    """召集联席会议: the departments that appeals concern meet over them, without a host; the enterprises do not come, 五(三).

    The same limits as for a reception day; ``agenda`` is put on at once. Raises Refused, also without departments.
    """
    if not departments:
        raise Refused("请选定参加联席会议的部门", clause="五(三)")
    day = ReceptionDay(
        rung=0,
        kind=Kind.JOINT,
        date=date,
        starts_at=starts_at,
        ends_at=ends_at or ends(starts_at),
        place=clean_line(place),
        capacity=capacity,
        note=clean_text(note),
        reason=clean_text(reason),
        planned_by=by.title,
        planned_at=at,
    )
    called = _enter("call_meeting", day, departments, by, at)
    if agenda:
        put_on_agenda(called, agenda, by=by, at=at)
    return called


def _enter(name: str, day: ReceptionDay, departments: Sequence[int], by: Actor, at: datetime) -> ReceptionDay:
    ahead = _ahead(day.date, at)
    said(is_announced(day.date, ahead, day.reason), joint=day.joint).enforce()
    _fits(day)
    step = enter(name, day, by=by, at=at)
    called = call(day, departments)
    return step.record(
        sets={"departments": called},
        host=queries.host_title(day),
        date=day.date,
        hours=slotted(day).hours,
        kind=Kind(day.kind).label,
        place=day.place,
        capacity=day.capacity,
        notice=ahead.days,
        departments=organ_titles(called),
        note=day.note,
        reason=day.reason,
    )


@transaction.atomic
def amend(day: ReceptionDay, *, by: Actor, at: datetime, reason: str = "", **changes: object) -> ReceptionDay:
    """调整接待日: date, hours, place, kind, capacity or note; the host stays, for appeals follow the host.

    New hours or another place are told with their reason to everybody concerned, each appeal's record included, and a
    new notice is owed. Raises Refused.
    """
    if unknown := changes.keys() - CHANGEABLE.keys():
        raise TypeError(f"a reception day has no {', '.join(sorted(unknown))} to amend")
    wanted = _changed(day, changes)
    if not wanted:
        raise Refused("没有要调整的内容，请修改后再保存", clause="二(一)")
    if (Kind(str(wanted.get("kind", day.kind))) is Kind.JOINT) != day.joint:
        raise Refused("接待日和联席会议不能互相改换，请取消后另行安排", clause="五(三)")
    before = slotted(day)
    moves = bool(wanted.keys() & MOVING)
    if moves and not reason.strip():
        raise Refused(f"请写明调整原因，好向{'' if day.joint else '企业和'}部门说明", clause="二(一)")
    planned = copy(day)
    for name, value in wanted.items():
        setattr(planned, name, value)
    if moves:
        said(is_announced(planned.date, _ahead(planned.date, at), reason), joint=day.joint).enforce()
        wanted |= {"notified_at": None, "reason": clean_text(reason)}
    _fits(planned)
    clocks = [Clock.NOTICE] if moves else []
    step = take("amend", day, by=by, at=at, also=wanted, void=clocks, again=clocks)
    told = _tell_moved(day, before.words, reason, by, at) if moves else {}
    changed = [label for name, label in CHANGEABLE.items() if name in wanted]
    return step.record(changed=changed, date=wanted.get("date"), reason=reason, now=slotted(day).words, **told)


@transaction.atomic
def issue_notice(day: ReceptionDay, *, by: Actor, at: datetime, note: str = "") -> ReceptionDay:
    """发出活动通知: to the enterprises that are heard and the departments that come; its clock stops, 二(一)."""
    step = take("issue_notice", day, by=by, at=at, also={"notified_at": at})
    agenda = list(AgendaItem.objects.filter(day=day).select_related("appeal").order_by("position", "id"))
    ask(day, [entry.appeal for entry in agenda], by=by, at=at)
    if agenda:
        content = papers.notice_to_departments(day, agenda, queries.departments(day))
        told = Told(day.subject, content, title="联席会议通知" if day.joint else "")
        documents.issue_papers("notice", [told, *_invitations(day, agenda)], by=by, at=at)
    return step.record(**_concerned(day), now=slotted(day).words, note=note)


def _invitations(day: ReceptionDay, agenda: Iterable[AgendaItem]) -> list[Told]:
    """A letter for the enterprise of each appeal that is heard; departments that meet ask no enterprise."""
    return [
        Told(queries.invitation_subject(day, entry.appeal), papers.notice_to_enterprise(day, [entry]))
        for entry in ([] if day.joint else agenda)
    ]


@transaction.atomic
def cancel_day(day: ReceptionDay, *, reason: str, by: Actor, at: datetime) -> ReceptionDay:
    """取消接待日: appeals not yet heard are ripe as before; what was concluded already stands, so such a day is closed."""
    entries = list(AgendaItem.objects.filter(day=day).select_related("appeal").order_by("position", "id"))
    if any(entry.outcome for entry in entries):
        raise Refused(worded("这个接待日已有诉求记录了结果，不能取消，请结束接待日", joint=day.joint), clause="四(二)")
    concerned = _concerned(day)
    step = take("cancel_day", day, by=by, at=at, void=[Clock.NOTICE])
    for entry in entries:
        release(entry, reason, by, at)
    lapse(day, reason=f"接待日取消：{reason}", by=by, at=at)
    run_out(day, reason=f"接待日取消：{reason}", by=by, at=at)
    release_parts(day, by=by, at=at)
    return step.record(**concerned, before=slotted(day).words, reason=reason)


def _changed(day: ReceptionDay, changes: dict[str, object]) -> dict[str, object]:
    """What really differs; a day that begins at another time lasts as long as before unless its end is given."""
    told = dict(changes)
    start = told.get("starts_at")
    if isinstance(start, time) and start != day.starts_at and "ends_at" not in told:
        on = day.date
        told["ends_at"] = ends(start, datetime.combine(on, day.until) - datetime.combine(on, day.starts_at))
    return {name: value for name, value in told.items() if getattr(day, name) != value}


def _tell_moved(day: ReceptionDay, before: str, reason: str, by: Actor, at: datetime) -> dict[str, Any]:
    """Writes the new date and place into each appeal's own record, which its enterprise reads."""
    now = slotted(day).words
    waiting = AgendaItem.objects.filter(day=day, outcome="").select_related("appeal")
    for entry in () if day.joint else waiting:
        appeals.reschedule(entry.appeal, before=before, now=now, reason=reason, by=by, at=at)
    ask_again(day, by=by, at=at)
    postpone(day, by=by, at=at)
    return {**_concerned(day), "before": before}


def _concerned(day: ReceptionDay) -> dict[str, Any]:
    """Whom a change of this day concerns: its host, the departments called, the appeals on the agenda."""
    numbers = AgendaItem.objects.filter(day=day).order_by("position", "id").values_list("appeal__number", flat=True)
    return {
        "host": queries.host_title(day),
        "departments": organ_titles(queries.departments(day)),
        "appeals": list(numbers),
    }


def _ahead(on: date, at: datetime) -> Ahead:
    """How far ahead a date is, and whether it is worked."""
    known, today = calendar.current(), day_of(at)
    wanted = editions.in_force(today).limit("notice")
    return Ahead(today, known.between(today, on), wanted, known.is_working(on), known.name(on))


def _fits(day: ReceptionDay) -> None:
    heard = AgendaItem.objects.filter(day=day).count() if day.pk else 0
    wanted = slotted(day)
    said(fits(wanted, day.capacity or max(USUAL_CAPACITY, heard), heard=heard), joint=day.joint).enforce()
    is_free(wanted, taken(day.date, but=day.pk)).enforce()
