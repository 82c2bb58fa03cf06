"""A reception day reduced to the facts its conditions ask about."""

from collections.abc import Iterable
from datetime import datetime

from qinqing.kernel.workdays import day_of
from qinqing.procedure.receptions.models import AgendaItem, Attendance, Call, ReceptionDay
from qinqing.procedure.receptions.rules.facts import Facts
from qinqing.procedure.receptions.rules.minutes import ItemLine, incomplete
from qinqing.procedure.register import queries as register


def facts(day: ReceptionDay, at: datetime, lines: Iterable[ItemLine] = ()) -> Facts:
    """The facts of one day at a moment; three queries. The chapter of decisions tells the items, where it matters."""
    agenda = list(AgendaItem.objects.filter(day=day).values_list("appeal__number", "outcome"))
    called = set(Call.objects.filter(day=day).values_list("organ_id", flat=True))
    came = set(Attendance.objects.filter(day=day).values_list("organ_id", flat=True))
    return Facts(
        today=day_of(at),
        date=day.date,
        host_post=day.host_post_id,
        heard=len(agenda),
        called=len(called),
        notified=day.notified_at is not None,
        waiting=tuple(number for number, outcome in agenda if not outcome),
        unassigned=tuple(fault for line in lines if (fault := incomplete(line))),
        unattended=frozenset(called - came),
        names=register.organ_names(),
    )
