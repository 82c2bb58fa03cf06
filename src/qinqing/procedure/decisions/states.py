"""A decided item as one table, from assignment to acceptance. 四(三), 四(四)."""

from qinqing.kernel.actors import BUREAU, DEPARTMENT, LEADERS, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.decisions.rules import guards as g
from qinqing.procedure.decisions.rules.clocks import Clock


class State(Labelled):
    """Where a decided item stands."""

    ASSIGNED = "assigned", "已交办，待联系企业"
    IMPLEMENTING = "implementing", "办理中"
    COMPLETED = "completed", "已办理，待书面报告"
    SIGNING = "signing", "报告待签发"
    REPORTED = "reported", "已报告，待验收"
    ACCEPTED = "accepted", "已验收"


S, K, R = State, Clock, Role
ASSIGNERS = frozenset({R.INTAKE, R.OFFICE, R.DEPUTY, R.MAYOR, R.CITY})
UNDER_WAY = frozenset({S.ASSIGNED, S.IMPLEMENTING})
WITH_REPORT = frozenset({S.REPORTED, S.ACCEPTED})
OPEN = frozenset(State) - {S.ACCEPTED}
APPROVERS = frozenset({R.OFFICE, R.DEPUTY, R.MAYOR})

MOVES = Moves(
    "decisions.item",
    State,
    (
        move(
            "assign",
            "交办",
            on=(),
            to=S.ASSIGNED,
            by=ASSIGNERS,
            under="四(三)",
            records="assigned",
            starts=(K.ITEM, K.ITEM_CONTACT),
            paper="assignment",
        ),
        move(
            "contact",
            "记录首次联系",
            on={S.ASSIGNED},
            to=S.IMPLEMENTING,
            by=DEPARTMENT,
            under="四(三)",
            records="contacted",
            guards=(g.is_lead,),
            stops=(K.ITEM_CONTACT,),
        ),
        move(
            "note_progress",
            "报送进展",
            on=UNDER_WAY,
            to=None,
            by=DEPARTMENT,
            under="四(三)",
            records="progress_noted",
            guards=(g.carries_it,),
        ),
        move(
            "ask_due",
            "申请调整时限",
            on=UNDER_WAY,
            to=None,
            by=DEPARTMENT,
            under="四(三)",
            records="due_asked",
            guards=(g.is_lead, g.due_may_be_moved),
        ),
        move(
            "move_due",
            "同意调整时限",
            on=UNDER_WAY,
            to=None,
            by=APPROVERS,
            under="四(三)",
            records="due_moved",
            guards=(g.due_is_asked,),
        ),
        move(
            "keep_due",
            "不同意调整时限",
            on=UNDER_WAY,
            to=None,
            by=APPROVERS,
            under="四(三)",
            records="due_kept",
            guards=(g.due_is_asked,),
        ),
        # Declared done, the item's own limit rests while others look at it; it ends when the bureau accepts.
        move(
            "complete",
            "办理完毕",
            on={S.IMPLEMENTING},
            to=S.COMPLETED,
            by=DEPARTMENT,
            under="四(三)",
            records="completed",
            guards=(g.is_lead, g.enterprise_was_contacted),
            pauses=(K.ITEM,),
            starts=(K.REPORT,),
        ),
        move(
            "draft_report",
            "拟写报告",
            on={S.COMPLETED},
            to=S.SIGNING,
            by=DEPARTMENT,
            under="四(四)",
            records="report_drafted",
            guards=(g.is_lead,),
        ),
        move(
            "return_draft",
            "退回修改报告",
            on={S.SIGNING},
            to=S.COMPLETED,
            by={R.HEAD},
            under="四(四)",
            records="draft_sent_back",
            guards=(g.is_lead,),
        ),
        move(
            "sign_report",
            "签发报告",
            on={S.SIGNING},
            to=S.REPORTED,
            by={R.HEAD},
            under="四(四)",
            records="reported",
            guards=(g.is_lead,),
            stops=(K.REPORT,),
            paper="report",
        ),
        move(
            "circulate",
            "送领导圈阅",
            on=WITH_REPORT,
            to=None,
            by={R.OFFICE},
            under="四(四)",
            records="circulated",
            guards=(g.not_yet_circulated,),
        ),
        move(
            "mark_read",
            "圈阅",
            on=WITH_REPORT,
            to=None,
            by=LEADERS,
            under="四(四)",
            records="read",
            guards=(g.waits_for_this_leader,),
        ),
        move(
            "send_back_report",
            "退回重办",
            on={S.REPORTED},
            to=S.IMPLEMENTING,
            by=LEADERS,
            under="四(四)",
            records="report_sent_back",
            guards=(g.waits_for_this_leader,),
            resumes=(K.ITEM,),
        ),
        move(
            "accept",
            "验收",
            on={S.REPORTED},
            to=S.ACCEPTED,
            by=BUREAU,
            under="四(三)",
            records="accepted",
            stops=(K.ITEM,),
            grave=True,
        ),
        move(
            "decline",
            "验收未通过",
            on={S.REPORTED},
            to=S.IMPLEMENTING,
            by=BUREAU,
            under="四(三)",
            records="declined",
            resumes=(K.ITEM,),
        ),
    ),
)  # fmt: skip  (a table reads best with its columns where they are)

TURNS: dict[State, Role | None] = {
    S.ASSIGNED: R.OFFICER,
    S.IMPLEMENTING: R.OFFICER,
    S.COMPLETED: R.OFFICER,
    S.SIGNING: R.HEAD,
    S.REPORTED: R.INTAKE,
    S.ACCEPTED: None,
}
