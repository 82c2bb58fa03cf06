"""Slots as their readers may see them, and the days for which an enterprise may ask. 二(三)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.receptions import permits
from qinqing.procedure.receptions.events import slot_subject
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay, Slot
from qinqing.procedure.receptions.queries.days import host_title, title
from qinqing.procedure.receptions.queries.snapshots import snapshot
from qinqing.procedure.receptions.rules.slots import LISTED, LIVE, SlotFacts, SlotState, one_day_hears
from qinqing.procedure.receptions.states import State
from qinqing.procedure.register import queries as register

SLOT_COLUMNS = tuple(
    field.attname for field in Slot._meta.concrete_fields if field.attname not in ("id", "code", "version")
)
MOST_DAYS = 12


@dataclass(frozen=True, slots=True)
class Open:
    """A day for which an enterprise may ask: whose, when, where, and how many places are left."""

    code: str
    day: ReceptionDay
    host: str
    left: int | None


def fetch_slot(actor: Actor, code: str) -> Slot:
    """The slot with this code, if the actor may see it; NotFound alike for absent and not theirs."""
    found: Slot | None = Slot.objects.visible_to(actor).filter(code=code).select_related("day", "appeal").first()
    if found is None:
        raise NotFound("slot")
    return found


def slots_of(appeal: appeals.Appeal, actor: Actor) -> Sequence[Slot]:
    """An appeal's slots, latest first; what only followed from others (名额失效) is left out."""
    rows = Slot.objects.visible_to(actor).filter(appeal=appeal).exclude(state=SlotState.LAPSED)
    return list(rows.select_related("day", "appeal").order_by("-id")[:5])


def slots_on(day: ReceptionDay, actor: Actor) -> Mapping[int, Slot]:
    """The live slots of a day by appeal, as far as the actor may see them; one query."""
    rows = Slot.objects.visible_to(actor).filter(day=day, state__in=sorted(LIVE)).select_related("appeal", "day")
    found = rows.exclude(~Q(appeal__state=Standing.RIPE), state=SlotState.ASKED)
    return {slot.appeal_id: slot for slot in found.order_by("opened_at", "id")}


def asked_for(day: ReceptionDay) -> frozenset[int]:
    """The appeals (ids) whose enterprises ask to be heard on this day."""
    return frozenset(Slot.objects.filter(day=day, state=SlotState.ASKED).values_list("appeal", flat=True))


def days_open_to(appeal: appeals.Appeal, *, at: datetime) -> Sequence[Open]:
    """The coming days whose host hears this appeal, soonest first; the caller has scoped the appeal."""
    rows = ReceptionDay.objects.filter(state=State.PLANNED, date__gt=day_of(at), rung=appeal.rung)
    hosts = {post.id: frozenset(post.sections) for post in register.posts()}
    counted = rows.annotate(heard_so_far=Count("agenda")).order_by("date", "starts_at", "id")
    found = [day for day in counted if _hears(day, appeal, hosts)]
    return [
        Open(day.code, day, host_title(day), max(0, day.capacity - day.heard_so_far) if day.capacity else None)
        for day in found[:MOST_DAYS]
    ]


def slot_offers(slot: Slot, actor: Actor, *, at: datetime) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with this slot: open ones, and closed ones with the reason."""
    return list(permits.slot_offers(actor, slot.standing, slot_facts(slot.appeal, slot.day, at)))


def slot_facts(appeal: appeals.Appeal, day: ReceptionDay, at: datetime) -> SlotFacts:
    """The facts of one appeal on one day at a moment."""
    hosts = {post.id: frozenset(post.sections) for post in register.posts()}
    waiting = Slot.objects.filter(appeal=appeal, state=SlotState.ASKED).select_related("day").first()
    return SlotFacts(
        today=day_of(at),
        date=day.date,
        planned=day.standing is State.PLANNED,
        ripe=appeal.standing is Standing.RIPE,
        heard_here=_hears(day, appeal, hosts),
        elsewhere=title(waiting.day) if waiting else "",
        heard=AgendaItem.objects.filter(day=day).count(),
        capacity=day.capacity,
    )


def confirmations(day: ReceptionDay) -> Mapping[str, int]:
    """How many of a day's enterprises come, do not, or have not said; one query."""
    rows = Slot.objects.filter(day=day, state__in=sorted(LISTED)).values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def _hears(day: ReceptionDay, appeal: appeals.Appeal, hosts: Mapping[int, frozenset[str]]) -> bool:
    own = hosts.get(day.host_post_id or 0, frozenset())
    deputies = {post.id for post in register.posts(Role.DEPUTY)}
    others = {section for post in deputies - {day.host_post_id} for section in hosts[post]}
    return one_day_hears(appeal.rung, day.rung, appeal.section, own=own, others=others)


def stored_slots(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these slots, to be held against the replayed journal."""
    codes = [subject.partition("/")[2] for subject in subjects]
    return {slot.subject: snapshot(slot, SLOT_COLUMNS) for slot in Slot.objects.filter(code__in=codes)}


def slot_subjects() -> Iterator[str]:
    """Every slot the tables hold, as the journal names it."""
    return (slot_subject(code) for code in Slot.objects.values_list("code", flat=True).iterator())
