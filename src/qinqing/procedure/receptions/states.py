"""A reception day as one table: who plans it, who writes down what was said, and when it is over."""

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.receptions.rules import guards as g
from qinqing.procedure.receptions.rules.clocks import Clock as K


class State(Labelled):
    """Where a reception day stands."""

    PLANNED = "planned", "已安排"
    HELD = "held", "已举行"
    CANCELLED = "cancelled", "已取消"


S, R = State, Role
PLANNERS = frozenset({R.OFFICE})
NOTE_TAKERS = frozenset({R.OFFICE, R.INTAKE})
RECORDERS = NOTE_TAKERS | {R.DEPUTY, R.MAYOR}

MOVES = Moves(
    "receptions.day",
    State,
    (
        move(
            "plan",
            "安排接待日",
            on=(),
            to=S.PLANNED,
            by=PLANNERS,
            under="二(一)",
            records="planned",
            starts=(K.NOTICE,),
        ),
        move("amend", "调整接待日", on={S.PLANNED}, to=None, by=PLANNERS, under="二(一)", records="amended"),
        move(
            "put_on_agenda", "列入诉求", on={S.PLANNED}, to=None, by=PLANNERS, under="四(一)2", records="put_on_agenda"
        ),
        move("take_off", "移出诉求", on={S.PLANNED}, to=None, by=PLANNERS, under="二(一)", records="taken_off"),
        move("reorder", "调整议程顺序", on={S.PLANNED}, to=None, by=PLANNERS, under="二(一)", records="reordered"),
        move(
            "call_departments",
            "通知到会部门",
            on={S.PLANNED},
            to=None,
            by=PLANNERS,
            under="二(四)",
            records="departments_called",
        ),
        move(
            "issue_notice",
            "发出活动通知",
            on={S.PLANNED},
            to=None,
            by=PLANNERS,
            under="二(一)",
            records="notice_issued",
            guards=(g.not_yet_notified, g.somebody_is_concerned),
            stops=(K.NOTICE,),
            paper="notice",
        ),
        move(
            "record_attendance",
            "登记到会",
            on={S.PLANNED},
            to=None,
            by=NOTE_TAKERS,
            under="五(二)",
            records="attendance_recorded",
            guards=(g.day_has_come,),
        ),
        move(
            "record_outcome",
            "记录接谈结果",
            on={S.PLANNED},
            to=None,
            by=RECORDERS,
            under="四(二)",
            records="outcome_recorded",
            guards=(g.day_has_come, g.hosts_this_day),
        ),
        move(
            "record_decision",
            "记录研究决定",
            on={S.PLANNED},
            to=None,
            by=RECORDERS,
            under="四(二)",
            records="decision_recorded",
            guards=(g.day_has_come, g.hosts_this_day),
        ),
        move(
            "close_day",
            "结束接待日",
            on={S.PLANNED},
            to=S.HELD,
            by=NOTE_TAKERS,
            under="四(二)",
            records="closed",
            guards=(g.day_has_come, g.all_concluded, g.all_attended),
            stops=(K.NOTICE,),
            grave=True,
        ),
        move(
            "cancel_day",
            "取消接待日",
            on={S.PLANNED},
            to=S.CANCELLED,
            by=PLANNERS,
            under="二(一)",
            records="cancelled",
            grave=True,
        ),
    ),
)  # fmt: skip  (a table reads best with its columns where they are)
