"""The agenda of a day: who is heard, in which order, and which departments come. 四(一)2, 二(四)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.actions.dossier_step import ask, release_parts
from qinqing.procedure.receptions.actions.slot_step import invite, lapse
from qinqing.procedure.receptions.actions.step import take
from qinqing.procedure.receptions.models import AgendaItem, Attendance, Call, ReceptionDay
from qinqing.procedure.receptions.queries.snapshots import agenda_sets
from qinqing.procedure.receptions.rules.facts import Heard
from qinqing.procedure.receptions.rules.guards import may_be_heard
from qinqing.procedure.receptions.rules.kinds import said
from qinqing.procedure.receptions.rules.planning import has_room
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS


@transaction.atomic
def put_on_agenda(day: ReceptionDay, appeals_: Iterable[Appeal], *, by: Actor, at: datetime) -> list[AgendaItem]:
    """列入诉求: ripe appeals that this day's host hears, at the end of the agenda in the order given. 四(一)2 and 3."""
    chosen = list(appeals_)
    if not chosen:
        raise Refused("请先勾选要列入的诉求", clause="四(一)2")
    room = has_room(day.capacity, AgendaItem.objects.filter(day=day).count(), len(chosen))
    said(room, joint=day.joint).enforce()
    for appeal in chosen:
        _may_stand(day, appeal)
    step = take("put_on_agenda", day, by=by, at=at)
    last = AgendaItem.objects.filter(day=day).aggregate(last=Max("position"))["last"] or 0
    entries = [
        AgendaItem(day=day, appeal=appeal, position=position) for position, appeal in enumerate(chosen, last + 1)
    ]
    AgendaItem.objects.bulk_create(entries)
    for appeal in chosen:
        if day.joint:
            appeals.bring_to_meeting(appeal, meeting=queries.title(day), by=by, at=at)
        else:
            appeals.schedule(appeal, day=queries.title(day), host=queries.host_title(day), by=by, at=at)
    step.record(sets=agenda_sets(*entries), appeals=[appeal.number for appeal in chosen])
    if not day.joint:
        invite(day, chosen, by=by, at=at)
    if day.notified_at:
        ask(day, chosen, by=by, at=at)
    return entries


@transaction.atomic
def take_off(entry: AgendaItem, *, reason: str, by: Actor, at: datetime) -> ReceptionDay:
    """移出诉求: an appeal that is not heard on this day is ripe as before."""
    day, appeal = entry.day, entry.appeal
    if entry.outcome:
        raise Refused(f"{appeal.number}已记录结果，不能再移出", clause="四(二)")
    step = take("take_off", day, by=by, at=at)
    entry.delete()
    release(entry, reason, by, at)
    lapse(day, reason=reason, by=by, at=at, appeal=appeal)
    release_parts(day, by=by, at=at, appeal=appeal)
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
    let_off = organ_titles(released.order_by("organ").values_list("organ", flat=True))
    released.delete()
    called = call(day, organs)
    return step.record(sets={"departments": called}, departments=organ_titles(called), released=let_off)


def call(day: ReceptionDay, organs: Iterable[int]) -> list[int]:
    """Adds departments to those called; returns their ids in order. Raises Refused for what handles no appeals."""
    chosen = sorted(set(organs))
    if not {organ.id for organ in register.assignable()}.issuperset(chosen):
        raise Refused("所选单位不承办企业诉求或已撤并，请另选到会部门", clause="二(四)")
    there = set(Call.objects.filter(day=day).values_list("organ_id", flat=True))
    Call.objects.bulk_create([Call(day=day, organ_id=organ) for organ in chosen if organ not in there])
    return chosen


def release(entry: AgendaItem, reason: str, by: Actor, at: datetime) -> None:
    """An appeal that is not heard after all is where it was before."""
    day = queries.title(entry.day)
    if entry.day.joint:
        appeals.note_meeting(entry.appeal, meeting=day, result="没有上会", reason=reason, by=by, at=at)
    else:
        appeals.unschedule(entry.appeal, day=day, reason=reason, by=by, at=at)


def _may_stand(day: ReceptionDay, appeal: Appeal) -> None:
    """Not twice on one agenda; on a reception day only what its host hears."""
    if AgendaItem.objects.filter(day=day, appeal=appeal).exists():
        raise Refused(f"{appeal.number}已在议程上，不用再列入", clause="五(三)")
    if not day.joint:
        _may_be_heard(day, appeal)


def _may_be_heard(day: ReceptionDay, appeal: Appeal) -> None:
    in_charge = register.deputy_for(appeal.section)
    facts = Heard(
        number=appeal.number,
        rung=appeal.rung,
        section=appeal.section,
        ripe=appeal.standing is Standing.RIPE,
        section_name=SECTIONS.get(appeal.section, ""),
    )
    sections = register.post(day.host_post_id or 0).sections
    may_be_heard(facts, rung=day.rung, sections=sections, in_charge=in_charge.title if in_charge else "").enforce()


def organ_titles(organs: Iterable[int]) -> list[str]:
    """The names of departments, for the record."""
    names = register.organ_names()
    return [names[organ] for organ in organs]
