"""What this chapter records: on an appeal's own record, and on the records of evaluations and corrections."""

EVENTS: dict[str, str] = {
    "supervision.appeal.followed_up": "办结回访",
    "supervision.appeal.evaluated": "企业评价",
    "supervision.appeal.link_renewed": "换发评价链接",
    "supervision.follow_up.recorded": "记录回访",
    "supervision.evaluation.given": "企业评价",
    "supervision.rating_link.issued": "签发评价链接",
    "supervision.rating_link.used": "凭链接评价",
    "supervision.rating_link.replaced": "评价链接已换发",
    "supervision.appeal.sampled": "抽样回访",
    "supervision.sample.drawn": "抽取样本",
    "supervision.sample_call.drawn": "列入抽样",
    "supervision.sample_call.reached": "记录抽样回访",
    "supervision.sample_call.called": "抽样回访未接通",
    "supervision.sample_call.given_up": "多次未接通，不再拨打",
    "supervision.sample_call.reminded": "提醒时限",
    "supervision.sample_call.chased": "催办",
    "supervision.correction.started": "开始差评整改",
    "supervision.correction.corrected": "报送整改情况",
    "supervision.correction.seen": "负责人阅知整改",
    "supervision.correction.sent_back": "整改退回重做",
    "supervision.appeal.reminded": "提醒时限",
    "supervision.appeal.chased": "催办",
    "supervision.correction.reminded": "提醒时限",
    "supervision.correction.chased": "催办",
    "supervision.urging.proposed": "提请督办",
    "supervision.urging.lapsed": "事已办好，不再督办",
    "supervision.urging.issued": "签发督办单",
    "supervision.urging.dropped": "不签发督办单",
    "supervision.urging.answered": "答复督办单",
    "supervision.urging.sent_back": "退回重新答复",
    "supervision.urging.closed": "督办办结",
    "supervision.urging.reminded": "提醒时限",
    "supervision.urging.chased": "催办",
    "supervision.round.opened": "开展季度督查",
    "supervision.round.drawn_more": "补充抽取督查事项",
    "supervision.round.closed": "办结本轮督查并报告",
    "supervision.round.read": "圈阅督查报告",
    "supervision.finding.drawn": "列入督查",
    "supervision.finding.found": "记录督查结论",
    "supervision.finding.found_wanting": "认定未落实，限期整改",
    "supervision.finding.taken_back": "撤回督查结论",
    "supervision.finding.answered": "报送整改情况",
    "supervision.finding.rectified": "认可整改",
    "supervision.finding.sent_back": "退回重新整改",
    "supervision.finding.urged": "拟发督办单",
    "supervision.finding.handed_over": "改由承办",
    "supervision.finding.reminded": "提醒时限",
    "supervision.finding.chased": "催办",
    "calendar.clock.moved": "放假安排调整，时限重算",
}
# What the ladder puts on a decided item's record.
ON_ITEMS: dict[str, str] = {
    "supervision.item.reminded": "提醒时限",
    "supervision.item.chased": "催办",
}
# And on that of a department's part of a dossier.
ON_DOSSIERS: dict[str, str] = {
    "supervision.dossier.reminded": "提醒时限",
    "supervision.dossier.chased": "催办",
}

FIELDS: dict[str, str] = {
    "caller": "回访",
    "reached": "是否接通",
    "said": "企业说",
    "solved": "问题是否解决",
    "level": "满意度",
    "reasons": "不满意的原因",
    "comment": "评价内容",
    "via": "评价途径",
    "called_back": "部门是否回访过",
    "month": "月份",
    "share": "抽取比例",
    "seed": "种子",
    "frame": "可抽取件数",
    "correction": "整改部门",
    "text": "整改情况",
    "organ": "部门",
    "note": "说明",
    "reason": "原因",
    "limit": "时限",
    "holder": "责任单位",
    "due": "到期",
    "stage": "催办",
    "along": "一并补上",
    "late": "超期",
    "number": "编号",
    "demand": "督办要求",
    "account": "情况说明",
    "quarter": "季度",
    "drawn": "抽取件数",
    "carried": "上轮结转",
    "matter": "督查事项",
    "former": "上轮结论",
    "result": "督查结论",
    "words": "督查情况",
    "visit": "实地督查",
    "files": "佐证材料",
    "conclusion": "总体评价",
    "implemented": "落实",
    "in_progress": "推进中",
    "not_implemented": "未落实",
    "remark": "批示",
    "lead": "责任单位",
}

# What the enterprise reads of it on its appeal.
PLAIN: dict[str, str] = {
    "supervision.appeal.followed_up": "办结后回访了您",
    "supervision.appeal.evaluated": "您作了评价",
    "supervision.appeal.link_renewed": "给您换发了评价链接",
    "supervision.appeal.chased": "办理超过规定时限，已催办",
}
# What enterprises told the bureau alone: departments read that nowhere.
KEPT = frozenset({"supervision.appeal.sampled"})
TOLD = frozenset(PLAIN) - {"supervision.appeal.chased", "supervision.appeal.link_renewed"}


def follow_up_subject(code: str) -> str:
    """The journal's name for a follow-up."""
    return f"follow_up/{code}"


def evaluation_subject(code: str) -> str:
    """The journal's name for an evaluation."""
    return f"evaluation/{code}"


def rating_link_subject(code: str) -> str:
    """The journal's name for a link to rate by."""
    return f"rating_link/{code}"


def sample_subject(code: str) -> str:
    """The journal's name for a month's sample."""
    return f"sample/{code}"


def sample_call_subject(code: str) -> str:
    """The journal's name for one call of a sample."""
    return f"sample_call/{code}"


def correction_subject(code: str) -> str:
    """The journal's name for a correction."""
    return f"correction/{code}"


def urging_subject(code: str) -> str:
    """The journal's name for an urging notice."""
    return f"urging/{code}"


def round_subject(code: str) -> str:
    """The journal's name for a round of inspection."""
    return f"round/{code}"


def finding_subject(code: str) -> str:
    """The journal's name for a finding."""
    return f"finding/{code}"
