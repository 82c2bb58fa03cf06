"""What is recorded of a decided item, and the Chinese words its timeline shows."""

EVENTS: dict[str, str] = {
    "decisions.item.assigned": "交办",
    "decisions.item.contacted": "首次联系企业",
    "decisions.item.progress_noted": "报送进展",
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
    "calendar.clock.moved": "放假安排调整，时限重算",
}

FIELDS: dict[str, str] = {
    "number": "编号",
    "text": "内容",
    "criterion": "验收标准",
    "lead": "牵头部门",
    "assisting": "配合部门",
    "due_on": "完成时限",
    "former_due_on": "原完成时限",
    "contact": "联系人",
    "progress": "进展",
    "report": "办理情况",
    "proof": "佐证",
    "copied": "抄送",
    "leaders": "圈阅领导",
    "remark": "批示",
    "reason": "原因",
    "organ": "部门",
    "note": "说明",
}


def item_subject(code: str) -> str:
    """The journal's name for a decided item."""
    return f"item/{code}"
