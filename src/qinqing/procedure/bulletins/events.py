"""What is recorded of a bulletin, and the Chinese words its timeline shows."""

EVENTS: dict[str, str] = {
    "bulletins.bulletin.opened": "待起草通报",
    "bulletins.bulletin.written": "修改文字",
    "bulletins.bulletin.example_chosen": "选用案例",
    "bulletins.bulletin.example_dropped": "不用案例",
    "bulletins.bulletin.kept": "保留可能泄露身份的内容",
    "bulletins.bulletin.submitted": "送主管局负责人审核",
    "bulletins.bulletin.approved": "审核通过，数字冻结",
    "bulletins.bulletin.sent_back": "退回修改",
    "bulletins.bulletin.reminded": "提醒通报期限",
    "bulletins.bulletin.urged": "催办通报",
    "bulletins.bulletin.reported_late": "通报超期报县长",
    "bulletins.bulletin.published": "批准公开",
    "bulletins.bulletin.returned": "县领导退回修改",
    "bulletins.bulletin.correction_proposed": "提出更正",
    "bulletins.bulletin.corrected": "公开更正",
    "bulletins.bulletin.correction_declined": "不同意更正",
}

FIELDS: dict[str, str] = {
    "appeal": "诉求",
    "example": "案例",
    "kept": "保留的内容",
    "reason": "原因",
    "digest": "数字摘要",
    "where": "更正之处",
    "was": "原为",
    "becomes": "更正为",
    "number": "编号",
    "stage": "催办",
    "standing": "当时状态",
    "due": "应公开日期",
}


def bulletin_subject(month: str) -> str:
    """The journal's name for the bulletin of a month (``2026-10``)."""
    return f"bulletin/{month}"
