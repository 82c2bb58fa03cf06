"""A decided item as one table, from assignment to close-out. 四(三), 四(四)."""

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
    ACCEPTED = "accepted", "已验收，待销号"
    CLOSED = "closed", "已销号"
    CANCELLED = "cancelled", "已撤销"
    TAKEN_BACK = "taken_back", "已收回"


S, K, R = State, Clock, Role
OVER = frozenset({S.CLOSED, S.CANCELLED, S.TAKEN_BACK})
OPEN = frozenset(State) - OVER
DONE = frozenset({S.ACCEPTED, S.CLOSED})
UNDER_WAY = frozenset({S.ASSIGNED, S.IMPLEMENTING})
BEFORE_ENTERPRISE = frozenset({S.REPORTED, S.ACCEPTED})
WITH_REPORT = frozenset({S.REPORTED, S.ACCEPTED, S.CLOSED})
ASSIGNERS = frozenset({R.INTAKE, R.OFFICE, R.DEPUTY, R.MAYOR, R.CITY})
TAKERS_BACK = ASSIGNERS - {R.CITY}
APPROVERS = frozenset({R.OFFICE, R.DEPUTY, R.MAYOR})
TELLERS = DEPARTMENT | BUREAU | {R.OFFICE}
FOR_ENTERPRISE = frozenset({R.ENTERPRISE, R.INTAKE})  # itself, or on the telephone with the bureau
ALL_CLOCKS = tuple(Clock)

# A table reads best with its columns where they are.
# fmt: off
MOVES = Moves(
    "decisions.item",
    State,
    (
        move("assign", "交办", on=(), to=S.ASSIGNED, by=ASSIGNERS, under="四(三)", records="assigned",
             starts=(K.ITEM, K.ITEM_CONTACT), paper="assignment"),
        move("contact", "记录首次联系", on={S.ASSIGNED}, to=S.IMPLEMENTING, by=DEPARTMENT, under="四(三)",
             records="contacted", guards=(g.is_lead,), stops=(K.ITEM_CONTACT,)),
        # Dated steps with proof
        move("plan_milestones", "排定节点", on=UNDER_WAY, to=None, by=DEPARTMENT, under="四(三)",
             records="milestones_planned", guards=(g.is_lead,), starts=(K.MILESTONE,)),
        move("finish_milestone", "完成节点", on=UNDER_WAY, to=None, by=DEPARTMENT, under="四(三)",
             records="milestone_finished", guards=(g.is_lead, g.a_milestone_is_open), stops=(K.MILESTONE,)),
        move("move_milestone", "调整节点", on=UNDER_WAY, to=None, by=DEPARTMENT, under="四(三)",
             records="milestone_moved", guards=(g.is_lead, g.a_milestone_is_open), starts=(K.MILESTONE,)),
        move("drop_milestone", "取消节点", on=UNDER_WAY, to=None, by=DEPARTMENT, under="四(三)",
             records="milestone_dropped", guards=(g.is_lead, g.a_milestone_is_open), stops=(K.MILESTONE,)),
        # Progress, each month
        move("open_progress", "开始当月进展报送", on=UNDER_WAY, to=None, by={R.MACHINE}, under="四(三)",
             records="progress_opened", guards=(g.a_month_waits,), starts=(K.PROGRESS,)),
        move("note_progress", "报送进展", on=UNDER_WAY, to=None, by=DEPARTMENT, under="四(三)",
             records="progress_noted", guards=(g.carries_it,), stops=(K.PROGRESS,)),
        # What stands in the way
        move("block", "登记受阻", on=UNDER_WAY, to=None, by=TELLERS, under="四(三)", records="blocked",
             guards=(g.answers_for_it,)),
        move("unblock", "解除受阻", on=UNDER_WAY, to=None, by=TELLERS, under="四(三)", records="unblocked",
             guards=(g.answers_for_it, g.is_blocked)),
        # Another date, if it is granted
        move("ask_due", "申请调整时限", on=UNDER_WAY, to=None, by=DEPARTMENT, under="四(三)", records="due_asked",
             guards=(g.is_lead, g.due_is_not_asked)),
        move("move_due", "同意调整时限", on=UNDER_WAY, to=None, by=APPROVERS, under="四(三)", records="due_moved",
             guards=(g.due_is_asked,)),
        move("keep_due", "不同意调整时限", on=UNDER_WAY, to=None, by=APPROVERS, under="四(三)", records="due_kept",
             guards=(g.due_is_asked,)),
        # Declared done, the item's own limit rests while others look at it; it ends when the item is closed out.
        move("complete", "办理完毕", on={S.IMPLEMENTING}, to=S.COMPLETED, by=DEPARTMENT, under="四(三)",
             records="completed",
             guards=(g.is_lead, g.enterprise_was_contacted, g.milestones_are_done, g.nothing_blocks_it),
             stops=(K.PROGRESS,), pauses=(K.ITEM,), starts=(K.REPORT,)),
        # The written report: 四(四)
        move("draft_report", "拟写报告", on={S.COMPLETED}, to=S.SIGNING, by=DEPARTMENT, under="四(四)",
             records="report_drafted", guards=(g.is_lead,)),
        move("return_draft", "退回修改报告", on={S.SIGNING}, to=S.COMPLETED, by={R.HEAD}, under="四(四)",
             records="draft_sent_back", guards=(g.is_lead,)),
        move("sign_report", "签发报告", on={S.SIGNING}, to=S.REPORTED, by={R.HEAD}, under="四(四)",
             records="reported", guards=(g.is_lead,), stops=(K.REPORT,), paper="report"),
        move("circulate", "送领导圈阅", on=WITH_REPORT, to=None, by={R.OFFICE}, under="四(四)", records="circulated",
             guards=(g.not_yet_circulated,)),
        move("mark_read", "圈阅", on=WITH_REPORT, to=None, by=LEADERS, under="四(四)", records="read",
             guards=(g.waits_for_this_leader,)),
        move("send_back_report", "退回重办", on=BEFORE_ENTERPRISE, to=S.IMPLEMENTING, by=LEADERS, under="四(四)",
             records="report_sent_back", guards=(g.waits_for_this_leader,), stops=(K.CONFIRM,), resumes=(K.ITEM,)),
        # Accepted by the bureau, confirmed by the enterprise, closed out
        move("confirm_receipt", "确认到账", on=OPEN - {S.ACCEPTED}, to=None, by=FOR_ENTERPRISE, under="四(三)",
             records="receipt_confirmed", guards=(g.promises_money, g.money_is_owed)),
        move("accept", "验收", on={S.REPORTED}, to=S.ACCEPTED, by=BUREAU, under="四(三)", records="accepted",
             guards=(g.money_is_received,), starts=(K.CONFIRM,)),
        move("decline", "验收未通过", on={S.REPORTED}, to=S.IMPLEMENTING, by=BUREAU, under="四(三)",
             records="declined", resumes=(K.ITEM,)),
        move("confirm", "企业确认", on=BEFORE_ENTERPRISE, to=None, by=FOR_ENTERPRISE, under="四(三)",
             records="confirmed", guards=(g.is_confirmed_by_word,), stops=(K.CONFIRM,)),
        move("doubt", "企业有疑问", on=BEFORE_ENTERPRISE, to=S.IMPLEMENTING, by=FOR_ENTERPRISE, under="四(三)",
             records="doubted", stops=(K.CONFIRM,), resumes=(K.ITEM,)),
        move("call_in_vain", "记录联系未果", on={S.ACCEPTED}, to=None, by={R.INTAKE}, under="四(三)",
             records="called", guards=(g.is_silent,)),
        move("close_out", "销号", on={S.ACCEPTED}, to=S.CLOSED, by={R.INTAKE}, under="四(三)", records="closed_out",
             guards=(g.enterprise_has_spoken, g.was_circulated), stops=(K.ITEM, K.CONFIRM), grave=True),
        # What happens around it
        move("hand_over", "改由承办", on=OPEN, to=None, by=BUREAU | {R.OFFICE}, under="四(三)", records="handed_over",
             guards=(g.lead_is_abolished,)),
        move("cancel", "撤销", on=OPEN, to=S.CANCELLED, by=FOR_ENTERPRISE, under="四(三)", records="cancelled",
             guards=(g.appeal_is_withdrawn,), stops=ALL_CLOCKS, grave=True),
        move("take_back", "收回交办", on=OPEN, to=S.TAKEN_BACK, by=TAKERS_BACK, under="四(二)",
             records="taken_back", guards=(g.nobody_has_acted,), stops=ALL_CLOCKS),
    ),
)
# fmt: on

# These end limits that shall count for nothing.
VOIDING = frozenset({"drop_milestone", "cancel", "take_back"})

TURNS: dict[State, Role | None] = {
    S.ASSIGNED: R.OFFICER,
    S.IMPLEMENTING: R.OFFICER,
    S.COMPLETED: R.OFFICER,
    S.SIGNING: R.HEAD,
    S.REPORTED: R.INTAKE,
    S.ACCEPTED: R.INTAKE,
    S.CLOSED: None,
    S.CANCELLED: None,
    S.TAKEN_BACK: None,
}
