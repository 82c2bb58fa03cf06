"""The table itself: event, who hears of it, in which words. Clauses as in ``states.py``."""

from collections.abc import Callable

from qinqing.procedure.appeals.notices import stories as to
from qinqing.services.letters import events as letters
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, on_moved

WHAT = "《{title}》"
ABOUT = "{enterprise}：《{title}》"
To = Callable[[Story], list[Recipient]]


def _enterprise(event: str, title: str, text: str, kind: Kind = Kind.PROGRESS) -> Line:
    return Line(f"appeals.{event}.enterprise", kind, to.brought_by, title, text, "own")


def _desk(event: str, whom: To, title: str, text: str = ABOUT, kind: Kind = Kind.TURN) -> Line:
    return Line(f"appeals.{event}.{whom.__name__}", kind, whom, title, text, "appeal")


def _known(event: str, whom: To, title: str, text: str = ABOUT) -> Line:
    return _desk(event, whom, title, text, Kind.PROGRESS)


ANSWERED = "{answer} 认可请确认，还有疑问请提出；{answer_due}前没有回应的，工信商务局会打电话给您。"

# One event, then its messages: the enterprise first.
LINES: dict[str, tuple[Line, ...]] = {
    # The ways in
    "lodged": (
        _enterprise("lodged", "已收到您的诉求 {number}", WHAT + "已提交，工信商务局将在{transfer_due}前登记并转到主管部门。"),
        _desk("lodged", to.intake, "新诉求待登记：{number}"),
    ),
    "received": (
        _enterprise("received", "已登记您的诉求 {number}", WHAT + "已登记，工信商务局将在{transfer_due}前转到主管部门。"),
    ),
    "handed_down": (
        _enterprise("handed_down", "市企业服务中心转来您的诉求 {number}", WHAT + "已到本县，工信商务局将在{transfer_due}前登记转办。"),
        _desk("handed_down", to.intake, "市企业服务中心转来诉求待登记：{number}"),
    ),
    "came_up": (_desk("came_up", to.intake, "县里报来诉求待登记：{number}"),),
    "split_off": (
        _enterprise("split_off", "您的诉求拆分出一件单独办理：{number}", WHAT + "由{split_from}拆分登记，各自办理、各自答复。"),
    ),
    "registered": (
        _enterprise("registered", "诉求 {number} 已登记", WHAT + "已登记，工信商务局将在{due}前转到主管部门。"),
    ),
    "clearer_asked": (
        _enterprise(
            "clearer_asked", "请把诉求 {number} 说清楚", "{note} 请在诉求页面上补充，或打电话告诉我们。诉求已经收到，时限照常计算。",
            Kind.TURN,
        ),
    ),
    "merged": (
        _enterprise("merged", "诉求 {number} 并入同一事项办理", WHAT + "与您较早的诉求{merged_into}是同一件事，合并办理，原编号仍可查询。"),
    ),
    "absorbed": (
        _known("absorbed", to.lead, "{number} 并入了另一件同样的诉求", WHAT + "并入了{absorbed}，请一并办理。"),
    ),
    # Whether the Plan receives it
    "refusal_proposed": (_desk("refusal_proposed", to.bureau_head, "拟不予受理待审批：{number}", ABOUT + "。理由：{reason}"),),
    "refused": (
        _enterprise(
            "refused", "诉求 {number} 不予受理", "原因：{reason} 可以找：{pointer} 不同意的，可以申请复核一次。", Kind.TURN
        ),
        _known("refused", to.intake, "已批准不予受理：{number}"),
    ),
    "refusal_declined": (_desk("refusal_declined", to.intake, "不同意不予受理，请登记转办：{number}", ABOUT + "。意见：{reason}"),),
    "review_asked": (_desk("review_asked", to.bureau_head, "企业申请复核：{number}", ABOUT + "。理由：{reason}"),),
    "refusal_upheld": (_enterprise("refusal_upheld", "复核结果：{number} 仍不予受理", "原因：{reason} 可以找：{pointer}"),),
    "refusal_overturned": (
        _enterprise("refusal_overturned", "复核结果：{number} 予以受理", WHAT + "已受理，工信商务局将在{transfer_due}前转到主管部门。"),
        _desk("refusal_overturned", to.intake, "复核后受理，请转办：{number}"),
    ),
    # First rung: 四(一)1
    "transferred": (
        _enterprise("transferred", "诉求 {number} 已转到{lead}", WHAT + "由{lead}牵头办理，按规定应在{handle_due}前答复您。"),
        _desk("transferred", to.lead_both, "转来诉求待签收：{number}", ABOUT + "。请在{sign_due}前签收。"),
        _desk("transferred", to.parts_touched, "请配合办理：{number}", WHAT + "由{lead}牵头，请在{assist_due}前提交配合意见。"),
    ),
    "returned": (_desk("returned", to.intake, "{organ}退回待裁定：{number}", ABOUT + "。原因：{reason} 建议：{suggested}"),),
    "insisted": (_desk("insisted", to.lead_both, "裁定由本部门办理，请签收：{number}", WHAT + "。裁定意见：{reason} 请在{sign_due}前签收。"),),
    "redirected": (
        _enterprise("redirected", "诉求 {number} 改由{lead}办理", WHAT + "按规定应在{handle_due}前答复您。"),
        _desk("redirected", to.lead_both, "改派诉求待签收：{number}", ABOUT + "。请在{sign_due}前签收。"),
        _desk("redirected", to.parts_touched, "请配合办理：{number}", WHAT + "由{lead}牵头，请提交配合意见。"),
        # It may not open the appeal any more.
        Line("appeals.redirected.former", Kind.PROGRESS, to.former_lead, "诉求 {number} 改由{lead}办理", "原因：{reason}"),
    ),
    "handed_over": (
        _enterprise("handed_over", "诉求 {number} 改由{lead}办理", WHAT + "。{former_lead}已经撤并，办理时限不变。"),
        _desk("handed_over", to.lead_both, "请接着办理：{number}", ABOUT + "。{former_lead}已经撤并，改由本部门承办，时限不变。{reason}"),
    ),
    "material_asked": (
        _enterprise("material_asked", "诉求 {number} 需要您补充材料", "{organ}：{note} 收到后继续办理。", Kind.TURN),
    ),
    "material_supplied": (_desk("material_supplied", to.lead, "企业已补充材料，请继续办理：{number}", WHAT + "。{note}"),),
    "supplemented": (_known("supplemented", to.lead_or_intake, "诉求 {number} 有补充材料", WHAT + "。{note}"),),
    "assisting_added": (
        _desk("assisting_added", to.parts_touched, "请配合办理：{number}", WHAT + "。请在{assist_due}前提交配合意见。{reason}"),
        _known("assisting_added", to.lead, "诉求 {number} 增加了配合部门", WHAT + "。配合部门：{assisting}"),
    ),
    "assisting_released": (_known("assisting_released", to.parts_touched, "诉求 {number} 不再需要配合", WHAT + "。{reason}"),),
    "assisted": (_known("assisted", to.lead, "{organ}已提交配合意见：{number}", WHAT + "。{opinion}"),),
    "extension_asked": (
        _desk("extension_asked", to.bureau_head, "{organ}申请延期待批：{number}", ABOUT + "申请延长{days}个工作日，理由：{reason}"),
    ),
    "extension_granted": (
        _enterprise("extension_granted", "诉求 {number} 办理时限延长", WHAT + "延长{days}个工作日，按规定应在{handle_due}前答复您。"),
        _known("extension_granted", to.lead, "同意延期：{number}", WHAT + "延长{days}个工作日，{handle_due}到期。{note}"),
    ),
    "extension_denied": (_known("extension_denied", to.lead, "不同意延期：{number}", WHAT + "。意见：{reason}"),),
    "outcome_drafted": (_desk("outcome_drafted", to.lead_head, "办理结果待签发：{number}", WHAT + "。拟答复：{outcome}"),),
    "draft_sent_back": (_desk("draft_sent_back", to.lead, "办理结果退回修改：{number}", WHAT + "。意见：{reason}"),),
    "answered": (_enterprise("answered", "诉求 {number} 已答复，请您确认", ANSWERED, Kind.TURN),),
    "left_unresolved": (
        _enterprise("left_unresolved", "诉求 {number} 部门未能解决，继续上报", WHAT + "不用您再提交，进展会在这里告诉您。"),
        _desk("left_unresolved", to.whose_turn, "部门未解决，请汇总上报：{number}", ABOUT + "。原因：{reason}"),
    ),
    # Upward: 四(一)2, 三(三)
    "raised": (
        _enterprise("raised", "诉求 {number} 因部门超期提级办理", WHAT + "承办部门没有按时办好，已报县政府办。"),
        _known("raised", to.lead_both, "诉求 {number} 超期，已提级", WHAT + "。原因：{reason}"),
        _desk("raised", to.office, "提级诉求待征求意见：{number}", ABOUT + "。原因：{reason}"),
    ),
    "compiled": (
        _enterprise("compiled", "诉求 {number} 已报县政府办", WHAT + "将提交县领导接待日研究。"),
        _desk("compiled", to.office, "汇总上报诉求待征求意见：{number}", ABOUT + "。汇总批次：{batch}"),
    ),
    "fast_lane_asked": (_desk("fast_lane_asked", to.office, "申请直送接待日待受理：{number}", ABOUT + "。理由：{reason}"),),
    "fast_lane_accepted": (
        _enterprise("fast_lane_accepted", "诉求 {number} 直接提交县领导接待日", WHAT + "正在征求有关部门意见。"),
        _known("fast_lane_accepted", to.intake, "县政府办同意直送：{number}"),
    ),
    "fast_lane_declined": (_desk("fast_lane_declined", to.intake, "县政府办不同意直送，请转办：{number}", ABOUT + "。意见：{reason}"),),
    "consulted": (
        _enterprise("consulted", "诉求 {number} 正在征求部门意见", WHAT + "意见收齐后提交接待日。"),
        _desk("consulted", to.parts_touched, "请反馈意见：{number}", ABOUT + "。请在{opinion_due}前反馈意见。"),
    ),
    "opinion_given": (_known("opinion_given", to.office, "{organ}已反馈意见：{number}"),),
    "opinions_compiled": (_enterprise("opinions_compiled", "诉求 {number} 等待列入接待日", WHAT + "日期定下来后在这里告诉您。"),),
    # The reception days: 四(一)2 and 3, 四(二)
    "scheduled": (
        _enterprise("scheduled", "诉求 {number} 已列入接待日", WHAT + "列入{day}，请届时参加。", Kind.DAY),
        _known("scheduled", to.lead, "牵头诉求 {number} 列入接待日", ABOUT + "列入{day}。"),
    ),
    "rescheduled": (
        _enterprise("rescheduled", "诉求 {number} 的接待日改了时间或地点", WHAT + "原定{before}，改为{now}。原因：{reason}", Kind.DAY),
        _known("rescheduled", to.lead, "牵头诉求 {number} 的接待日改期", WHAT + "原定{before}，改为{now}。"),
    ),
    "unscheduled": (
        _enterprise("unscheduled", "诉求 {number} 改到以后的接待日", WHAT + "不在{day}接待。原因：{reason}", Kind.DAY),
        _known("unscheduled", to.lead, "牵头诉求 {number} 移出{day}", WHAT + "。原因：{reason}"),
    ),
    "decided": (
        _enterprise("decided", "接待日对诉求 {number} 作出了决定", "{opinion} 有关部门正在落实，办完后答复您。"),
        _known("decided", to.lead, "接待日已研究决定：{number}", ABOUT + "。{opinion}"),
    ),
    "explained_at_hearing": (_enterprise("explained_at_hearing", "诉求 {number} 已答复，请您确认", ANSWERED, Kind.TURN),),
    "unresolved_at_hearing": (
        _enterprise("unresolved_at_hearing", "诉求 {number} 接待日未能解决，继续上报", WHAT + "。原因：{reason}"),
        _desk("unresolved_at_hearing", to.whose_turn, "接待日未解决，请继续上报：{number}", ABOUT + "。原因：{reason}"),
    ),
    "brought_to_meeting": (_known("brought_to_meeting", to.lead, "已提交联席会议：{number}", ABOUT + "{meeting}"),),
    "meeting_noted": (_known("meeting_noted", to.lead, "联席会议情况：{number}", ABOUT + "。{result} {opinion}{reason}"),),
    "hearing_taken_back": (
        _enterprise("hearing_taken_back", "诉求 {number} 的接谈结果记录有误，已收回", "请以接下来告诉您的结果为准。"),
        _known("hearing_taken_back", to.lead, "接谈结果已收回：{number}", ABOUT + "。原记“{taken_back}”。原因：{reason}"),
    ),
    "deferred": (
        _enterprise("deferred", "诉求 {number} 接待日研究后缓议", WHAT + "会列入以后的接待日。原因：{reason}", Kind.DAY),
        _desk("deferred", to.office, "缓议诉求待重新列入：{number}", ABOUT + "。原因：{reason}"),
    ),
    "reported_to_mayor": (_enterprise("reported_to_mayor", "诉求 {number} 已报县长", WHAT + "将列入县长接待日。"),),
    # Fourth rung: 四(一)4
    "sent_to_city": (
        _enterprise("sent_to_city", "诉求 {number} 已报市企业服务中心", WHAT + "等待市里答复。"),
        _desk("sent_to_city", to.city, "县里报来诉求：{number}", ABOUT),
    ),
    "decided_by_city": (
        _enterprise("decided_by_city", "市里对诉求 {number} 作出了决定", "{opinion} 有关部门正在落实，办完后答复您。"),
        _known("decided_by_city", to.intake, "市里已研究决定：{number}", ABOUT + "。{opinion}"),
    ),
    "explained_by_city": (_enterprise("explained_by_city", "诉求 {number} 已答复，请您确认", ANSWERED, Kind.TURN),),
    "unresolved_by_city": (
        _enterprise("unresolved_by_city", "市里答复诉求 {number} 暂时不能解决", WHAT + "。原因：{reason}"),
        _desk("unresolved_by_city", to.whose_turn, "市里未能解决，请研究：{number}", ABOUT + "。原因：{reason}"),
    ),
    # Answer and doubt: 四(三)
    "implemented": (_enterprise("implemented", "诉求 {number} 的决定已落实，请您确认", ANSWERED, Kind.TURN),),
    "confirmed": (_desk("confirmed", to.intake, "企业已回应，请办结：{number}", ABOUT + "。{said}"),),
    "doubted": (_desk("doubted", to.lead_both, "企业有疑问，请继续办理：{number}", WHAT + "。疑问：{doubt} {handle_due}到期。"),),
    "doubted_again": (
        _desk("doubted_again", to.bureau_head, "企业再次疑问待裁定：{number}", ABOUT + "。疑问：{doubt}"),
        _known("doubted_again", to.lead, "企业再次提出疑问：{number}", WHAT + "。疑问：{doubt}"),
    ),
    "ruled_explained": (
        _enterprise("ruled_explained", "诉求 {number} 裁定按已解释办结", "{reason} 请您评价。", Kind.TURN),
        _known("ruled_explained", to.lead, "裁定按已解释办结：{number}", WHAT + "。{reason}"),
    ),
    "ruled_unresolved": (
        _enterprise("ruled_unresolved", "诉求 {number} 裁定继续上报", WHAT + "。{reason}"),
        _desk("ruled_unresolved", to.whose_turn, "裁定提级，请汇总上报：{number}", ABOUT + "。{reason}"),
    ),
    # The end, for now or for good
    "shelving_proposed": (_desk("shelving_proposed", to.office, "拟挂账待批准：{number}", ABOUT + "。理由：{reason}"),),
    "shelved": (
        _enterprise("shelved", "诉求 {number} 目前客观上办不了，已挂账", WHAT + "{review_on}再查一次，条件具备就重新办理。"),
        _known("shelved", to.lead, "已批准挂账：{number}", WHAT + "{review_on}复查。"),
    ),
    "shelving_declined": (_desk("shelving_declined", to.whose_turn, "不同意挂账，请继续上报：{number}", ABOUT + "。意见：{reason}"),),
    "shelving_renewed": (_enterprise("shelving_renewed", "诉求 {number} 复查后继续挂账", WHAT + "。{reason} {review_on}再查一次。"),),
    "taken_up": (
        _enterprise("taken_up", "诉求 {number} 重新办理", WHAT + "条件具备，按规定应在{handle_due}前答复您。"),
        _desk("taken_up", to.lead_both, "挂账事项重新办理：{number}", WHAT + "。{reason} {handle_due}到期。"),
    ),
    "withdrawn": (_known("withdrawn", to.lead_or_intake, "企业撤回了诉求 {number}", WHAT + "。原因：{reason}"),),
    "closed": (
        _enterprise("closed", "诉求 {number} 已办结，请您评价", WHAT + "。结果：{result}。请告诉我们问题是否解决、您是否满意。", Kind.TURN),
        _desk("closed", to.calling, "已办结，请回访企业：{number}", WHAT + "谁解决谁回访，{follow_up_due}到期。"),
    ),
    "call_passed": (
        _desk("call_passed", to.calling, "请回访企业：{number}", WHAT + "已办结，现在由{caller}回访，{follow_up_due}到期。"),
    ),
    "reopened": (
        _enterprise("reopened", "诉求 {number} 重新办理", WHAT + "按规定应在{handle_due}前答复您。"),
        _desk("reopened", to.lead_both, "办结后重新办理：{number}", WHAT + "。原因：{reason} {handle_due}到期。"),
    ),
}  # fmt: skip

SAID_AT_ONCE = "办理的人当场知道"
OLD_LEDGER = "补录旧台账，不惊动任何人"
SILENT_EVENTS: dict[str, str] = {
    "written_down": "登记核对之前还不算受理，核对后再告诉企业",
    "imported": OLD_LEDGER,
    "imported_closed": OLD_LEDGER,
    "ledger_followed": OLD_LEDGER,
    "closed_by_ledger": OLD_LEDGER,
    "sorted": SAID_AT_ONCE,
    "amended": SAID_AT_ONCE,
    "split": "拆分出的每一件各自告诉企业",
    "signed_for": "转办时已告诉企业由谁办、何时答复",
    "contacted": "部门已经直接联系了企业",
    "resumed": "部门接着办，时限照旧",
    "called": "电话打给了企业，没有接通",
    "call_given_up": "电话打给了企业，没有接通；办结时会告诉企业",
    "query_code_renewed": "新查询码当场告诉企业",
    "material_covered": "列在材料和办理记录里，部门和企业打开这件诉求就看到",
    "material_uncovered": "列在材料和办理记录里，部门和企业打开这件诉求就看到",
}
TOLD: dict[str, tuple[Line, ...]] = {
    **{f"appeals.appeal.{event}": lines for event, lines in LINES.items()},
    "calendar.clock.moved": (
        Line("calendar.moved.appeal", Kind.AFFAIRS, on_moved, "放假安排调整，{number} 的时限改了", WHAT + "{moved}。", "appeal"),
        Line("calendar.moved.enterprise", Kind.PROGRESS, to.promised, "放假安排调整，诉求 {number} 的日期改了", WHAT + "{moved_own}。", "own"),
    ),
}  # fmt: skip
SILENT: dict[str, str] = {
    letters.CAME: "在受理岗的待办里",
    **dict.fromkeys(letters.EVENTS.keys() - {letters.CAME}, "受理岗自己办的"),
    **{f"appeals.appeal.{event}": why for event, why in SILENT_EVENTS.items()},
    "appeals.advice.measured": "写在推荐旁边和权责清单页面上",
    "appeals.prompt.set": "写在反映提示页面上，企业反映时就看到",
}
