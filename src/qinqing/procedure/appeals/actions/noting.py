"""What later chapters do to an appeal without moving it on the ladder: follow-up, evaluation. 五(四).

The move comes from the later chapter's own table over the states of an appeal; here it runs the appeal's clocks, keeps
version and due columns right, and is put on the appeal's own record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.moves import Move, Moves
from qinqing.procedure.appeals.actions.step import Step, consequences, primitives, run_clocks, swap
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.calendar.actions import Clocks


@transaction.atomic
def note(
    table: Moves, name: str, appeal: Appeal, *, by: Actor, at: datetime, facts: object, told: Mapping[str, Any]
) -> Appeal:
    """Makes a move of a later chapter's table on an appeal: judged by ``facts``, recorded with what is ``told``.

    The table's moves keep the appeal's state. Raises Refused with the clause, or Conflict when a colleague was faster.
    """
    move: Move = table[name]
    move.judge(by, appeal.standing, facts).enforce()
    if move.target is not None:
        raise ValueError(f"{table.subject}.{name} would move an appeal; only its own chapter does that")
    clocks = Clocks.of(appeal.subject)
    run_clocks(move, appeal, clocks, at=at)
    changed = consequences(appeal, clocks)
    swap(appeal, move, changed)
    step = Step(move, appeal, by, at, clocks, primitives(changed) | clocks.save(), table.subject)
    return step.record(**told)
