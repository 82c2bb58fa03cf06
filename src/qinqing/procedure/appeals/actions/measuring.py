"""Measuring the advice against what became of appeals, and putting the figures on the record."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals.queries.recommending import (
    ADVICE_SUBJECT,
    MEASURED,
    enough_to_measure,
    measured_advice,
    try_advice,
)
from qinqing.procedure.appeals.rules.recommending.measuring import FEWEST_MEASURED, NEWEST_MEASURED, measure
from qinqing.services.journal.actions import record

Going = Callable[[], bool]


def measure_advice(*, sample: int, by: Actor, at: datetime, going: Going = lambda: True) -> dict[str, int]:
    """Cross-validates the advice on the newest ``sample`` transferred appeals, or as many as ``going`` leaves time for.

    Only the record is written in a transaction: trying takes a while, and whoever writes must not wait for it.
    Raises Refused when there are too few.
    """
    tried = []
    for one in try_advice(sample):
        tried.append(one)
        if len(tried) >= FEWEST_MEASURED and not going():
            break
    if len(tried) < FEWEST_MEASURED:
        raise Refused(f"已转办的诉求只有 {len(tried)} 件，至少要 {FEWEST_MEASURED} 件才能自查")
    figures = measure(tried)
    with transaction.atomic():
        record(ADVICE_SUBJECT, MEASURED, by=by, at=at, facts={**figures})
    return figures


def measure_monthly(*, at: datetime, going: Going = lambda: True) -> bool:
    """The same by itself, once in a month of the county's calendar, as soon as there are enough; whether it was due."""
    last = measured_advice()
    if (last and day_of(last["at"]).replace(day=1) >= day_of(at).replace(day=1)) or not enough_to_measure():
        return False
    measure_advice(sample=NEWEST_MEASURED, by=MACHINE, at=at, going=going)
    return True
