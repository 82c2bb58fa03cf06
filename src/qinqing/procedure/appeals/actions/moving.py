"""When a holiday notice moves limits, the columns that copy them move along, on the same record."""

from collections.abc import Sequence
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.models import Appeal, Part
from qinqing.procedure.appeals.queries.snapshots import primitive
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.services.calendar.actions import Clocks

CLOCK_OF = {PartKind.ASSISTING: Clock.ASSIST, PartKind.OPINION: Clock.OPINION}


def refresh_due(subjects: Sequence[str], by: Actor, at: datetime) -> dict[str, dict[str, object]]:
    """Takes the most pressing limits of these appeals anew; returns the columns that changed, for the record."""
    codes = [subject.removeprefix("appeal/") for subject in subjects if subject.startswith("appeal/")]
    appeals = list(Appeal.objects.filter(code__in=codes))
    clocks = Clocks.of_many([appeal.subject for appeal in appeals])
    changed = {}
    for appeal in appeals:
        pressing = clocks[appeal.subject].most_pressing
        due = pressing.due_at if pressing and not pressing.paused_at else None
        if due != appeal.due_at:
            appeal.due_at = due
            changed[appeal.subject] = {"due_at": primitive(due)}
    Appeal.objects.bulk_update([appeal for appeal in appeals if appeal.subject in changed], ["due_at"], batch_size=500)
    _refresh_parts(appeals, clocks)
    return changed


def _refresh_parts(appeals: Sequence[Appeal], clocks: dict[str, Clocks]) -> None:
    parts = list(Part.objects.filter(appeal__in=appeals, state=PartState.OPEN).select_related("appeal"))
    for part in parts:
        running = clocks[part.appeal.subject].running(CLOCK_OF[PartKind(part.kind)])
        part.due_at = next((clock.due_at for clock in running if clock.holder_organ == part.organ_id), part.due_at)
    Part.objects.bulk_update(parts, ["due_at"], batch_size=500)
