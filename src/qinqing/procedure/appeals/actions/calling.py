"""谁解决谁回访: the limit to call back stays with whoever is to call. 五(四)."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Conflict
from qinqing.kernel.reading import reading
from qinqing.procedure.appeals.actions.step import holder_of, take
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import by_subjects
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.states import State
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar


def settle_callers(at: datetime) -> int:
    """Puts running limits to call back on whoever is to call now, with the days they have; how many there were.

    The department that solved it may have been merged since; what was closed by an earlier program had the bureau on all.
    A duty: three queries where all is well, however many run.
    """
    settled = 0
    for appeal in _with_another():
        with suppress(Conflict):  # whoever has just called, or reopened it, was faster
            _pass(appeal, at)
            settled += 1
    return settled


def _with_another() -> list[Appeal]:
    """The closed appeals whose call is with somebody else than ``holder_of`` says; the register is asked once."""
    held = {clock.subject: (clock.holder_role, clock.holder_organ) for clock in calendar.running_of(Clock.FOLLOW_UP)}
    with reading():
        return [
            appeal
            for appeal in by_subjects(held)
            if appeal.state == State.CLOSED and held[appeal.subject] != holder_of(Clock.FOLLOW_UP, appeal)
        ]


@transaction.atomic
def _pass(appeal: Appeal, at: datetime) -> None:
    role, organ = holder_of(Clock.FOLLOW_UP, appeal)
    step = take("pass_call", appeal, by=MACHINE, at=at, passed=(Clock.FOLLOW_UP,))
    step.record(caller=register.organ_names()[organ] if organ else role.label)
