"""How long each limit of the Plan was used, and when appeals came up for a hearing: what a recount starts from. 四(一)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Substr, TruncDate

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.rules.clocks import CLOCKS, Clock, setting_for
from qinqing.procedure.appeals.rules.kinds import Kind
from qinqing.procedure.appeals.rules.spending import Ended, Spent
from qinqing.procedure.appeals.states import State
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.states import Outcome, Unit

LIMITED = [clock for clock, rule in CLOCKS.items() if rule.setting]
ENDED = (Outcome.ON_TIME, Outcome.LATE)
PREFIX, APPEALS = "appeal/", Appeal._meta.db_table
CODE = f"substr({calendar.Clock._meta.db_table}.subject, {len(PREFIX) + 1})"


class BroughtUp(NamedTuple):
    """So many ``appeals`` of one industry that were reported up on one day."""

    on: date
    section: str
    appeals: int


def ended(since: datetime, until: datetime) -> list[Ended]:
    """The limits in working days that ended in a period, by setting and verdict; for figures only. Two queries."""
    return [
        Ended(setting_for(Clock(clock), sort), verdict == Outcome.LATE, times, first)
        for rows in _in_days(LIMITED, since, until)
        for clock, sort, verdict, times, first in rows.values_list("kind", "sort", "verdict").annotate(
            times=Count("pk"), first=Min("base_on")
        )
    ]


def spent(since: datetime, until: datetime, settings: Collection[str]) -> list[Spent]:
    """The limits of these settings that ended in a period, those alike together; for figures only. Two queries at most."""
    clocks = [clock for clock in LIMITED if any(setting_for(clock, kind) in settings for kind in Kind)]
    told = ("kind", "sort", "base_on", "stopped_on", "extended", "excluded", "verdict")
    found = [
        Spent(setting_for(Clock(clock), sort), base_on, stopped_on, extended, excluded, verdict == Outcome.LATE, count)
        for rows in _in_days(clocks, since, until)
        for clock, sort, base_on, stopped_on, extended, excluded, verdict, count in _on_days(rows)
        .values_list(*told)
        .annotate(count=Count("pk"))
    ]
    return [one for one in found if one.setting in settings]


def brought_up(since: datetime, until: datetime) -> list[BroughtUp]:
    """The appeals that departments could not solve and the bureau reported up, 四(一)2; for figures only. One query."""
    rows = _on_days(_ended([Clock.COMPILE], since, until)).annotate(section=_of_appeal("section"))
    found = rows.values_list("stopped_on", "section").annotate(count=Count("pk"))
    return [BroughtUp(on, section or "", count) for on, section, count in found]


def ripe_now() -> dict[tuple[int, str], int]:
    """By rung and industry, how many appeals wait for a hearing; for figures only. One query."""
    rows = Appeal.objects.filter(state=State.RIPE).order_by().values_list("rung", "section")
    return {(rung, section): count for rung, section, count in rows.annotate(count=Count("pk"))}


def _ended(kinds: Sequence[Clock], since: datetime, until: datetime) -> QuerySet[Any]:
    return calendar.Clock.objects.filter(
        kind__in=kinds, verdict__in=ENDED, stopped_at__gte=since, stopped_at__lt=until, subject__startswith=PREFIX
    ).order_by()


def _in_days(clocks: Sequence[Clock], since: datetime, until: datetime) -> Iterator[QuerySet[Any]]:
    """Limits in working days: those whose setting depends on the kind of appeal, as ``sort``, apart from the others."""
    others = [clock for clock in clocks if clock is not Clock.HANDLE]
    if others:
        yield _ended(others, since, until).filter(unit=Unit.DAY).annotate(sort=Value(""))
    if Clock.HANDLE in clocks:
        yield _sorted(_ended([Clock.HANDLE], since, until).filter(unit=Unit.DAY))


def _sorted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Joined with their appeals, which clocks name and do not refer to: a subquery for each would read them one by one."""
    return rows.extra(tables=[APPEALS], where=[f"{APPEALS}.code = {CODE}"], select={"sort": f"{APPEALS}.kind"})


def _on_days(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(stopped_on=TruncDate("stopped_at", tzinfo=SHANGHAI))


def _of_appeal(field: str) -> Subquery:
    return Subquery(Appeal.objects.filter(code=Substr(OuterRef("subject"), len(PREFIX) + 1)).values(field)[:1])
