"""Measuring the advice against what became of appeals, and putting the figures on the record."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.queries.recommending import ADVICE_SUBJECT, MEASURED, try_advice
from qinqing.procedure.appeals.rules.recommending.measuring import measure
from qinqing.services.journal.actions import record

FEWEST = 10


@transaction.atomic
def measure_advice(*, sample: int, by: Actor, at: datetime) -> dict[str, int]:
    """Cross-validates the advice on the newest ``sample`` transferred appeals. Raises Refused when there are too few."""
    tried = try_advice(sample)
    if len(tried) < FEWEST:
        raise Refused(f"已转办的诉求只有 {len(tried)} 件，至少要 {FEWEST} 件才能自查")
    figures = measure(tried)
    record(ADVICE_SUBJECT, MEASURED, by=by, at=at, facts={**figures})
    return figures
