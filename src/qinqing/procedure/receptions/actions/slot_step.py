"""How every step of a slot is taken, and what the agenda does to slots: invites, asks again, lets them lapse."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.events import EVENTS
from qinqing.procedure.receptions.models import ReceptionDay, Slot
from qinqing.procedure.receptions.queries.slots import SLOT_COLUMNS, slot_facts
from qinqing.procedure.receptions.queries.snapshots import snapshot
from qinqing.procedure.receptions.rules.slots import LISTED, LIVE, SlotState
from qinqing.procedure.receptions.states import SLOTS
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record


def open_slot(name: str, appeal: Appeal, day: ReceptionDay, *, by: Actor, at: datetime, wish: str = "") -> Slot:
    """A slot begins: asked for, or given with a place on the agenda. Raises Refused, or Conflict for a second at once."""
    move = SLOTS[name]
    _judge_entry(move, by, slot_facts(appeal, day, at) if move.guards else None)
    slot = Slot(
        day=day,
        appeal=appeal,
        state=move.target or SlotState.ASKED,
        wish=wish,
        opened_by=by.title,
        opened_at=at,
        version=1,
    )
    try:
        with transaction.atomic():
            slot.save(force_insert=True)
    except IntegrityError:
        raise Conflict("这件诉求刚刚已经申请或列入，请刷新页面查看", by=by.title, at=at) from None
    _record(move, slot, snapshot(slot, SLOT_COLUMNS), by, at, wish=wish)
    return slot


def move_slot(name: str, slot: Slot, *, by: Actor, at: datetime, **told: object) -> Slot:
    """Moves a slot with the columns told, or nothing. Raises Refused with the clause, or Conflict."""
    move = SLOTS[name]
    move.judge(by, slot.standing, slot_facts(slot.appeal, slot.day, at)).enforce()
    wanted = dict(told)
    if move.target is not None:
        wanted |= {"state": move.target, "answered_by": by.title, "answered_at": at}
    if not Slot.objects.filter(pk=slot.pk, version=slot.version).update(version=F("version") + 1, **wanted):
        raise _overtaken(slot, move)
    slot.version += 1
    for column, value in wanted.items():
        setattr(slot, column, value)
    said = {name: value for name, value in told.items() if name != "phone"}
    _record(move, slot, wanted, by, at, **said)
    return slot


def invite(day: ReceptionDay, chosen: Iterable[Appeal], *, by: Actor, at: datetime) -> None:
    """The appeals put on the agenda have their place: what was asked for is accepted, the rest is invited.

    What one of them asked for on another day lapses.
    """
    codes = {appeal.pk: appeal for appeal in chosen}
    asked = Slot.objects.filter(appeal__in=codes, state=SlotState.ASKED).select_related("day", "appeal")
    here = set()
    for slot in asked.order_by("id"):
        if slot.day_id == day.pk:
            move_slot("accept_slot", slot, by=by, at=at)
            here.add(slot.appeal_id)
        else:
            move_slot("lapse", slot, by=by, at=at, reason=f"已列入{queries.title(day)}")
    for pk, appeal in codes.items():
        if pk not in here:
            open_slot("invite", appeal, day, by=by, at=at)


def ask_again(day: ReceptionDay, *, by: Actor, at: datetime) -> None:
    """A day that moved asks whoever answered for the old hours once more, and tells whoever still asks for it."""
    told = Slot.objects.filter(day=day, state__in=sorted(LIVE - {SlotState.INVITED}))
    for slot in told.select_related("day", "appeal").order_by("id"):
        move_slot("tell_asker" if slot.standing is SlotState.ASKED else "ask_again", slot, by=by, at=at)


def lapse(day: ReceptionDay, *, reason: str, by: Actor, at: datetime, appeal: Appeal | None = None) -> None:
    """Places on an agenda end with their day, or with their appeal's place on it."""
    rows = Slot.objects.filter(day=day, state__in=sorted(LISTED)).select_related("day", "appeal")
    for slot in (rows.filter(appeal=appeal) if appeal else rows).order_by("id"):
        move_slot("lapse", slot, by=by, at=at, reason=reason)


def run_out(day: ReceptionDay, *, reason: str, by: Actor, at: datetime) -> None:
    """The day is over or called off: whoever asked for it and was not answered asks for another."""
    rows = Slot.objects.filter(day=day, state=SlotState.ASKED).select_related("day", "appeal")
    for slot in rows.order_by("id"):
        move_slot("run_out", slot, by=by, at=at, reason=reason)


def lapse_elsewhere(appeal: Appeal, day: ReceptionDay, *, by: Actor, at: datetime) -> None:
    """An appeal that is on this day's agenda again is not asked for on another."""
    rows = Slot.objects.filter(appeal=appeal, state=SlotState.ASKED).exclude(day=day).select_related("day", "appeal")
    for slot in rows.order_by("id"):
        move_slot("lapse", slot, by=by, at=at, reason=f"已列入{queries.title(day)}")


def _judge_entry(move: Move, by: Actor, facts: object) -> None:
    """A way in has no state to come from: the post and the guards are what is judged."""
    if by.role not in move.by:
        move.judge(by, SlotState.ASKED, facts).enforce()
    for guard in move.guards:
        verdict = guard(by, facts)
        if not verdict:
            raise Refused(verdict.reason, clause=verdict.clause or move.clause)


def _record(move: Move, slot: Slot, sets: dict[str, object], by: Actor, at: datetime, **facts: object) -> None:
    told = {"day": queries.title(slot.day), "appeal": slot.appeal.number, **facts}
    journal.record(
        slot.subject, f"{SLOTS.subject}.{move.records}", by=by, at=at, clause=move.clause,
        facts={name: value for name, value in told.items() if value not in (None, "", [])}, sets=sets,
    )  # fmt: skip


def _overtaken(slot: Slot, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the slot's record."""
    last = record.last(slot.subject)
    if last is None:
        return Conflict(f"这个名额刚刚有变化，不能“{move.label}”，请刷新后再办")
    who, done = last.by.title, EVENTS.get(last.event, "办理")
    reason = f"{who}已于{moment_zh(last.at)}{done}，请看最新情况后再“{move.label}”"
    return Conflict(reason, by=who, at=last.at)
