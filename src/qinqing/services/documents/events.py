"""What papers and their templates put on the record."""

PAPER_WRITTEN = "documents.paper.written"
PAPER_FILED = "documents.paper.filed"
TEMPLATE_UPLOADED = "documents.template.uploaded"
TEMPLATE_PROPOSED = "documents.template.proposed"
TEMPLATE_DECLINED = "documents.template.declined"
TEMPLATE_CHOSEN = "documents.template.chosen"
LEDGER_EXPORTED = "documents.ledger.exported"
IMPORT_HANDED_IN = "documents.import.handed_in"
IMPORT_UNREADABLE = "documents.import.unreadable"
IMPORT_CONFIRMED = "documents.import.confirmed"
IMPORT_GIVEN_UP = "documents.import.given_up"
IMPORT_TAKEN = "documents.import.taken"

EVENTS = {
    PAPER_WRITTEN: "生成文书",
    PAPER_FILED: "文书存档",
    TEMPLATE_UPLOADED: "上传公文模板",
    TEMPLATE_PROPOSED: "提请启用公文模板，待另一人确认",
    TEMPLATE_DECLINED: "不启用公文模板",
    TEMPLATE_CHOSEN: "启用公文模板",
    LEDGER_EXPORTED: "导出台账",
    IMPORT_HANDED_IN: "交来要导入的表格",
    IMPORT_UNREADABLE: "表格读不了",
    IMPORT_CONFIRMED: "确认导入",
    IMPORT_GIVEN_UP: "放弃导入",
    IMPORT_TAKEN: "导入完成",
}


def paper_subject(code: str) -> str:
    """The journal subject of a paper."""
    return f"paper/{code}"


def template_subject(kind: str) -> str:
    """The journal subject of a kind's templates."""
    return f"template/{kind}"


def ledger_subject(key: str, code: str) -> str:
    """The journal subject of one export of a ledger: each has its own, so that two people never wait for each other."""
    return f"ledger/{key}-{code}"


def import_subject(code: str) -> str:
    """The journal subject of a table handed in to be taken over."""
    return f"import/{code}"
