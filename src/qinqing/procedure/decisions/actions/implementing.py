"""The lead department does what was decided: contact, progress, a later date if granted, done. 四(三)."""

from datetime import date, datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line
from qinqing.kernel.workdays import day_of
from qinqing.procedure.decisions.actions.step import take
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.rules.wording import due_misfits, latest_due
from qinqing.procedure.plan import queries as plan
from qinqing.services.calendar import queries as calendar


@transaction.atomic
def contact(item: DecidedItem, *, contact: str, note: str, by: Actor, at: datetime) -> DecidedItem:
    """记录首次联系: who spoke to the enterprise about this item, and what was said."""
    step = take("contact", item, by=by, at=at, also={"contacted": True})
    return step.record(contact=clean_line(contact), note=note)


@transaction.atomic
def note_progress(item: DecidedItem, *, progress: str, by: Actor, at: datetime) -> DecidedItem:
    """报送进展: by lead or assisting departments, at least once a month; the lead's note counts for the month."""
    _need(progress, "请写明进展情况", "四(三)")
    also: dict[str, object] = {"progressed_on": day_of(at)} if by.organ == item.lead_id else {}
    return take("note_progress", item, by=by, at=at, also=also).record(organ=by.organ_name, progress=progress)


@transaction.atomic
def ask_due(item: DecidedItem, *, due_on: date, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """申请调整时限: once, to a later working day within the longest limit; the office or the leader in charge grants it."""
    _need(reason, "请写明调整时限的原因", "四(三)")
    _check_new_due(item, due_on, at)
    step = take("ask_due", item, by=by, at=at, also={"due_asked": due_on})
    return step.record(former_due_on=item.due_on, due_on=due_on, reason=reason)


@transaction.atomic
def move_due(item: DecidedItem, *, by: Actor, at: datetime, note: str = "") -> DecidedItem:
    """同意调整时限: the item's limit moves to the day asked for; the former date stays on the record."""
    former, asked = item.due_on, item.due_asked
    later = calendar.current().between(former, asked) if asked else 0
    step = take("move_due", item, by=by, at=at, also={"due_asked": None, "due_moved": True}, later=later)
    return step.record(former_due_on=former, due_on=item.due_on, note=note)


@transaction.atomic
def keep_due(item: DecidedItem, *, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """不同意调整时限: the date stands, and cannot be asked about again."""
    step = take("keep_due", item, by=by, at=at, also={"due_asked": None, "due_moved": True})
    return step.record(due_on=item.due_on, reason=reason)


@transaction.atomic
def complete(item: DecidedItem, *, note: str, by: Actor, at: datetime) -> DecidedItem:
    """办理完毕: the department says it is done; its limit rests, and that of the written report starts, 四(四)."""
    _need(note, "请写明办到了什么程度", "四(三)")
    return take("complete", item, by=by, at=at, also={"completed_at": at, "due_asked": None}).record(note=note)


def _check_new_due(item: DecidedItem, due_on: date, at: datetime) -> None:
    months = plan.edition(item.edition_id).limit("item_months")
    for fault in due_misfits(due_on, day_of(at), latest_due(item.decided_on, months), months):
        raise Refused(fault, clause="四(三)")
    if due_on <= item.due_on:
        raise Refused("新的完成时限要晚于现在的时限，请重新选择", clause="四(三)")
    if not calendar.current().is_working(due_on):
        raise Refused("新的完成时限不是工作日，请选前后相邻的工作日", clause="四(三)")


def _need(text: str, reason: str, clause: str) -> None:
    if not text.strip():
        raise Refused(reason, clause=clause)
