"""How long each limit of the Plan was used, and when appeals came up for a hearing: what a recount starts from. 四(一)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Substr, TruncDate

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.rules.clocks import CLOCKS, Clock, setting_for
from qinqing.procedure.appeals.rules.spending import Spent
from qinqing.procedure.appeals.states import State
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.states import Outcome, Unit

LIMITED = [clock for clock, rule in CLOCKS.items() if rule.setting]
ENDED = (Outcome.ON_TIME, Outcome.LATE)
CODE = len("appeal/") + 1


class BroughtUp(NamedTuple):
    """So many ``appeals`` of one industry that were reported up on one day."""

    on: date
    section: str
    appeals: int


def spent(since: datetime, until: datetime) -> list[Spent]:
    """The limits in working days that ended in a period, those alike together; for figures only. One query."""
    rows = _ended(LIMITED, since, until).filter(unit=Unit.DAY)
    kind = Case(When(kind=Clock.HANDLE, then=_of_appeal("kind")), default=Value(""), output_field=CharField())
    told = ("kind", "sort", "base_on", "stopped_on", "extended", "excluded", "verdict")
    found = rows.annotate(sort=kind).values_list(*told).annotate(count=Count("pk"))
    return [
        Spent(setting_for(Clock(clock), sort), base_on, stopped_on, extended, excluded, verdict == Outcome.LATE, count)
        for clock, sort, base_on, stopped_on, extended, excluded, verdict, count in found
    ]


def brought_up(since: datetime, until: datetime) -> list[BroughtUp]:
    """The appeals that departments could not solve and the bureau reported up, 四(一)2; for figures only. One query."""
    rows = _ended([Clock.COMPILE], since, until).annotate(section=_of_appeal("section"))
    found = rows.values_list("stopped_on", "section").annotate(count=Count("pk"))
    return [BroughtUp(on, section or "", count) for on, section, count in found]


def ripe_now() -> dict[tuple[int, str], int]:
    """By rung and industry, how many appeals wait for a hearing; for figures only. One query."""
    rows = Appeal.objects.filter(state=State.RIPE).order_by().values_list("rung", "section")
    return {(rung, section): count for rung, section, count in rows.annotate(count=Count("pk"))}


def _ended(kinds: Sequence[Clock], since: datetime, until: datetime) -> QuerySet[Any]:
    rows = calendar.Clock.objects.filter(
        kind__in=kinds, verdict__in=ENDED, stopped_at__gte=since, stopped_at__lt=until, subject__startswith="appeal/"
    )
    return rows.order_by().annotate(stopped_on=TruncDate("stopped_at", tzinfo=SHANGHAI))


def _of_appeal(field: str) -> Subquery:
    return Subquery(Appeal.objects.filter(code=Substr(OuterRef("subject"), CODE)).values(field)[:1])
