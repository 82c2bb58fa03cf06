"""What is recorded of visits and what was heard on them, and the Chinese words their timelines show."""

EVENTS: dict[str, str] = {
    "outreach.visit.planned": "计划走访",
    "outreach.visit.rescheduled": "走访改期",
    "outreach.visit.recorded": "记录走访",
    "outreach.visit.written_down": "补记走访",
    "outreach.visit.cancelled": "取消走访",
    "outreach.visit_finding.noted": "记下走访发现",
    "outreach.visit_finding.noted_settled": "记下已当面解答的困难",
    "outreach.visit_finding.settled": "当面解答",
    "outreach.visit_finding.registered": "走访发现登记为诉求",
}

FIELDS: dict[str, str] = {
    "enterprise": "企业",
    "on": "日期",
    "before": "原定",
    "visitors": "走访人",
    "met": "见到",
    "purpose": "走访内容",
    "summary": "走访情况",
    "findings": "企业提出的困难",
    "reason": "原因",
    "finding": "困难",
    "answer": "解答",
    "number": "诉求编号",
}


def visit_subject(code: str) -> str:
    """The journal's name for a visit."""
    return f"visit/{code}"


def visit_finding_subject(code: str) -> str:
    """The journal's name for what was heard on a visit."""
    return f"visit_finding/{code}"
