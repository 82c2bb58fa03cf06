"""What the Plan wanted of a period and no record shows at all: reception days not held, quarters not inspected."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import local
from qinqing.procedure.bulletins.rules import Window
from qinqing.procedure.bulletins.rules.months import opening
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision
from qinqing.procedure.supervision.rules.inspection import quarter_of
from qinqing.services.journal import queries as journal

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """How often something was wanted by a moment, and how often it is missing: of whom, and of which month or quarter.

    ``year`` is where the reception days of that time are listed.
    """

    check: str
    at: datetime
    wanted: int
    missing: int
    organ: int | None
    who: str
    when: str
    year: int


def absences(actor: Actor, window: Window) -> list[Absence]:
    """What ended within a period and is over by its moment, counted for times that began after the first appeal came in."""
    began = journal.began("appeal/")
    if began is None:
        return []
    first = local(began).date()
    found = [*_days(actor, window, first), *_rounds(window, first)]
    return [one for one in found if window.since <= one.at < window.until and one.at <= window.at]


def _days(actor: Actor, window: Window, first: date) -> Iterator[Absence]:
    """Each host's months and quarters, which end as the next begins: the last of a period counts within it."""
    since, until = local(window.since).date(), local(window.until).date()
    for year in range(since.year, until.year + 1):
        for due in receptions.due_and_held(actor, year):
            for period in due.periods:
                if period.since >= first:
                    yield Absence(
                        "reception_day", opening(period.until + ONE_DAY) - timedelta(microseconds=1), period.wanted,
                        max(0, period.wanted - period.held), due.post.organ, due.post.title,
                        f"{year}年{period.label}", year,
                    )  # fmt: skip


def _rounds(window: Window, first: date) -> Iterator[Absence]:
    """Quarters of which no round was opened by the day on which its report was due; a round has its own record."""
    opened = supervision.inspected()
    quarter, last = quarter_of(local(window.since).date()).before, local(window.until).date()
    inspectors = register.posts(Role.INSPECTOR)
    while quarter.next.first <= last:
        due = quarter.due(plan.in_force(quarter.last).limit("inspection_report_day"))
        if quarter not in opened and quarter.first >= first:
            organ = inspectors[0].organ if inspectors else None
            yield Absence(
                "inspection_report", opening(due + ONE_DAY), 1, 1, organ, "督查室", quarter.label, quarter.year
            )
        quarter = quarter.next
