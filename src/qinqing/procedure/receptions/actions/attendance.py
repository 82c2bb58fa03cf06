"""Who came to a day: departments with their main leaders, enterprises to be heard. 五(二), 二(三)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.actions.hearing import record_outcome
from qinqing.procedure.receptions.actions.step import take
from qinqing.procedure.receptions.models import AgendaItem, Attendance, ReceptionDay
from qinqing.procedure.receptions.queries.snapshots import agenda_sets, attendance_sets
from qinqing.procedure.receptions.rules.kinds import AWAY, Guest, HeardOutcome, Presence, Present
from qinqing.procedure.register import queries as register


@transaction.atomic
def record_attendance(day: ReceptionDay, rows: Sequence[Present], *, by: Actor, at: datetime) -> ReceptionDay:
    """登记到会: for each department called, its main leader, or a named substitute or nobody with the reason, 五(二).

    With the time for who came after the day began.
    """
    if not rows:
        raise Refused("请登记至少一个部门的到会情况", clause="五(二)")
    _check(day, rows)
    step = take("record_attendance", day, by=by, at=at)
    names, kept = register.organ_names(), [_attend(day, row) for row in rows]
    return step.record(
        sets=attendance_sets(*kept), attendance=[f"{names[row.organ_id]}：{_words(row)}" for row in kept]
    )


@transaction.atomic
def record_guest(
    entry: AgendaItem, *, guest: str, by: Actor, at: datetime, name: str = "", reason: str = "", defer: bool = False
) -> AgendaItem:
    """登记企业到会: who came for the enterprise, or that nobody did, with or without word, 二(三). Said again, it corrects.

    With ``defer`` an appeal whose enterprise did not come is put off to a later day for that reason. Raises Refused.
    """
    came = Guest(guest)
    told = {"guest": came, "guest_name": clean_line(name), "guest_reason": clean_text(reason)}
    if came is Guest.CAME and not told["guest_name"]:
        raise Refused("请写明企业谁到会", clause="二(三)")
    if defer and came not in AWAY:
        raise Refused("企业到会的，请听取陈述后再记录结果，不用勾选缓议", clause="二(三)")
    if came is Guest.EXCUSED and not told["guest_reason"]:
        raise Refused("企业事先说明不来的，请写明原因", clause="二(三)")
    told["guest_name" if came in AWAY else "guest_reason"] = ""
    step = take("record_guest", entry.day, by=by, at=at)
    if not AgendaItem.objects.filter(pk=entry.pk).update(**told):
        raise Conflict(f"{entry.appeal.number}刚刚移出了议程，请刷新页面查看")
    entry.refresh_from_db(fields=[*told])
    said = entry.guest_name or entry.guest_reason
    step.record(sets=agenda_sets(entry), appeal=entry.appeal.number, guest=f"{came.label} {said}".strip())
    return record_outcome(entry, outcome=HeardOutcome.DEFERRED, opinion="", by=by, at=at) if defer else entry


def _check(day: ReceptionDay, rows: Sequence[Present]) -> None:
    names, called = register.organ_names(), set(queries.departments(day))
    for row in rows:
        if row.organ not in called:
            raise Refused(f"{names.get(row.organ, '这个单位')}没有列入到会部门，请先列入", clause="五(二)")
        if fault := row.fault or row.late_fault(day.starts_at):
            raise Refused(f"{names[row.organ]}：{fault}", clause="五(二)")


def _attend(day: ReceptionDay, row: Present) -> Attendance:
    told = {
        "presence": Presence(row.presence),
        "name": clean_line(row.name),
        "reason": clean_line(row.reason),
        "arrived_at": row.arrived_at,
    }
    kept, _ = Attendance.objects.update_or_create(day=day, organ_id=row.organ, defaults=told)
    return kept


def _words(row: Attendance) -> str:
    late = f"，迟到，{row.arrived_at:%H:%M}到" if row.arrived_at else ""
    return f"{row.get_presence_display()} {row.name}".strip() + late
