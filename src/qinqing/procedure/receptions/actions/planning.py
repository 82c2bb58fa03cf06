"""Planning a reception day: when, where, who hosts, who is heard, which departments come. 二, 四(一)2."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from qinqing.kernel.actors import LEADERS, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.actions.step import enter, take
from qinqing.procedure.receptions.models import AgendaItem, Attendance, Call, ReceptionDay
from qinqing.procedure.receptions.queries.snapshots import agenda_sets
from qinqing.procedure.receptions.rules.facts import Heard
from qinqing.procedure.receptions.rules.guards import may_be_heard
from qinqing.procedure.receptions.rules.kinds import Kind
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS
from qinqing.services.calendar import queries as calendar

MORNING = time(9)
CHANGEABLE = {"date": "日期", "starts_at": "时间", "place": "地点", "kind": "形式", "note": "说明"}


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
    departments: Sequence[int] = (),
    note: str = "",
) -> ReceptionDay:
    """安排接待日: a leader's post hears enterprises on a day (in Shanghai, today or later) at a place, 二(一) and (二).

    The post's role gives the rung. The record keeps how many working days' notice that is. Raises Refused.
    """
    host = register.post(host_post)
    if host.role not in LEADERS:
        raise Refused("接待日由县长或副县长主持，请另选接待领导", clause="二(四)")
    _check_when_and_where(date, place, at)
    day = ReceptionDay(
        host_post_id=host.id,
        rung=3 if host.role == Role.MAYOR else 2,
        kind=Kind(kind),
        date=date,
        starts_at=starts_at,
        place=clean_line(place),
        note=clean_text(note),
        planned_by=by.title,
        planned_at=at,
    )
    step = enter("plan", day, by=by, at=at)
    called = _call(day, departments)
    return step.record(
        sets={"departments": called},
        host=host.title,
        date=date,
        kind=Kind(kind).label,
        place=day.place,
        notice=calendar.current().between(day_of(at), date),
        departments=_names(called),
        note=day.note,
    )


@transaction.atomic
def amend(day: ReceptionDay, *, by: Actor, at: datetime, reason: str = "", **changes: object) -> ReceptionDay:
    """调整接待日: ``date``, ``starts_at``, ``place``, ``kind`` or ``note``; the host stays, for appeals follow the host."""
    if unknown := changes.keys() - CHANGEABLE.keys():
        raise TypeError(f"a reception day has no {', '.join(sorted(unknown))} to amend")
    wanted = {name: value for name, value in changes.items() if getattr(day, name) != value}
    if not wanted:
        raise Refused("没有要调整的内容，请修改后再保存", clause="二(一)")
    _check_when_and_where(wanted.get("date", day.date), str(wanted.get("place", day.place)), at)
    step = take("amend", day, by=by, at=at, also=wanted)
    return step.record(changed=[CHANGEABLE[name] for name in wanted], date=wanted.get("date"), reason=reason)


@transaction.atomic
def put_on_agenda(day: ReceptionDay, appeals_: Iterable[Appeal], *, by: Actor, at: datetime) -> list[AgendaItem]:
    """列入诉求: ripe appeals that this day's host hears, at the end of the agenda in the order given. 四(一)2 and 3."""
    chosen = list(appeals_)
    if not chosen:
        raise Refused("请先勾选要列入的诉求", clause="四(一)2")
    for appeal in chosen:
        _may_be_heard(day, appeal)
    step = take("put_on_agenda", day, by=by, at=at)
    last = AgendaItem.objects.filter(day=day).aggregate(last=Max("position"))["last"] or 0
    entries = [
        AgendaItem(day=day, appeal=appeal, position=position) for position, appeal in enumerate(chosen, last + 1)
    ]
    AgendaItem.objects.bulk_create(entries)
    for appeal in chosen:
        appeals.schedule(appeal, day=queries.title(day), host=queries.host_title(day), by=by, at=at)
    step.record(sets=agenda_sets(*entries), appeals=[appeal.number for appeal in chosen])
    return entries


@transaction.atomic
def take_off(entry: AgendaItem, *, reason: str, by: Actor, at: datetime) -> ReceptionDay:
    """移出诉求: an appeal that is not heard on this day is ripe as before."""
    day, appeal = entry.day, entry.appeal
    if entry.outcome:
        raise Refused(f"{appeal.number}已记录结果，不能再移出", clause="四(二)")
    step = take("take_off", day, by=by, at=at)
    entry.delete()
    appeals.unschedule(appeal, day=queries.title(day), reason=reason, by=by, at=at)
    return step.record(sets={f"agenda/{appeal.code}": None}, appeal=appeal.number, reason=reason)


@transaction.atomic
def reorder(day: ReceptionDay, codes: Sequence[str], *, by: Actor, at: datetime) -> ReceptionDay:
    """调整议程顺序: the codes of all appeals on the agenda, in the order in which they are heard."""
    entries = {entry.appeal.code: entry for entry in AgendaItem.objects.filter(day=day).select_related("appeal")}
    if sorted(codes) != sorted(entries):
        raise Refused("议程刚刚有变化，请刷新页面后重新排序", clause="二(一)")
    step = take("reorder", day, by=by, at=at)
    for position, code in enumerate(codes, 1):
        entries[code].position = position
    AgendaItem.objects.bulk_update(entries.values(), ["position"])
    return step.record(sets=agenda_sets(*entries.values()), order=[entries[code].appeal.number for code in codes])


@transaction.atomic
def call_departments(day: ReceptionDay, organs: Sequence[int], *, by: Actor, at: datetime) -> ReceptionDay:
    """通知到会部门: exactly these departments (organ ids) come, with their main leaders, 二(四)."""
    step = take("call_departments", day, by=by, at=at)
    released = Call.objects.filter(day=day).exclude(organ__in=organs)
    if Attendance.objects.filter(day=day, organ__in=released.values("organ")).exists():
        raise Refused("已经登记到会的部门不能取消，请保留", clause="五(二)")
    released.delete()
    called = _call(day, organs)
    return step.record(sets={"departments": called}, departments=_names(called))


def _call(day: ReceptionDay, organs: Iterable[int]) -> list[int]:
    chosen = sorted(set(organs))
    if not {organ.id for organ in register.assignable()}.issuperset(chosen):
        raise Refused("所选单位不承办企业诉求或已撤并，请另选到会部门", clause="二(四)")
    there = set(Call.objects.filter(day=day).values_list("organ_id", flat=True))
    Call.objects.bulk_create([Call(day=day, organ_id=organ) for organ in chosen if organ not in there])
    return chosen


def _check_when_and_where(on: object, place: str, at: datetime) -> None:
    if not isinstance(on, date) or on < day_of(at):
        raise Refused("接待日不能安排在已经过去的日子，请另选日期", clause="二(一)")
    if not place.strip():
        raise Refused("请写明接待地点", clause="二(二)")


def _may_be_heard(day: ReceptionDay, appeal: Appeal) -> None:
    in_charge = register.deputy_for(appeal.section)
    facts = Heard(
        number=appeal.number,
        rung=appeal.rung,
        section=appeal.section,
        ripe=appeal.standing is Standing.RIPE,
        section_name=SECTIONS.get(appeal.section, ""),
    )
    sections = register.post(day.host_post_id).sections
    may_be_heard(facts, rung=day.rung, sections=sections, in_charge=in_charge.title if in_charge else "").enforce()


def _names(organs: Iterable[int]) -> list[str]:
    names = register.organ_names()
    return [names[organ] for organ in organs]
