"""What this chapter records: on an appeal's own record, and on the records of evaluations and corrections."""

EVENTS: dict[str, str] = {
    "supervision.appeal.followed_up": "办结回访",
    "supervision.appeal.evaluated": "企业评价",
    "supervision.follow_up.recorded": "记录回访",
    "supervision.evaluation.given": "企业评价",
    "supervision.correction.started": "开始差评整改",
    "supervision.correction.corrected": "报送整改情况",
    "supervision.correction.seen": "负责人阅知整改",
    "supervision.correction.sent_back": "整改退回重做",
    "calendar.clock.moved": "放假安排调整，时限重算",
}

FIELDS: dict[str, str] = {
    "caller": "回访",
    "reached": "是否接通",
    "said": "企业说",
    "solved": "问题是否解决",
    "level": "满意度",
    "reasons": "不满意的原因",
    "comment": "评价内容",
    "correction": "整改部门",
    "text": "整改情况",
    "organ": "部门",
    "note": "说明",
    "reason": "原因",
}

# What the enterprise reads of it on its appeal.
PLAIN: dict[str, str] = {
    "supervision.appeal.followed_up": "办结后回访了您",
    "supervision.appeal.evaluated": "您作了评价",
}
TOLD = frozenset(PLAIN)


def follow_up_subject(code: str) -> str:
    """The journal's name for a follow-up."""
    return f"follow_up/{code}"


def evaluation_subject(code: str) -> str:
    """The journal's name for an evaluation."""
    return f"evaluation/{code}"


def correction_subject(code: str) -> str:
    """The journal's name for a correction."""
    return f"correction/{code}"
