"""What is recorded of a reception day, and the Chinese words its timeline shows."""

EVENTS: dict[str, str] = {
    "receptions.day.planned": "安排接待日",
    "receptions.day.meeting_called": "召集联席会议",
    "receptions.day.amended": "调整接待日",
    "receptions.day.put_on_agenda": "列入诉求",
    "receptions.day.taken_off": "移出诉求",
    "receptions.day.reordered": "调整议程顺序",
    "receptions.day.departments_called": "通知到会部门",
    "receptions.day.notice_issued": "发出活动通知",
    "receptions.day.sheet_written": "修改接待材料",
    "receptions.day.dossier_issued": "印发接待材料",
    "receptions.day.attendance_recorded": "登记到会",
    "receptions.day.guest_recorded": "登记企业到会",
    "receptions.day.outcome_recorded": "记录接谈结果",
    "receptions.day.decision_recorded": "记录研究决定",
    "receptions.day.outcome_taken_back": "收回结果",
    "receptions.day.closed": "结束接待日",
    "receptions.day.cancelled": "取消接待日",
    "receptions.minutes.opened": "待起草纪要",
    "receptions.minutes.drafted": "起草纪要",
    "receptions.minutes.written": "修改纪要",
    "receptions.minutes.sent": "送主持领导确认",
    "receptions.minutes.confirmed": "确认纪要",
    "receptions.minutes.adopted": "核定纪要",
    "receptions.minutes.erratum_adopted": "核定更正",
    "receptions.minutes.erratum_dismissed": "不作更正",
    "receptions.minutes.sent_back": "退回修改",
    "receptions.minutes.recalled": "收回修改",
    "receptions.minutes.issued": "印发纪要",
    "receptions.minutes.erratum_proposed": "提出更正",
    "receptions.minutes.erratum_confirmed": "确认更正",
    "receptions.minutes.erratum_declined": "不同意更正",
    "receptions.slot.asked": "企业申请接待",
    "receptions.slot.withdrawn": "企业撤回申请",
    "receptions.slot.declined": "不同意申请",
    "receptions.slot.accepted": "同意申请，列入议程",
    "receptions.slot.invited": "请企业参加",
    "receptions.slot.confirmed": "确认参加",
    "receptions.slot.excused": "不能参加",
    "receptions.slot.asked_again": "请企业重新确认",
    "receptions.slot.lapsed": "名额失效",
    "receptions.slot.day_moved": "申请的接待日改期",
    "receptions.slot.ran_out": "申请失效",
    "receptions.dossier.asked": "请部门准备接待材料",
    "receptions.dossier.submitted": "提交接待材料",
    "receptions.dossier.returned": "退回补充接待材料",
    "receptions.dossier.resubmitted": "补充后重新提交接待材料",
    "receptions.dossier.postponed": "接待日改期，接待材料时限重定",
    "receptions.dossier.missed": "接谈前没有提交接待材料",
    "receptions.dossier.released": "不用再提交接待材料",
    "receptions.dossier.handed_on": "部门撤并，改由承接单位提交接待材料",
    "receptions.feed.renewed": "开通或更换日历订阅地址",
    "receptions.feed.closed": "停止日历订阅",
    "calendar.clock.moved": "放假安排调整，时限重算",
}

FIELDS: dict[str, str] = {
    "host": "接待领导",
    "date": "日期",
    "hours": "时间",
    "kind": "形式",
    "place": "地点",
    "capacity": "可接待件数",
    "notice": "提前工作日",
    "before": "原安排",
    "now": "现安排",
    "appeals": "诉求",
    "appeal": "诉求",
    "order": "顺序",
    "departments": "到会部门",
    "released": "不再通知到会",
    "attendance": "到会情况",
    "guest": "企业到会情况",
    "outcome": "结果",
    "taken_back": "收回的结果",
    "statement": "企业陈述",
    "opinion": "领导意见",
    "basis": "政策依据",
    "items": "决定事项",
    "changed": "调整内容",
    "reason": "原因",
    "note": "说明",
    "day": "接待日",
    "wish": "申请说明",
    "visitors": "参加人",
    "phone": "联系电话",
    "number": "文号",
    "form": "形式",
    "changed_parts": "修改内容",
    "remark": "批示",
    "readers": "分送",
    "paper": "公文",
    "assigned": "交办",
    "erratum": "更正",
    "was": "原文",
    "becomes": "更正为",
    "organ": "部门",
    "former": "原部门",
    "proposal": "建议方案",
    "questions": "待研究的问题",
    "missing": "没有提交材料",
}


def day_subject(code: str) -> str:
    """The journal's name for a reception day."""
    return f"reception/{code}"


def minutes_subject(code: str) -> str:
    """The journal's name for the minutes of a day."""
    return f"minutes/{code}"


def slot_subject(code: str) -> str:
    """The journal's name for an appeal's slot on a day."""
    return f"slot/{code}"


def dossier_subject(code: str) -> str:
    """The journal's name for a department's part of a dossier."""
    return f"dossier/{code}"


def feed_subject(account: int) -> str:
    """The journal's name for a person's calendar; never the secret in its address."""
    return f"feed/{account}"
