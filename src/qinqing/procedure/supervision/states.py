"""Two tables: what may still be done with a closed appeal, and how a bad rating is put right. 五(四)."""

from qinqing.kernel.actors import DEPARTMENT, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.appeals.rules.clocks import Clock as AppealClock
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.supervision.rules import guards as g
from qinqing.procedure.supervision.rules.clocks import Clock


class State(Labelled):
    """Where a correction stands."""

    OPEN = "open", "整改中"
    DONE = "done", "已整改"


S, R = State, Role

AFTERCARE = Moves(
    "supervision.appeal",
    Standing,
    (
        move("follow_up", "记录回访", on={Standing.CLOSED}, to=None, by=DEPARTMENT | {R.INTAKE}, under="五(四)",
             records="followed_up", guards=(g.something_was_done, g.solved_it), stops=(AppealClock.FOLLOW_UP,),
             paper="followup"),
        # A call that nobody answered is on the record too; the limit to follow up runs on.
        move("call_in_vain", "记录未接通", on={Standing.CLOSED}, to=None, by=DEPARTMENT | {R.INTAKE}, under="五(四)",
             records="followed_up", guards=(g.something_was_done, g.solved_it)),
        move("evaluate", "评价", on={Standing.CLOSED}, to=None, by={R.ENTERPRISE}, under="五(四)", records="evaluated",
             guards=(g.something_was_done, g.not_yet_evaluated)),
    ),
)  # fmt: skip

MOVES = Moves(
    "supervision.correction",
    State,
    (
        move(
            "start",
            "开始整改",
            on=(),
            to=S.OPEN,
            by={R.ENTERPRISE},
            under="五(四)",
            records="started",
            starts=(Clock.CORRECTION,),
        ),
        move(
            "correct",
            "报送整改情况",
            on={S.OPEN},
            to=S.DONE,
            by=DEPARTMENT,
            under="五(四)",
            records="corrected",
            guards=(g.owes_correction,),
            stops=(Clock.CORRECTION,),
        ),
        move(
            "see",
            "阅知",
            on={S.DONE},
            to=None,
            by={R.BUREAU_HEAD},
            under="五(四)",
            records="seen",
            guards=(g.not_yet_seen,),
        ),
        move(
            "send_back",
            "退回重新整改",
            on={S.DONE},
            to=S.OPEN,
            by={R.BUREAU_HEAD},
            under="五(四)",
            records="sent_back",
            guards=(g.not_yet_seen,),
            starts=(Clock.CORRECTION,),
        ),
    ),
)  # fmt: skip  (a table reads best with its columns where they are)
