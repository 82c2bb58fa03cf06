"""The lead department does what was decided: contact, a later date if granted, done. 四(三)."""

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
def ask_due(item: DecidedItem, *, due_on: date, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """申请调整时限: to a later working day within the longest limit; the office or the leader in charge grants it."""
    need(reason, "请写明调整时限的原因", "四(三)")
    _check_new_due(item, due_on, at)
    step = take("ask_due", item, by=by, at=at, also={"due_asked": due_on})
    return step.record(former_due_on=item.due_on, due_on=due_on, reason=reason)


@transaction.atomic
def move_due(item: DecidedItem, *, by: Actor, at: datetime, note: str = "") -> DecidedItem:
    """同意调整时限: the item's limit moves to the day asked for; the first date stays beside it, the change is counted."""
    former, asked = item.due_on, item.due_asked
    if asked and asked < day_of(at):
        raise Refused("申请改到的日子已经过去，请选“不同意调整时限”，由部门重新申请", clause="四(三)")
    later = calendar.current().between(former, asked) if asked else 0
    also = {"due_asked": None, "due_moved": item.due_moved + 1, "original_due_on": item.original_due_on or former}
    step = take("move_due", item, by=by, at=at, also=also, later=later)
    return step.record(former_due_on=former, due_on=item.due_on, note=note)


@transaction.atomic
def keep_due(item: DecidedItem, *, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """不同意调整时限: the date stands."""
    need(reason, "请写明不同意的原因", "四(三)")
    step = take("keep_due", item, by=by, at=at, also={"due_asked": None})
    return step.record(due_on=item.due_on, reason=reason)


@transaction.atomic
def complete(item: DecidedItem, *, note: str, by: Actor, at: datetime) -> DecidedItem:
    """办理完毕: the department says it is done; its limit rests, and that of the written report starts, 四(四)."""
    need(note, "请写明办到了什么程度", "四(三)")
    return take("complete", item, by=by, at=at, also={"completed_at": at, "due_asked": None}).record(note=note)


def _check_new_due(item: DecidedItem, due_on: date, at: datetime) -> None:
    months = plan.edition(item.edition_id).limit("item_months")
    for fault in due_misfits(due_on, day_of(at), latest_due(item.decided_on, months), months):
        raise Refused(fault, clause="四(三)")
    if due_on <= item.due_on:
        raise Refused("新的完成时限要晚于现在的时限，请重新选择", clause="四(三)")
    if not calendar.current().is_working(due_on):
        raise Refused("新的完成时限不是工作日，请选前后相邻的工作日", clause="四(三)")


def need(text: str, reason: str, clause: str) -> None:
    """Refuses an empty text with this reason."""
    if not text.strip():
        raise Refused(reason, clause=clause)
