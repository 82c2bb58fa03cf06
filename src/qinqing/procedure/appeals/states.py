"""The ladder as one table: every step an appeal can take, who takes it, under which clause, with which clocks.

Three kinds of line: what enters (no source), what moves, and what stays (no target).
"""

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Moves, move
from qinqing.procedure.appeals.rules import guards as g
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Result


class State(Labelled):
    """Where an appeal stands."""

    LODGED = "lodged", "已提交，待登记"
    REGISTERED = "registered", "已登记，待转办"
    REFUSAL_PROPOSED = "refusal_proposed", "拟不予受理，待审批"
    REFUSED = "refused", "不予受理"
    REVIEWING = "reviewing", "不予受理复核中"
    TRANSFERRED = "transferred", "已转办，待签收"
    RETURNED = "returned", "退回待裁定"
    HANDLING = "handling", "部门办理中"
    AWAITING_MATERIAL = "awaiting_material", "待企业补充材料"
    SIGNING = "signing", "待主要负责人签发"
    UNRESOLVED = "unresolved", "未解决，待上报"
    FAST_LANE = "fast_lane", "申请直送，待县政府办受理"
    AT_OFFICE = "at_office", "已报县政府办，待征求意见"
    CONSULTING = "consulting", "征求意见中"
    RIPE = "ripe", "待列入接待日"
    SCHEDULED = "scheduled", "已列入接待日"
    WITH_CITY = "with_city", "已报市企业服务中心"
    IMPLEMENTING = "implementing", "决定事项办理中"
    ANSWERED = "answered", "已答复，待企业回应"
    DOUBTED = "doubted", "企业有疑问，继续办理"
    DOUBTED_AGAIN = "doubted_again", "再次疑问，待裁定"
    CONFIRMED = "confirmed", "企业已回应，待办结"
    SHELVING_PROPOSED = "shelving_proposed", "拟挂账，待县政府办批准"
    SHELVED = "shelved", "已挂账"
    CLOSED = "closed", "已办结"


S, K, R = State, Clock, Role

OVER = frozenset({S.REFUSED, S.SHELVED, S.CLOSED})
OPEN = frozenset(State) - OVER
WITH_DEPARTMENT = frozenset({S.TRANSFERRED, S.HANDLING, S.AWAITING_MATERIAL, S.SIGNING, S.DOUBTED})
WORKING = frozenset({S.HANDLING, S.DOUBTED})
HEARD = frozenset({S.IMPLEMENTING, S.ANSWERED, S.UNRESOLVED, S.RIPE})  # where a hearing can leave an appeal
MEETABLE = frozenset({S.UNRESOLVED, S.AT_OFFICE, S.CONSULTING, S.RIPE, S.IMPLEMENTING})
UNSORTED = frozenset({S.LODGED, S.REGISTERED})
NOTE_TAKERS = frozenset({R.INTAKE, R.OFFICE, R.DEPUTY, R.MAYOR})
CITY_DESK = frozenset({R.CITY, R.OFFICE})
HANDLING_CLOCKS = (K.SIGN, K.CONTACT, K.HANDLE)
ALL_CLOCKS = tuple(Clock)

# A table reads best with its columns where they are.
# fmt: off
MOVES = Moves(
    "appeals.appeal",
    State,
    (
        # The ways in: 三, 四
        move("lodge", "提交诉求", on=(), to=S.LODGED, by={R.PUBLIC, R.ENTERPRISE}, under="四", records="lodged",
             starts=(K.TRANSFER,)),
        move("receive", "登记诉求", on=(), to=S.REGISTERED, by={R.INTAKE}, under="四(一)1", records="received",
             starts=(K.TRANSFER,), paper="registration"),
        move("write_down", "记下来电来访", on=(), to=S.LODGED, by={R.INTAKE}, under="二(三)", records="written_down",
             starts=(K.TRANSFER,)),
        move("hand_down", "转来诉求", on=(), to=S.LODGED, by={R.CITY}, under="三(四)", records="handed_down",
             starts=(K.TRANSFER,)),
        # Where the house stands at a city centre: what a county's mayor could not solve, 四(一)4
        move("come_up", "接收县里报来的诉求", on=(), to=S.LODGED, by={R.OFFICE, R.INTAKE}, under="四(一)4",
             records="came_up", starts=(K.TRANSFER,)),
        move("split_off", "由拆分登记", on=(), to=S.REGISTERED, by={R.INTAKE}, under="四(一)1", records="split_off",
             starts=(K.TRANSFER,)),
        # Out of an old ledger: no post's doing, so no clock has run and nobody has signed
        move("import_open", "由台账登记", on=(), to=S.REGISTERED, by={R.MACHINE}, under="四(一)1", records="imported",
             starts=(K.TRANSFER,)),
        move("import_closed", "由台账补录已办结诉求", on=(), to=S.CLOSED, by={R.MACHINE}, under="四(一)1",
             records="imported_closed"),
        move("follow_ledger", "按台账更新", on={S.REGISTERED}, to=None, by={R.MACHINE}, under="四(一)1",
             records="ledger_followed"),
        move("close_by_ledger", "按台账办结", on={S.REGISTERED}, to=S.CLOSED, by={R.MACHINE}, under="四(一)1",
             records="closed_by_ledger", stops=(K.TRANSFER,)),
        # Register and sort: 二(三), 三, 四(一)1
        move("register", "登记", on={S.LODGED}, to=S.REGISTERED, by={R.INTAKE}, under="四(一)1", records="registered",
             guards=(g.is_eligible,), paper="registration"),
        move("sort", "梳理", on={S.REGISTERED}, to=None, by={R.INTAKE}, under="四(一)1", records="sorted"),
        move("ask_clearer", "请企业说清楚", on=UNSORTED, to=None, by={R.INTAKE}, under="四(一)1",
             records="clearer_asked", guards=(g.not_yet_asked_clearer,)),
        move("amend", "更正登记信息", on=OPEN, to=None, by={R.INTAKE}, under="四(一)1", records="amended"),
        move("renew_query_code", "换发查询码", on=State, to=None, by={R.INTAKE}, under="四",
             records="query_code_renewed"),
        move("cover", "遮盖材料", on=State, to=None, by={R.INTAKE}, under="四(一)1", records="material_covered"),
        move("uncover", "取消遮盖", on=State, to=None, by={R.INTAKE}, under="四(一)1", records="material_uncovered"),
        move("split", "拆分", on={S.REGISTERED}, to=None, by={R.INTAKE}, under="四(一)1", records="split"),
        move("merge", "并件", on=UNSORTED, to=S.CLOSED, by={R.INTAKE}, under="四(一)1", records="merged",
             stops=(K.TRANSFER,), grave=True),
        move("absorb", "并入另一件", on=OPEN, to=None, by={R.INTAKE}, under="四(一)1", records="absorbed"),
        move("propose_refusal", "拟不予受理", on=UNSORTED, to=S.REFUSAL_PROPOSED, by={R.INTAKE}, under="二(三)",
             records="refusal_proposed"),
        move("refuse", "批准不予受理", on={S.REFUSAL_PROPOSED}, to=S.REFUSED, by={R.BUREAU_HEAD}, under="二(三)",
             records="refused", stops=(K.TRANSFER,), grave=True),
        move("decline_refusal", "不同意，应予受理", on={S.REFUSAL_PROPOSED}, to=S.REGISTERED, by={R.BUREAU_HEAD},
             under="二(三)", records="refusal_declined"),
        move("ask_review", "申请复核", on={S.REFUSED}, to=S.REVIEWING, by={R.ENTERPRISE}, under="三",
             records="review_asked", guards=(g.not_yet_reviewed,)),
        move("uphold_refusal", "维持不予受理", on={S.REVIEWING}, to=S.REFUSED, by={R.BUREAU_HEAD}, under="三",
             records="refusal_upheld", grave=True),
        move("overturn_refusal", "复核后受理", on={S.REVIEWING}, to=S.REGISTERED, by={R.BUREAU_HEAD}, under="三",
             records="refusal_overturned", starts=(K.TRANSFER,)),
        # First rung, the departments: 四(一)1
        move("transfer", "转办", on={S.REGISTERED}, to=S.TRANSFERRED, by={R.INTAKE}, under="四(一)1",
             records="transferred", guards=(g.is_sorted,), stops=(K.TRANSFER,), starts=HANDLING_CLOCKS,
             paper="transfer"),
        move("sign_for", "签收", on={S.TRANSFERRED}, to=S.HANDLING, by=DEPARTMENT, under="四(一)1",
             records="signed_for",
             guards=(g.is_lead,), stops=(K.SIGN,)),
        move("return", "退回", on={S.TRANSFERRED}, to=S.RETURNED, by=DEPARTMENT, under="四(一)1", records="returned",
             guards=(g.is_lead, g.may_still_return), stops=(K.SIGN,), pauses=(K.CONTACT, K.HANDLE),
             starts=(K.RULING,)),
        move("insist", "坚持派单", on={S.RETURNED}, to=S.TRANSFERRED, by=BUREAU, under="四(一)1", records="insisted",
             stops=(K.RULING,), resumes=(K.CONTACT, K.HANDLE), starts=(K.SIGN,)),
        move("redirect", "改派", on={S.RETURNED, S.TRANSFERRED}, to=S.TRANSFERRED, by=BUREAU, under="四(一)1",
             records="redirected", stops=(K.RULING,), starts=HANDLING_CLOCKS, paper="transfer"),
        move("hand_over", "改由承办", on=WITH_DEPARTMENT - {S.TRANSFERRED}, to=None, by=BUREAU, under="五(三)",
             records="handed_over", guards=(g.lead_is_abolished,)),
        move("contact", "记录首次联系", on=WORKING, to=None, by=DEPARTMENT, under="四(一)1", records="contacted",
             guards=(g.is_lead, g.not_yet_contacted), stops=(K.CONTACT,)),
        move("ask_material", "请企业补充材料", on={S.HANDLING}, to=S.AWAITING_MATERIAL, by=DEPARTMENT,
             under="四(一)1",
             records="material_asked", guards=(g.is_lead,), pauses=(K.HANDLE,)),
        move("supply_material", "提交补充材料", on={S.AWAITING_MATERIAL}, to=S.HANDLING, by={R.ENTERPRISE, R.INTAKE},
             under="四(一)1", records="material_supplied", resumes=(K.HANDLE,)),
        move("resume", "不再等待，恢复办理", on={S.AWAITING_MATERIAL}, to=S.HANDLING, by=DEPARTMENT, under="四(一)1",
             records="resumed", guards=(g.is_lead,), resumes=(K.HANDLE,)),
        move("supplement", "补充材料", on=OPEN - {S.AWAITING_MATERIAL}, to=None, by={R.ENTERPRISE, R.INTAKE},
             under="四(一)1", records="supplemented"),
        move("add_assisting", "增加配合部门", on=WITH_DEPARTMENT, to=None, by={R.INTAKE}, under="五(三)",
             records="assisting_added"),
        move("release_assisting", "免除配合", on=WITH_DEPARTMENT, to=None, by={R.INTAKE}, under="五(三)",
             records="assisting_released", guards=(g.some_assistance_is_open,)),
        move("assist", "提交配合意见", on=WITH_DEPARTMENT | {S.RETURNED}, to=None, by=DEPARTMENT, under="五(三)",
             records="assisted", guards=(g.owes_assistance,)),
        move("ask_extension", "申请延期", on={S.HANDLING}, to=None, by=DEPARTMENT, under="四(一)1",
             records="extension_asked", guards=(g.is_lead, g.may_still_extend)),
        move("grant_extension", "同意延期", on={S.HANDLING, S.AWAITING_MATERIAL, S.SIGNING}, to=None,
             by={R.BUREAU_HEAD}, under="四(一)1", records="extension_granted", guards=(g.extension_is_asked,)),
        move("deny_extension", "不同意延期", on={S.HANDLING, S.AWAITING_MATERIAL, S.SIGNING}, to=None,
             by={R.BUREAU_HEAD}, under="四(一)1", records="extension_denied", guards=(g.extension_is_asked,)),
        move("draft_outcome", "提交办理结果", on=WORKING, to=S.SIGNING, by=DEPARTMENT, under="四(三)",
             records="outcome_drafted", guards=(g.is_lead, g.assisting_have_answered)),
        move("send_back", "退回修改", on={S.SIGNING}, to=S.HANDLING, by={R.HEAD}, under="五(三)",
             records="draft_sent_back", guards=(g.is_lead,)),
        move("sign_answer", "签发答复", on={S.SIGNING}, to=S.ANSWERED, by={R.HEAD}, under="四(三)",
             records="answered",
             guards=(g.is_lead, g.assisting_have_answered, g.drafted_as_answer), stops=(K.HANDLE, K.CONTACT),
             starts=(K.ANSWER,)),
        move("sign_unresolved", "签发未解决报告", on={S.SIGNING}, to=S.UNRESOLVED, by={R.HEAD}, under="四(一)2",
             records="left_unresolved", guards=(g.is_lead, g.assisting_have_answered, g.drafted_as_unresolved),
             stops=(K.HANDLE, K.CONTACT), starts=(K.COMPILE, K.SEND_CITY)),
        # Upward: 四(一)2, 三(三)
        move("raise_rung", "提级", on=WITH_DEPARTMENT, to=S.AT_OFFICE, by=BUREAU, under="四(一)2", records="raised",
             guards=(g.on_first_rung, g.overdue_enough_to_raise), stops=(*HANDLING_CLOCKS, K.ASSIST), grave=True),
        move("compile", "汇总报县政府办", on={S.UNRESOLVED}, to=S.AT_OFFICE, by={R.INTAKE}, under="四(一)2",
             records="compiled", guards=(g.on_first_rung,), stops=(K.COMPILE,), paper="batch"),
        move("ask_fast_lane", "申请直送接待日", on={S.REGISTERED}, to=S.FAST_LANE, by={R.INTAKE}, under="三(三)",
             records="fast_lane_asked", guards=(g.may_take_the_fast_lane,), stops=(K.TRANSFER,)),
        move("accept_fast_lane", "同意直送", on={S.FAST_LANE}, to=S.AT_OFFICE, by={R.OFFICE}, under="三(三)",
             records="fast_lane_accepted"),
        move("decline_fast_lane", "不同意直送", on={S.FAST_LANE}, to=S.REGISTERED, by={R.OFFICE}, under="三(三)",
             records="fast_lane_declined", starts=(K.TRANSFER,)),
        # Second and third rung, the reception days: 四(一)2 and 3, 四(二)
        move("consult", "征求意见", on={S.AT_OFFICE}, to=S.CONSULTING, by={R.OFFICE}, under="四(一)2",
             records="consulted", paper="consultation"),
        move("give_opinion", "反馈意见", on={S.CONSULTING}, to=None, by=DEPARTMENT, under="四(一)2",
             records="opinion_given", guards=(g.owes_opinion,)),
        move("compile_opinions", "汇总意见，提交接待日", on={S.CONSULTING}, to=S.RIPE, by={R.OFFICE}, under="四(一)2",
             records="opinions_compiled", guards=(g.opinions_are_in,), stops=(K.OPINION,)),
        move("schedule", "列入接待日", on={S.RIPE}, to=S.SCHEDULED, by={R.OFFICE}, under="四(一)2",
             records="scheduled"),
        move("unschedule", "移出接待日", on={S.SCHEDULED}, to=S.RIPE, by={R.OFFICE}, under="二(一)",
             records="unscheduled"),
        move("reschedule", "接待日改期", on={S.SCHEDULED}, to=None, by={R.OFFICE}, under="二(一)",
             records="rescheduled"),
        move("decide", "研究决定", on={S.SCHEDULED}, to=S.IMPLEMENTING, by=NOTE_TAKERS, under="四(二)",
             records="decided", guards=(g.may_host,)),
        move("explain_at_hearing", "解释政策", on={S.SCHEDULED}, to=S.ANSWERED, by=NOTE_TAKERS, under="四(三)",
             records="explained_at_hearing", guards=(g.may_host,), starts=(K.ANSWER,)),
        move("leave_unresolved", "仍未解决", on={S.SCHEDULED}, to=S.UNRESOLVED, by=NOTE_TAKERS, under="四(一)3",
             records="unresolved_at_hearing", guards=(g.may_host,), starts=(K.SEND_CITY,)),
        move("defer", "缓议", on={S.SCHEDULED}, to=S.RIPE, by=NOTE_TAKERS, under="四(二)", records="deferred",
             guards=(g.may_host,)),
        move("take_back_hearing", "收回接谈结果", on=HEARD, to=S.SCHEDULED, by=NOTE_TAKERS, under="四(二)",
             records="hearing_taken_back", guards=(g.nobody_acted_on_the_hearing, g.may_host),
             stops=(K.ANSWER, K.SEND_CITY)),
        # Joint meetings, before or beside them: nothing moves but what is known, 五(三)
        move("bring_to_meeting", "提交联席会议", on=MEETABLE, to=None, by={R.OFFICE}, under="五(三)",
             records="brought_to_meeting", guards=(g.has_reached_the_office,)),
        move("note_meeting", "记入联席会议情况", on=State, to=None, by={R.INTAKE, R.OFFICE}, under="五(三)",
             records="meeting_noted"),
        move("report_to_mayor", "报县长", on={S.UNRESOLVED}, to=S.RIPE, by={R.OFFICE}, under="四(一)3",
             records="reported_to_mayor", guards=(g.on_second_rung,)),
        # Fourth rung, the city: 四(一)4
        move("send_to_city", "报送市企业服务中心", on={S.UNRESOLVED}, to=S.WITH_CITY, by={R.OFFICE}, under="四(一)4",
             records="sent_to_city", guards=(g.on_third_rung,), stops=(K.SEND_CITY,), paper="request"),
        move("city_decides", "市里研究决定", on={S.WITH_CITY}, to=S.IMPLEMENTING, by=CITY_DESK, under="四(一)4",
             records="decided_by_city"),
        move("city_explains", "市里解释政策", on={S.WITH_CITY}, to=S.ANSWERED, by=CITY_DESK, under="四(一)4",
             records="explained_by_city", starts=(K.ANSWER,)),
        move("city_leaves", "市里未能解决", on={S.WITH_CITY}, to=S.UNRESOLVED, by=CITY_DESK, under="四(一)4",
             records="unresolved_by_city"),
        # What was decided, done: 四(三)
        move("finish_implementing", "落实完毕，答复企业", on={S.IMPLEMENTING}, to=S.ANSWERED, by=BUREAU,
             under="四(三)",
             records="implemented", starts=(K.ANSWER,)),
        # The enterprise answers: 四(三)
        move("confirm", "确认答复", on={S.ANSWERED}, to=S.CONFIRMED, by={R.ENTERPRISE, R.INTAKE}, under="四(三)",
             records="confirmed", guards=(g.speaks_for_the_enterprise,), stops=(K.ANSWER,)),
        move("doubt", "提出疑问", on={S.ANSWERED}, to=S.DOUBTED, by={R.ENTERPRISE, R.INTAKE}, under="四(三)",
             records="doubted", guards=(g.speaks_for_the_enterprise, g.first_doubt), stops=(K.ANSWER,),
             starts=(K.HANDLE,)),
        move("doubt_again", "再次提出疑问", on={S.ANSWERED}, to=S.DOUBTED_AGAIN, by={R.ENTERPRISE, R.INTAKE},
             under="四(三)", records="doubted_again", guards=(g.speaks_for_the_enterprise, g.second_doubt),
             stops=(K.ANSWER,)),
        move("call_in_vain", "记录回访未接通", on={S.ANSWERED}, to=None, by={R.INTAKE}, under="四(三)",
             records="called",
             guards=(g.speaks_for_the_enterprise,)),
        move("give_up_calling", "多次未接通，转入办结", on={S.ANSWERED}, to=S.CONFIRMED, by={R.INTAKE},
             under="四(三)",
             records="call_given_up", guards=(g.called_in_vain,), stops=(K.ANSWER,)),
        move("rule_explained", "裁定按已解释办结", on={S.DOUBTED_AGAIN}, to=S.CLOSED, by={R.BUREAU_HEAD},
             under="四(三)",
             records="ruled_explained", starts=(K.FOLLOW_UP,), grave=True),
        move("rule_unresolved", "裁定提级", on={S.DOUBTED_AGAIN}, to=S.UNRESOLVED, by={R.BUREAU_HEAD}, under="四(三)",
             records="ruled_unresolved", starts=(K.COMPILE, K.SEND_CITY)),
        # The end, for now or for good
        move("propose_shelving", "拟挂账", on={S.UNRESOLVED}, to=S.SHELVING_PROPOSED, by={R.BUREAU_HEAD},
             under="四(三)",
             records="shelving_proposed", pauses=(K.COMPILE, K.SEND_CITY)),
        move("approve_shelving", "批准挂账", on={S.SHELVING_PROPOSED}, to=S.SHELVED, by={R.OFFICE}, under="四(三)",
             records="shelved", stops=(K.COMPILE, K.SEND_CITY), starts=(K.SHELF,)),
        move("decline_shelving", "不同意挂账", on={S.SHELVING_PROPOSED}, to=S.UNRESOLVED, by={R.OFFICE},
             under="四(三)",
             records="shelving_declined", resumes=(K.COMPILE, K.SEND_CITY)),
        move("renew_shelving", "续挂账", on={S.SHELVED}, to=None, by={R.OFFICE}, under="四(三)",
             records="shelving_renewed", starts=(K.SHELF,)),
        move("take_up", "重新办理", on={S.SHELVED}, to=S.HANDLING, by=BUREAU, under="四(三)", records="taken_up",
             guards=(g.may_be_reopened,), stops=(K.SHELF,), starts=(K.HANDLE,)),
        move("withdraw", "撤回诉求", on=OPEN, to=S.CLOSED, by={R.ENTERPRISE}, under="四(三)", records="withdrawn",
             stops=ALL_CLOCKS, grave=True),
        move("close", "办结", on={S.CONFIRMED}, to=S.CLOSED, by={R.INTAKE}, under="四(三)", records="closed",
             starts=(K.FOLLOW_UP,)),
        # Merged with another meanwhile, or closed before the limit was put on whoever solved it
        move("pass_call", "改由回访", on={S.CLOSED}, to=None, by={R.MACHINE}, under="五(四)", records="call_passed"),
        move("reopen", "重新办理", on={S.CLOSED}, to=S.HANDLING, by={R.BUREAU_HEAD}, under="四(三)",
             records="reopened",
             guards=(g.may_be_reopened,), stops=(K.FOLLOW_UP,), starts=(K.HANDLE,)),
    ),
)
# fmt: on

VOIDING = frozenset({"merge", "withdraw", "raise_rung", "close_by_ledger", "take_back_hearing"})

EFFECTS: dict[str, dict[str, object]] = {
    "compile": {"rung": 2, "reached_office": True},
    "raise_rung": {"rung": 2, "reached_office": True},
    "accept_fast_lane": {"rung": 2},
    "ask_fast_lane": {"reached_office": True},
    "report_to_mayor": {"rung": 3},
    "send_to_city": {"rung": 4, "exchanged": True},
    "propose_shelving": {"reached_office": True},
    "merge": {"result": Result.MERGED},
    "refuse": {"result": Result.REFUSED},
    "overturn_refusal": {"result": "", "reviewed": True},
    "uphold_refusal": {"result": Result.REFUSED, "reviewed": True},
    "ask_review": {"result": ""},
    "rule_explained": {"result": Result.EXPLAINED},
    "approve_shelving": {"result": Result.SHELVED},
    "take_up": {"result": "", "review_on": None},
    "withdraw": {"result": Result.WITHDRAWN},
    "reopen": {"result": "", "doubts": 0, "calls": 0},
    "return": {"returned": True},
    "ask_extension": {"extension_asked": True},
    "grant_extension": {"extension_asked": False, "extended": True},
    "deny_extension": {"extension_asked": False, "extended": True},
    "contact": {"contacted": True},
}

TURNS: dict[State, Role | None] = {
    S.LODGED: R.INTAKE,
    S.REGISTERED: R.INTAKE,
    S.REFUSAL_PROPOSED: R.BUREAU_HEAD,
    S.REFUSED: None,
    S.REVIEWING: R.BUREAU_HEAD,
    S.TRANSFERRED: R.OFFICER,
    S.RETURNED: R.INTAKE,
    S.HANDLING: R.OFFICER,
    S.AWAITING_MATERIAL: R.ENTERPRISE,
    S.SIGNING: R.HEAD,
    S.UNRESOLVED: R.INTAKE,
    S.FAST_LANE: R.OFFICE,
    S.AT_OFFICE: R.OFFICE,
    S.CONSULTING: R.OFFICE,
    S.RIPE: R.OFFICE,
    S.SCHEDULED: R.OFFICE,
    S.WITH_CITY: R.CITY,
    S.IMPLEMENTING: R.OFFICER,
    S.ANSWERED: R.ENTERPRISE,
    S.DOUBTED: R.OFFICER,
    S.DOUBTED_AGAIN: R.BUREAU_HEAD,
    S.CONFIRMED: R.INTAKE,
    S.SHELVING_PROPOSED: R.OFFICE,
    S.SHELVED: None,
    S.CLOSED: None,
}


def turn(state: State, rung: int) -> Role | None:
    """Whose move it is: the post whose desk shows the appeal as its own to do."""
    if state is S.UNRESOLVED and rung > 1:
        return R.OFFICE if rung < 4 else R.BUREAU_HEAD
    return TURNS[state]


DECIDED_ON = frozenset({S.AT_OFFICE, S.FAST_LANE, S.CONSULTING, S.RIPE, S.SCHEDULED, S.WITH_CITY})
ANSWERING = frozenset({S.IMPLEMENTING, S.ANSWERED, S.DOUBTED, S.DOUBTED_AGAIN, S.CONFIRMED})
SCREENED = frozenset({S.REFUSAL_PROPOSED, S.REFUSED, S.REVIEWING})


def clause_of(state: State, rung: int) -> str:
    """The clause an appeal stands under now."""
    if state in SCREENED:
        return "二(三)"
    if state in ANSWERING or state in (S.SHELVING_PROPOSED, S.SHELVED):
        return "四(三)"
    if state is S.CLOSED:
        return "五(四)"
    if state is S.UNRESOLVED:
        return f"四(一){min(rung + 1, 4)}"
    return f"四(一){rung}" if state in DECIDED_ON else "四(一)1"
