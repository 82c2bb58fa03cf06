"""On the day: what was said, what it was brought to, taken back where it was a mistake, and the end of it. 四(二)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.actions.dossier_step import miss
from qinqing.procedure.receptions.actions.minutes import open_minutes
from qinqing.procedure.receptions.actions.notes import forget_notes, remember_notes
from qinqing.procedure.receptions.actions.slot_step import lapse_elsewhere, run_out
from qinqing.procedure.receptions.actions.step import Step, take
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.queries.snapshots import agenda_sets
from qinqing.procedure.receptions.rules.kinds import OF_MEETINGS, HeardOutcome
from qinqing.procedure.receptions.rules.minutes import ItemLine

UNRECORDED: dict[str, Any] = {
    "outcome": "", "items": 0, "statement": "", "opinion": "", "basis": "", "recorded_by": "", "recorded_at": None,
}  # fmt: skip


@transaction.atomic
def record_outcome(
    entry: AgendaItem, *, outcome: str, opinion: str, by: Actor, at: datetime, statement: str = "", basis: str = ""
) -> AgendaItem:
    """记录接谈结果: explained (policy basis compulsory), unresolved (the opinion is the reason) or deferred, 四(二).

    Where the enterprise did not come, that is reason enough to defer. A decision comes with its items, through the
    chapter of decisions. Raises Refused.
    """
    result = HeardOutcome(outcome)
    if entry.day.joint:
        return _agree(entry, result, opinion=opinion, statement=statement, by=by, at=at)
    if result in OF_MEETINGS:
        raise Refused(f"“{result.label}”是联席会议的结果，接待日请另选结果", clause="四(二)")
    if result is HeardOutcome.DECIDED:
        raise Refused("研究决定要写明决定事项、牵头部门和完成时限，请按“研究决定”记录", clause="四(三)")
    if result is HeardOutcome.DEFERRED and entry.away:
        opinion = opinion.strip() or f"{entry.away}，缓议"
    step = _open("record_outcome", entry, opinion, by, at)
    told: dict[str, Any] = {"by": by, "at": at, "statement": statement}
    if result is HeardOutcome.EXPLAINED:
        appeals.explain_at_hearing(entry.appeal, opinion=opinion, basis=basis, **told)
    elif result is HeardOutcome.UNRESOLVED:
        appeals.leave_unresolved(entry.appeal, reason=opinion, **told)
    else:
        appeals.defer(entry.appeal, reason=opinion, **told)
    return _conclude(step, entry, result, statement=statement, opinion=opinion, basis=basis)


@transaction.atomic
def record_decision(
    entry: AgendaItem, *, opinion: str, items: Sequence[str], by: Actor, at: datetime, statement: str = ""
) -> AgendaItem:
    """记录研究决定: the host decided these items (a line of text each), 四(二).

    Called by the chapter of decisions, which keeps the items themselves. A joint meeting does not decide, it divides the
    work, and the appeal stays where it stands, 五(三). Raises Refused without any items.
    """
    step = _open("record_decision", entry, opinion, by, at)
    if entry.day.joint:
        _note(entry, HeardOutcome.DIVIDED, by, at, opinion=opinion, items=items)
        return _conclude(step, entry, HeardOutcome.DIVIDED, statement=statement, opinion=opinion, items=items)
    appeals.decide(entry.appeal, opinion=opinion, items=list(items), by=by, at=at, statement=statement)
    return _conclude(step, entry, HeardOutcome.DECIDED, statement=statement, opinion=opinion, items=items)


def _agree(
    entry: AgendaItem, result: HeardOutcome, *, opinion: str, statement: str, by: Actor, at: datetime
) -> AgendaItem:
    """What a joint meeting comes to without dividing the work, 五(三)."""
    if result not in OF_MEETINGS:
        raise Refused(f"联席会议不能“{result.label}”，只能形成共同意见、明确分工或记明意见不一致", clause="五(三)")
    if result is HeardOutcome.DIVIDED:
        raise Refused("明确分工要写明事项、牵头部门和完成时限，请按“明确分工”记录", clause="五(三)")
    step = _open("record_outcome", entry, opinion, by, at)
    _note(entry, result, by, at, opinion=opinion)
    return _conclude(step, entry, result, statement=statement, opinion=opinion)


def _note(entry: AgendaItem, result: HeardOutcome, by: Actor, at: datetime, **told: Any) -> None:
    """On the appeal's own record, which otherwise stays where it stands."""
    appeals.note_meeting(entry.appeal, meeting=queries.title(entry.day), result=result.label, by=by, at=at, **told)


@transaction.atomic
def take_back_outcome(entry: AgendaItem, *, reason: str, by: Actor, at: datetime) -> AgendaItem:
    """收回结果: recorded by mistake and not acted on; the appeal is on the agenda as before, what was typed is kept, 四(二).

    Called by the chapter of decisions, which first takes back the items. Raises Refused, and Conflict.
    """
    was = entry.get_outcome_display()
    if not entry.outcome:
        raise Refused(f"{entry.appeal.number}还没有记录结果，不用收回", clause="四(二)")
    if not reason.strip():
        raise Refused("请写明收回的原因，企业和部门会知道结果已收回", clause="四(二)")
    step = take("take_back_outcome", entry.day, by=by, at=at)
    if entry.day.joint:
        meeting = queries.title(entry.day)
        appeals.note_meeting(entry.appeal, meeting=meeting, result=f"收回“{was}”", reason=reason, by=by, at=at)
    else:
        appeals.take_back_hearing(entry.appeal, taken_back=was, reason=reason, by=by, at=at)
    remember_notes(entry, by=by, at=at)
    _forget(entry)
    lapse_elsewhere(entry.appeal, entry.day, by=by, at=at)
    step.record(sets=agenda_sets(entry), appeal=entry.appeal.number, taken_back=was, reason=reason)
    return entry


@transaction.atomic
def close_day(
    day: ReceptionDay, *, by: Actor, at: datetime, note: str = "", lines: Iterable[ItemLine] = ()
) -> ReceptionDay:
    """结束接待日: every appeal has its outcome, every item its lead and date, every department its attendance, 四(二).

    From now on the day owes its minutes. ``lines`` are its decided items, as the chapter of decisions tells them.
    """
    closed = take("close_day", day, by=by, at=at, lines=lines).record(note=note)
    forget_notes(AgendaItem.objects.filter(day=day))
    open_minutes(closed, by=by, at=at)
    run_out(closed, reason="接待日已经结束", by=by, at=at)
    return closed


def _forget(entry: AgendaItem) -> None:
    rows = AgendaItem.objects.filter(pk=entry.pk, outcome=entry.outcome, recorded_at=entry.recorded_at)
    if not rows.update(**UNRECORDED):
        raise Conflict(f"{entry.appeal.number}的结果刚刚有变化，请刷新页面查看")
    for name, value in UNRECORDED.items():
        setattr(entry, name, value)


def _open(name: str, entry: AgendaItem, opinion: str, by: Actor, at: datetime) -> Step:
    if entry.outcome:
        raise Refused(f"{entry.appeal.number}已记录为“{entry.get_outcome_display()}”，不能重复记录", clause="四(二)")
    if not opinion.strip():
        raise Refused("请写明接待领导的意见", clause="四(二)")
    return take(name, entry.day, by=by, at=at)


def _conclude(
    step: Step, entry: AgendaItem, outcome: HeardOutcome, *, opinion: str, statement: str, basis: str = "",
    items: Sequence[str] = (),
) -> AgendaItem:  # fmt: skip
    told: dict[str, object] = {
        "outcome": outcome,
        "items": len(items),
        "statement": clean_text(statement),
        "opinion": clean_text(opinion),
        "basis": clean_text(basis),
        "recorded_by": step.by.title,
        "recorded_at": step.at,
    }
    if not AgendaItem.objects.filter(pk=entry.pk, outcome="").update(**told):
        raise Conflict(f"{entry.appeal.number}的结果刚刚有人记录，请刷新页面查看")
    for name, value in told.items():
        setattr(entry, name, value)
    step.record(
        sets=agenda_sets(entry), appeal=entry.appeal.number, outcome=outcome.label, statement=statement,
        opinion=opinion, basis=basis, items=list(items),
    )  # fmt: skip
    miss(step.day, entry.appeal, by=step.by, at=step.at)
    return entry
