"""What is recorded of visits, of what was heard on them and of campaigns, and the Chinese words timelines show."""

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
    "outreach.campaign.planned": "发起宣传进企业",
    "outreach.campaign.amended": "更改宣传安排",
    "outreach.campaign.material_added": "添加宣传资料",
    "outreach.campaign.invited": "邀请企业",
    "outreach.campaign.attended": "登记到场",
    "outreach.campaign.held": "记录举办",
    "outreach.campaign.cancelled": "取消宣传",
    "outreach.campaign.lodged": "企业扫宣传码反映诉求",
    "outreach.appeal.came_by_campaign": "扫宣传码反映",
}
# What the enterprise reads on its appeal.
PLAIN: dict[str, str] = {"outreach.appeal.came_by_campaign": "您扫宣传码反映了诉求"}

FIELDS: dict[str, str] = {
    "enterprise": "企业",
    "on": "日期",
    "before": "原定",
    "visitors": "走访人",
    "met": "见到",
    "purpose": "走访内容",
    "summary": "情况",
    "findings": "企业提出的困难",
    "reason": "原因",
    "finding": "困难",
    "answer": "解答",
    "number": "诉求编号",
    "title": "名称",
    "place": "地点",
    "text": "内容",
    "organ": "发起单位",
    "count": "家数",
    "files": "资料",
    "campaign": "宣传",
}


def visit_subject(code: str) -> str:
    """The journal's name for a visit."""
    return f"visit/{code}"


def campaign_subject(code: str) -> str:
    """The journal's name for a campaign."""
    return f"campaign/{code}"


def visit_finding_subject(code: str) -> str:
    """The journal's name for what was heard on a visit."""
    return f"visit_finding/{code}"
