"""Clock rows as they are stored, for replay and for pages."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from qinqing.kernel.errors import NotFound
from qinqing.kernel.reading import once
from qinqing.services.calendar.models import Clock
from qinqing.services.calendar.rules.rows import column, primitives
from qinqing.services.statements import compiled


def clock(clock_id: int) -> Clock:
    """One clock by id. Raises NotFound. The caller makes sure that the reader may see its subject."""
    found = Clock.objects.filter(pk=clock_id).first()
    if found is None:
        raise NotFound("clock")
    return found


def clocks_of(subjects: Sequence[str]) -> dict[str, list[Clock]]:
    """The clocks of each subject in the order they started, in one query."""
    return once(f"clocks:{' '.join(subjects)}", lambda: _clocks_of(subjects))


def _clocks_of(subjects: Sequence[str]) -> dict[str, list[Clock]]:
    found: dict[str, list[Clock]] = {subject: [] for subject in subjects}
    for clock in _clocks_of_one(*subjects) if len(found) == 1 else _in_order(Q(subject__in=subjects)):
        found[clock.subject].append(clock)
    return found


def _in_order(condition: Q) -> QuerySet[Clock]:
    return Clock.objects.filter(condition).order_by("started_at", "pk")


@compiled
def _clocks_of_one(subject: str) -> QuerySet[Clock]:
    return _in_order(Q(subject=subject))


def stored_clocks(subjects: Sequence[str]) -> Mapping[str, dict[str, dict[str, object]]]:
    """What verify compares with the journal: ``{subject: {"clock/<key>": columns}}``, primitives only."""
    return {
        subject: {column(clock.key): primitives(clock) for clock in clocks}
        for subject, clocks in _clocks_of(subjects).items()
    }
