"""What is recorded of a letter: that it came and what became of it; never what it says, nor who wrote it."""

CAME = "letters.letter.came"
REGISTERED = "letters.letter.registered"
ADDED = "letters.letter.added"
SET_ASIDE = "letters.letter.set_aside"
BROUGHT_BACK = "letters.letter.brought_back"

EVENTS: dict[str, str] = {
    CAME: "收到来信",
    REGISTERED: "来信登记为诉求",
    ADDED: "来信作为补充材料",
    SET_ASIDE: "来信不作诉求",
    BROUGHT_BACK: "来信重新处理",
}
FIELDS: dict[str, str] = {
    "digest": "邮件摘要",
    "arrived": "到达时间",
    "files": "附件",
    "refused": "未收下的附件",
    "reason": "原因",
    "number": "诉求编号",
}


def letter_subject(code: str) -> str:
    """The journal's name for a letter."""
    return f"letter/{code}"
