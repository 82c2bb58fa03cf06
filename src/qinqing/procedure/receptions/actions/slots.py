"""The enterprise asks for a place on a day and says who comes; the office answers. 二(三)."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.receptions.actions.agenda import put_on_agenda
from qinqing.procedure.receptions.actions.slot_step import move_slot, open_slot
from qinqing.procedure.receptions.models import ReceptionDay, Slot
from qinqing.procedure.receptions.queries.slots import slot_facts
from qinqing.procedure.receptions.states import SLOTS


@transaction.atomic
def ask_slot(appeal: Appeal, *, day: ReceptionDay, by: Actor, at: datetime, wish: str = "") -> Slot:
    """申请接待: the enterprise of a ripe appeal asks to be heard on a planned day of the leader who hears it."""
    return open_slot("ask_slot", appeal, day, by=by, at=at, wish=clean_text(wish))


@transaction.atomic
def withdraw_slot(slot: Slot, *, by: Actor, at: datetime) -> Slot:
    """撤回申请: before it is answered."""
    return move_slot("withdraw_slot", slot, by=by, at=at)


@transaction.atomic
def accept_slot(slot: Slot, *, by: Actor, at: datetime) -> Slot:
    """同意申请，列入议程: as putting it on the agenda, with all that asks of an appeal and a day."""
    SLOTS["accept_slot"].judge(by, slot.standing, slot_facts(slot.appeal, slot.day, at)).enforce()
    put_on_agenda(slot.day, [slot.appeal], by=by, at=at)
    slot.refresh_from_db()
    return slot


@transaction.atomic
def decline_slot(slot: Slot, *, reason: str, by: Actor, at: datetime) -> Slot:
    """不同意申请: with the reason that the enterprise reads; the appeal stays ripe."""
    if not reason.strip():
        raise Refused("请写明不同意的原因，企业会看到", clause="二(三)")
    return move_slot("decline_slot", slot, by=by, at=at, reason=clean_text(reason))


@transaction.atomic
def confirm_slot(slot: Slot, *, visitors: str, phone: str, by: Actor, at: datetime) -> Slot:
    """确认参加: who comes and how they are reached; said again, it corrects."""
    if not visitors.strip():
        raise Refused("请写明谁来参加", clause="二(三)")
    told = {"visitors": clean_line(visitors), "phone": clean_line(phone), "reason": ""}
    return move_slot("confirm_slot", slot, by=by, at=at, **told)


@transaction.atomic
def excuse_slot(slot: Slot, *, reason: str, by: Actor, at: datetime) -> Slot:
    """不能参加: with the reason; the office keeps the appeal on the agenda or takes it off."""
    if not reason.strip():
        raise Refused("请写明不能参加的原因，方便另行安排", clause="二(三)")
    return move_slot("excuse_slot", slot, by=by, at=at, reason=clean_text(reason), visitors="")
