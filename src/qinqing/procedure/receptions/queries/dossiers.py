"""接待材料 as one reader may see it: a sheet per appeal, written from the record, with what the departments said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import permits
from qinqing.procedure.receptions.models import AgendaItem, DossierPart, ReceptionDay
from qinqing.procedure.receptions.queries.days import agenda
from qinqing.procedure.receptions.queries.dossier_record import dossier_facts
from qinqing.procedure.receptions.rules.clocks import Clock
from qinqing.procedure.receptions.rules.dossiers import CURRENT, OWED, DossierState
from qinqing.procedure.receptions.scopes import DossierQuerySet
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.queries import Clock as Running

TEXTS = ("opinion", "proposal", "questions", "reason")


@dataclass(frozen=True, slots=True)
class PartOf:
    """One department's part on a sheet: its newest limit, and whether that was missed."""

    part: DossierPart
    limit: Running | None
    late: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the host reads of one appeal. ``proposal`` is the office's; where it wrote none, the departments' stand."""

    entry: AgendaItem
    shown: appeals.Shown
    course: tuple[appeals.RungCourse, ...]
    consulted: tuple[appeals.Part, ...]
    parts: tuple[PartOf, ...]
    proposal: str
    questions: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The departments that have not written, or not again."""
        return tuple(one.part.organ_name for one in self.parts if one.part.state != DossierState.SUBMITTED)


def dossier_day(actor: Actor, code: str) -> ReceptionDay:
    """The day whose dossier the actor may read: one of theirs, or for a department one it writes for. NotFound."""
    found: ReceptionDay | None = ReceptionDay.objects.visible_to(actor).filter(code=code).first()
    if found is None and actor.role in DEPARTMENT:
        part = DossierPart.objects.visible_to(actor).filter(day__code=code).select_related("day").first()
        found = part.day if part else None
    if found is None:
        raise NotFound("reception day")
    return found


def fetch_dossier_part(actor: Actor, code: str) -> DossierPart:
    """The part with this code, if the actor may see it; NotFound alike for absent and not theirs."""
    rows = DossierPart.objects.visible_to(actor).filter(code=code).select_related("day", "appeal")
    part: DossierPart | None = rows.first()
    if part is None:
        raise NotFound("dossier part")
    return _named(part, actor)


def dossiers_by_subjects(subjects: Iterable[str]) -> list[DossierPart]:
    """The parts under these names of the journal's. For what is told by itself: the caller says who reads of them."""
    codes = [one.removeprefix("dossier/") for one in subjects if one.startswith("dossier/")]
    rows = DossierPart.objects.filter(code__in=codes).select_related("appeal")
    return list(rows) if codes else []


def dossier_waiting(actor: Actor) -> Sequence[tuple[DossierPart, Running | None]]:
    """The parts that the actor's department owes, most pressing first, each with its limit; one query, or two."""
    rows = dossier_waiting_rows(actor).select_related("day", "appeal")
    parts = [_named(part, actor) for part in rows.order_by("day__date", "id")[:100]]
    limits = limits_of(parts)
    return sorted(((part, limits[part.subject]) for part in parts), key=_pressing)


def dossier_waiting_rows(actor: Actor) -> DossierQuerySet:
    """The parts that the actor's department owes, in no order; not asked yet."""
    if actor.role not in DEPARTMENT:
        return DossierPart.objects.none()
    return DossierPart.objects.visible_to(actor).filter(state__in=sorted(OWED))


def writing(actor: Actor) -> set[int]:
    """The organs that owe a part the actor may see; one query."""
    rows = DossierPart.objects.visible_to(actor).filter(state__in=sorted(OWED))
    return set(rows.values_list("organ_id", flat=True))


def shown_of(part: DossierPart, actor: Actor) -> appeals.Shown:
    """The appeal of a part, as this actor may know it."""
    return appeals.shown(part.appeal, actor)


def sheets(day: ReceptionDay, actor: Actor, *, at: datetime) -> Sequence[Sheet]:
    """The sheets of a day in the order of its agenda, as far as the actor may know its appeals; six queries for all.

    A department reads its own parts only.
    """
    entries = agenda(day, actor)
    prefetch_related_objects(entries, "appeal__enterprise")
    found = [entry.appeal for entry in entries]
    courses, consulted = appeals.courses(found, actor), appeals.opinions_owed(found)
    parts = _parts(day, actor, at)
    return [
        _sheet(entry, actor, courses[entry.appeal_id], consulted[entry.appeal_id], parts.get(entry.appeal_id, ()))
        for entry in entries
    ]


def profile(sheet: Sheet) -> str:
    """What the enterprise is: trade, size and township; the trade alone for whom its name is hidden from. No query."""
    appeal, enterprise = sheet.entry.appeal, sheet.entry.appeal.enterprise
    township = register.organ_names().get(enterprise.township_id or 0, "")
    known = [] if sheet.shown.hidden else [enterprise.get_size_display(), township]
    return "，".join(filter(None, [SECTIONS.get(appeal.section or enterprise.section, ""), *known]))


def dossier_offers(part: DossierPart, actor: Actor, outcome: str | None = None) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with this part: open ones, and closed ones with the reason."""
    return list(permits.dossier_offers(actor, part.standing, dossier_facts(part, outcome)))


def may_dossier(name: str, part: DossierPart, actor: Actor) -> Verdict:
    """The verdict on one move."""
    return permits.may_dossier(name, actor, part.standing, dossier_facts(part))


def dossier_counts(found: Sequence[Sheet]) -> dict[str, int]:
    """How many parts were asked for, written in time, written late, and are missing."""
    parts = [one for sheet in found for one in sheet.parts]
    written = [one for one in parts if one.part.state == DossierState.SUBMITTED]
    late = sum(one.late for one in written)
    return {"asked": len(parts), "on_time": len(written) - late, "late": late, "missing": len(parts) - len(written)}


def _sheet(
    entry: AgendaItem,
    actor: Actor,
    course: Sequence[appeals.RungCourse],
    consulted: Sequence[appeals.Part],
    parts: Sequence[PartOf],
) -> Sheet:
    hidden = appeals.hides_identity(entry.appeal, actor)
    if hidden:
        for part in consulted:
            part.text = appeals.mask(entry.appeal, part.text)
    proposal, questions = entry.proposal, entry.questions
    if hidden:
        proposal, questions = (appeals.mask(entry.appeal, text) for text in (proposal, questions))
    shown = appeals.shown(entry.appeal, actor)
    return Sheet(entry, shown, tuple(course), tuple(consulted), tuple(parts), proposal, questions)


def _parts(day: ReceptionDay, actor: Actor, at: datetime) -> dict[int, list[PartOf]]:
    rows = DossierPart.objects.visible_to(actor).filter(day=day, state__in=sorted(CURRENT))
    parts = [_named(part, actor) for part in rows.select_related("appeal").order_by("id")]
    limits, found = limits_of(parts), dict[int, list[PartOf]]()
    for part in parts:
        limit = limits[part.subject]
        late = limit is not None and (limit.stopped_at or at) >= limit.due_at
        found.setdefault(part.appeal_id, []).append(PartOf(part, limit, late))
    return found


def limits_of(parts: Sequence[DossierPart]) -> dict[str, Running | None]:
    """The newest limit of each part; one query, none for no parts."""
    if not parts:
        return {}
    clocks = calendar.clocks_of([part.subject for part in parts])
    kind = Clock.DOSSIER
    return {
        subject: next((clock for clock in reversed(list(found)) if clock.kind == kind), None)
        for subject, found in clocks.items()
    }


def _pressing(row: tuple[DossierPart, Running | None]) -> tuple[bool, object, int]:
    part, limit = row
    return limit is None, limit.due_at if limit else part.asked_at, part.pk


def _named(part: DossierPart, actor: Actor) -> DossierPart:
    part.organ_name = register.organ_names().get(part.organ_id, "")
    if appeals.hides_identity(part.appeal, actor):
        for name in TEXTS:
            setattr(part, name, appeals.mask(part.appeal, getattr(part, name)))
    return part
