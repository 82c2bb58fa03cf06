"""How every step of a department's part is taken, and what agenda and day do to parts: ask, postpone, release, miss."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Conflict
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.actions import call_in
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.events import EVENTS
from qinqing.procedure.receptions.models import DossierPart, ReceptionDay
from qinqing.procedure.receptions.queries.dossier_record import DOSSIER_COLUMNS, dossier_facts
from qinqing.procedure.receptions.queries.snapshots import snapshot
from qinqing.procedure.receptions.rules.clocks import CLOCKS, Clock, last_notice
from qinqing.procedure.receptions.rules.dossiers import CURRENT, OWED, DossierState
from qinqing.procedure.receptions.states import DOSSIERS
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record

SAID = ("opinion", "proposal", "questions", "reason")  # what a step says in words; the rest of its columns are in sets


def ask(day: ReceptionDay, chosen: Iterable[appeals.Appeal], *, by: Actor, at: datetime) -> list[DossierPart]:
    """请部门准备材料: lead and assisting departments, or who took over from one, that were not asked yet. 五(二)."""
    move, found = DOSSIERS["ask_part"], list(chosen)
    standing = {organ.id for organ in register.assignable()}
    rows = DossierPart.objects.filter(day=day, state__in=sorted(CURRENT))
    there, handling = set(rows.values_list("appeal", "organ")), appeals.organs_handling(found)
    parts = [
        DossierPart(day=day, appeal=appeal, organ_id=organ, state=DossierState.ASKED, asked_at=at, version=1)
        for appeal in found
        for organ in dict.fromkeys(map(register.successor, handling[appeal.pk]))
        if organ in standing and (appeal.pk, organ) not in there
    ]
    for part in parts:
        part.save(force_insert=True)
        _record(move, part, snapshot(part, DOSSIER_COLUMNS) | _run_clock(move, part, at, part.organ_id), by, at)
        if part.organ_id not in handling[part.appeal_id]:
            call_in(part.appeal, [part.organ_id])
    return parts


def take(
    name: str, part: DossierPart, *, by: Actor, at: datetime, told: dict[str, object] | None = None
) -> DossierPart:
    """Moves a part with the columns told and its limit, or nothing. Raises Refused with the clause, or Conflict."""
    move, wanted, organ = DOSSIERS[name], dict(told or {}), part.organ_id
    move.judge(by, part.standing, dossier_facts(part)).enforce()
    said = {column: value for column, value in wanted.items() if column in SAID}
    if move.target is not None:
        wanted["state"] = move.target
    rows = DossierPart.objects.filter(pk=part.pk, version=part.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise _overtaken(part, move)
    part.version += 1
    for column, value in wanted.items():
        setattr(part, column, value)
    former = register.organ_names().get(organ) if part.organ_id != organ else None
    _record(move, part, wanted | _run_clock(move, part, at, organ), by, at, former=former, **said)
    return part


def postpone(day: ReceptionDay, *, by: Actor, at: datetime) -> None:
    """A day that moved leaves each department that owes its part the time that the new date leaves."""
    _each("postpone_part", DossierPart.objects.filter(day=day, state__in=sorted(OWED)), by, at)


def release_parts(day: ReceptionDay, *, by: Actor, at: datetime, appeal: appeals.Appeal | None = None) -> None:
    """Parts end with their day, or with their appeal's place on it."""
    rows = DossierPart.objects.filter(day=day, state__in=sorted(CURRENT))
    _each("release_part", rows.filter(appeal=appeal) if appeal else rows, by, at)


def miss(day: ReceptionDay, appeal: appeals.Appeal, *, by: Actor, at: datetime) -> None:
    """The appeal is heard: what was not written by now is missing for good, and seen to be."""
    _each("miss_part", DossierPart.objects.filter(day=day, appeal=appeal, state__in=sorted(OWED)), by, at)


def hand_on(part: DossierPart, heir: int | None, *, at: datetime) -> DossierPart:
    """The department that owes the part was abolished: its successor writes, with the days that are left.

    The part ends where nobody took over, and where the successor was asked for one of its own.
    """
    own = DossierPart.objects.filter(day=part.day_id, appeal=part.appeal_id, organ=heir, state__in=sorted(CURRENT))
    if heir is None or own.exists():
        return take("release_part", part, by=MACHINE, at=at)
    call_in(part.appeal, [heir])
    return take("hand_part_on", part, by=MACHINE, at=at, told={"organ_id": heir})


def _each(name: str, rows: Iterable[DossierPart], by: Actor, at: datetime) -> None:
    for part in rows.select_related("day", "appeal").order_by("id"):  # type: ignore[attr-defined]
        take(name, part, by=by, at=at)


def _run_clock(move: Move, part: DossierPart, at: datetime, organ: int) -> dict[str, dict[str, object]]:
    """The limit ends so many working days before the day; where that has passed, today. What is released counts not.

    ``organ`` owed the part before this step; who owes it now keeps its days.
    """
    clocks = Clocks.of(part.subject)
    if organ != part.organ_id:
        clocks.hand_over(organ, part.organ_id)
        return clocks.save()
    late = any(at >= clock.due_at for clock in clocks.running(Clock.DOSSIER))
    # An appeal heard before the limit ended was not written on in time either: only what was late then is a delay.
    if Clock.DOSSIER in move.stops and (late or move.target is DossierState.SUBMITTED):
        clocks.stop(Clock.DOSSIER, at)
    else:
        clocks.void(Clock.DOSSIER, at)
    if Clock.DOSSIER in move.starts:
        rule, edition = CLOCKS[Clock.DOSSIER], plan.in_force(day_of(at))
        latest = last_notice(part.day.date, edition.limit(rule.setting), calendar.current())
        clocks.start(
            Clock.DOSSIER, at=at, unit="date", due_on=max(latest, day_of(at)), holder_role=rule.holder,
            holder_organ=part.organ_id, clause=rule.clause, edition=edition.id,
        )  # fmt: skip
    return clocks.save()


def _record(move: Move, part: DossierPart, sets: dict[str, object], by: Actor, at: datetime, **facts: object) -> None:
    organ = register.organ_names().get(part.organ_id, "")
    told = {"day": queries.title(part.day), "appeal": part.appeal.number, "organ": organ, **facts}
    journal.record(
        part.subject, f"{DOSSIERS.subject}.{move.records}", by=by, at=at, clause=move.clause,
        facts={name: value for name, value in told.items() if value not in (None, "", [])}, sets=sets,
    )  # fmt: skip


def _overtaken(part: DossierPart, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the part's record."""
    last = record.last(part.subject)
    if last is None:
        return Conflict(f"这份材料刚刚有变化，不能“{move.label}”，请刷新后再办")
    who, done = last.by.title, EVENTS.get(last.event, "办理")
    reason = f"{who}已于{moment_zh(last.at)}{done}，请看最新内容后再“{move.label}”"
    return Conflict(reason, by=who, at=last.at)
