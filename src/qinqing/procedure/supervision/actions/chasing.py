"""催办: walks the ladder once over all running limits; every stage is taken once, on the record, and told. 四(五)."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Conflict
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import AFTERNOON, MORNING, WorkCalendar, day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.supervision.actions.chase_telling import tell
from qinqing.procedure.supervision.actions.urging import lapse_what_is_done, propose
from qinqing.procedure.supervision.models import Chase
from qinqing.procedure.supervision.queries.chased import Chased, chased
from qinqing.procedure.supervision.rules.chasing import Limit, Stage, missed_between, stage_now
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.queries import Clock
from qinqing.services.calendar.rules.lights import late_words, light
from qinqing.services.calendar.states import Colour, Unit
from qinqing.services.journal import actions as journal

log = logging.getLogger("qinqing.chase")
CLAUSE = "四(五)"
# The longest limits that turn yellow are shelved appeals looked at again after months.
AHEAD = timedelta(days=60)


def chase(*, at: datetime, by: Actor = MACHINE) -> int:
    """Takes the stage that is right now for every limit that has not reached it; returns how many were taken.

    Nothing in the night and on days off. Each stage is one transaction, so whoever is killed has lost nothing, and of
    two at once one takes it.
    """
    days = calendar.current()
    if not days.is_working(day_of(at)) or not MORNING[0] <= local(at).time() < AFTERNOON[1]:
        return 0
    steps = list(_steps(days, at))
    known = chased(clock.subject for clock, _, _ in steps)
    taken = sum(
        _taken(clock, stage, former, known[clock.subject], by, at)
        for clock, stage, former in steps
        if clock.subject in known
    )
    lapse_what_is_done(at=at)
    return taken


def _steps(days: WorkCalendar, at: datetime) -> Iterator[tuple[Clock, Stage, int]]:
    clocks = calendar.running_until(at + AHEAD)
    reached = _reached(clock.pk for clock in clocks)
    for clock in clocks:
        former = reached.get(clock.pk, 0)
        stage = _stage(clock, days, at) if former < Stage.DEPUTY.number else None
        if stage and stage.number > former:
            yield clock, stage, former


def _reached(clocks: Iterable[int]) -> Mapping[int, int]:
    wanted = set(clocks)
    rows = Chase.objects.values_list("clock", "stage")
    return {clock: stage for clock, stage in rows.iterator() if clock in wanted}


def _stage(clock: Clock, days: WorkCalendar, at: datetime) -> Stage | None:
    if clock.edition is None:
        return None
    today = day_of(at)
    limit = Limit(
        role=clock.holder_role,
        due_at=clock.due_at,
        due_on=clock.due_on,
        started_on=clock.start_on,
        whole=days.between(clock.base_on if clock.unit == Unit.DAY else clock.start_on, clock.due_on),
        late=days.between(clock.due_on, today) if today > clock.due_on else 0,
        yellow=light(clock, at, days).colour == Colour.YELLOW,
        provisional=clock.provisional,
        hours=clock.unit == Unit.HOUR,
    )
    return stage_now(limit, plan.edition(clock.edition).limits, at=at, today=today)


def _taken(clock: Clock, stage: Stage, former: int, about: Chased, by: Actor, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return _take(clock, stage, former, about, by, at)
    except Conflict:
        log.info("somebody was at %s; looked at again in a minute", clock.subject)
        return False


def _take(clock: Clock, stage: Stage, former: int, about: Chased, by: Actor, at: datetime) -> bool:
    Chase.objects.bulk_create([Chase(clock=clock.pk, at=at)], ignore_conflicts=True)
    mine = Chase.objects.filter(clock=clock.pk, stage__lt=stage.number).update(stage=stage.number, at=at)
    if not mine or not calendar.still_runs(clock.pk, clock.due_at):
        transaction.set_rollback(True)
        return False
    _record(clock, stage, former, about, by, at)
    tell(clock, stage, former, about, at)
    if stage.number >= Stage.URGING.number and about.may_be_urged:
        propose(clock, about, at=at)
    return True


def _record(clock: Clock, stage: Stage, former: int, about: Chased, by: Actor, at: datetime) -> None:
    what = "chased" if stage.number >= Stage.REMINDER.number else "reminded"
    facts = {
        "stage": stage.label,
        "along": "、".join(one.label for one in missed_between(stage, former)),
        "limit": about.limit(clock),
        "holder": about.holder(clock),
        "due": about.due(clock, at),
        "late": late_words(clock, at),
    }
    journal.record(
        clock.subject,
        f"supervision.{about.kind}.{what}",
        by=by,
        at=at,
        clause=CLAUSE,
        facts={name: value for name, value in facts.items() if value},
    )
