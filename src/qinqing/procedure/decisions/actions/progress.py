"""进展报送: told by a fixed day of each month, and asked for by a limit that begins with the month. 四(三)."""

from datetime import datetime, time

from django.db import transaction

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Conflict
from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.workdays import day_of
from qinqing.procedure.decisions.actions.implementing import need
from qinqing.procedure.decisions.actions.step import Dated, take
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.queries.waiting import awaiting_their_month
from qinqing.procedure.decisions.rules.clocks import Clock
from qinqing.procedure.decisions.rules.months import months_to_open, progress_due
from qinqing.procedure.plan import queries as plan


@transaction.atomic
def note_progress(item: DecidedItem, *, progress: str, by: Actor, at: datetime) -> DecidedItem:
    """报送进展: by lead or assisting departments; the lead's note counts for the month."""
    need(progress, "请写明进展情况", "四(三)")
    counts = by.organ == item.lead_id
    if counts:
        _open_months(item, at)
    also: dict[str, object] = {"progressed_on": day_of(at)} if counts else {}
    step = take("note_progress", item, by=by, at=at, also=also, spare=() if counts else (Clock.PROGRESS,))
    return step.record(organ=by.organ_name, progress=progress)


def open_progress_notes(at: datetime) -> int:
    """The worker's duty: each month, the limit of the progress note begins for every item under way.

    Idempotent, and after days of standstill the months that were missed are opened as of their first day. An item that
    a colleague moves at the same moment is left for the next time. Returns how many items were opened.
    """
    opened = 0
    for item in awaiting_their_month(at):
        try:
            with transaction.atomic():
                opened += _open_months(item, at)
        except Conflict:
            continue
    return opened


def _open_months(item: DecidedItem, at: datetime) -> bool:
    months = months_to_open(item.decided_on, item.progress_month, day_of(at))
    if not months or not item.under_way:
        return False
    day = plan.edition(item.edition_id).limit("progress_day")
    limits = [
        Dated(f"progress:{month:%Y-%m}", progress_due(month, day), datetime.combine(month, time(), SHANGHAI))
        for month in months
    ]
    also = {"progress_month": months[-1]}
    step = take("open_progress", item, by=MACHINE, at=at, also=also, dated={Clock.PROGRESS: limits})
    step.record(month=[f"{month.year}年{month.month}月" for month in months], due_on=limits[-1].due_on)
    return True
