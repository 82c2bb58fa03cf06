"""What is recorded of a decided item, and the Chinese words its timeline shows."""

from collections.abc import Mapping

EVENTS: dict[str, str] = {
    "decisions.item.assigned": "交办",
    "decisions.item.contacted": "首次联系企业",
    "decisions.item.milestones_planned": "排定节点",
    "decisions.item.milestone_finished": "完成节点",
    "decisions.item.milestone_moved": "调整节点",
    "decisions.item.milestone_dropped": "取消节点",
    "decisions.item.progress_opened": "当月进展报送开始计时",
    "decisions.item.progress_noted": "报送进展",
    "decisions.item.blocked": "登记受阻",
    "decisions.item.unblocked": "解除受阻",
    "decisions.item.due_asked": "申请调整时限",
    "decisions.item.due_moved": "同意调整时限",
    "decisions.item.due_kept": "不同意调整时限",
    "decisions.item.completed": "办理完毕",
    "decisions.item.report_drafted": "拟写报告",
    "decisions.item.draft_sent_back": "退回修改报告",
    "decisions.item.reported": "签发报告",
    "decisions.item.circulated": "送领导圈阅",
    "decisions.item.read": "圈阅",
    "decisions.item.report_sent_back": "领导退回",
    "decisions.item.accepted": "验收",
    "decisions.item.declined": "验收未通过",
    "decisions.item.receipt_confirmed": "确认到账",
    "decisions.item.confirmed": "企业确认",
    "decisions.item.doubted": "企业有疑问，继续办理",
    "decisions.item.called": "联系企业未果",
    "decisions.item.closed_out": "销号",
    "decisions.item.handed_over": "改由承办",
    "decisions.item.cancelled": "随诉求撤回而撤销",
    "decisions.item.taken_back": "收回交办",
    "calendar.clock.moved": "放假安排调整，时限重算",
}

FIELDS: dict[str, str] = {
    "number": "编号",
    "text": "内容",
    "criterion": "验收标准",
    "amount": "兑现金额（元）",
    "lead": "牵头部门",
    "assisting": "配合部门",
    "due_on": "完成时限",
    "former_due_on": "原完成时限",
    "milestone": "节点",
    "milestones": "节点",
    "month": "月份",
    "blocked_by": "受阻于",
    "expected_on": "预计解除",
    "received_on": "到账日期",
    "received": "到账金额（元）",
    "owed": "尚未到账（元）",
    "said_by": "谁确认",
    "said": "企业说",
    "closing_number": "销号编号",
    "former_lead": "原牵头部门",
    "files": "附件",
    "contact": "联系人",
    "progress": "进展",
    "report": "办理情况",
    "paper": "公文",
    "proof": "佐证",
    "copied": "抄送",
    "leaders": "圈阅领导",
    "remark": "批示",
    "reason": "原因",
    "organ": "部门",
    "note": "说明",
}


def learn(events: Mapping[str, str], fields: Mapping[str, str]) -> None:
    """The words of a later chapter's events on an item's record; it calls this once, when it is loaded."""
    EVENTS.update(events)
    FIELDS.update(fields)


def item_subject(code: str) -> str:
    """The journal's name for a decided item."""
    return f"item/{code}"
