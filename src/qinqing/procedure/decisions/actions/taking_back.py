"""A result recorded by mistake, before its day is closed: the items that nobody acted on are undone with it. 四(二)."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions.actions.step import take
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.states import State
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions.queries import AgendaItem


@transaction.atomic
def take_back_outcome(entry: AgendaItem, *, reason: str, by: Actor, at: datetime) -> AgendaItem:
    """收回结果: with the items of a decision, all of them or nothing. Raises Refused when somebody acted on one."""
    items = DecidedItem.objects.filter(agenda_item=entry).exclude(state=State.TAKEN_BACK).select_related("appeal")
    for item in items.order_by("id"):
        take("take_back", item, by=by, at=at, also={"closed_at": at}).record(reason=reason)
    return receptions.take_back_outcome(entry, reason=reason, by=by, at=at)
