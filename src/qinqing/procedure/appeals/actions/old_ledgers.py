"""The old ledger of appeals: its columns, and one of its rows put into shape.

Only what is said is taken over. What cannot be understood stays, word for word, in the note of the registration, and
the report says so; refused is only a row without its appeal, with characters that cannot be stored, with more than the
longest text, or with days that cannot be (received tomorrow, closed before it was received).
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, time

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.shaping import (
    LINE_LIMIT,
    clean_line,
    clean_text,
    fold,
    private_use_zh,
    shape_credit_code,
    shape_phone,
)
from qinqing.procedure.appeals.actions.ledger import LedgerEntry
from qinqing.procedure.appeals.rules.kinds import Category, Result
from qinqing.procedure.appeals.rules.outcomes import ending
from qinqing.procedure.register import queries as register
from qinqing.services.documents.rules.tables import (
    Column,
    Fault,
    Match,
    Rejected,
    Row,
    Words,
    as_moment,
    as_text,
    is_nothing,
    lost_digits,
)

COLUMNS = (
    Column("serial", "序号", ("编号", "诉求编号", "件号", "No", "NO.")),
    Column("received", "收到日期", ("收件日期", "收到时间", "受理日期", "受理时间", "登记日期", "登记时间", "接收日期",
                                "反映日期", "反映时间", "诉求日期", "提交日期", "提交时间", "来件日期", "日期", "时间")),
    Column("enterprise", "企业名称", ("企业", "单位名称", "诉求企业", "反映企业", "企业全称", "公司名称", "诉求主体",
                                  "企业(单位)名称", "市场主体", "反映单位", "诉求单位", "诉求人")),
    Column("credit_code", "统一社会信用代码", ("信用代码", "社会信用代码", "企业代码", "统一信用代码", "代码", "注册号")),
    Column("contact", "联系人", ("企业联系人", "联系人姓名", "反映人", "姓名", "联系人员")),
    Column("phone", "联系电话", ("电话", "联系方式", "手机", "手机号", "手机号码", "联系人电话", "企业联系电话")),
    Column("channel", "来源渠道", ("来源", "渠道", "诉求来源", "反映渠道", "问题来源", "受理方式", "来件渠道")),
    Column("category", "诉求类别", ("类别", "诉求类型", "问题类别", "问题类型", "分类", "诉求分类", "类型")),
    Column("title", "诉求标题", ("标题", "问题标题", "诉求名称", "事项名称")),
    Column("text", "诉求内容", ("问题内容", "诉求描述", "问题描述", "反映内容", "诉求事项", "反映问题", "主要诉求", "具体诉求",
                            "诉求", "企业诉求", "诉求问题", "问题诉求", "问题及诉求", "困难和问题", "困难问题", "存在问题",
                            "主要问题", "反映的问题", "诉求及建议", "诉求和建议", "诉求与建议", "诉求建议", "意见建议", "意见和建议",
                            "问题及建议", "问题和建议", "问题建议", "困难问题及建议", "诉求详情", "事项内容", "诉求具体内容", "诉求主要内容", "内容", "问题")),
    Column("lead", "牵头部门", ("牵头单位", "主办单位", "主办部门", "承办单位", "承办部门", "责任单位", "责任部门", "办理单位",
                            "办理部门", "转办部门", "转办单位", "交办单位", "牵头", "主办")),
    Column("assisting", "配合部门", ("配合单位", "协办单位", "协办部门", "会办单位", "参与部门", "协同部门", "配合", "协办", "会办")),
    Column("progress", "办理情况", ("办理进展", "进展情况", "办理进度", "处理情况", "落实情况", "工作进展", "答复内容",
                                "办理答复", "回复内容", "答复情况", "目前进展", "办理过程")),
    Column("closed", "办结日期", ("办结时间", "完成日期", "完成时间", "办理完成时间", "答复日期", "答复时间", "回复时间")),
    Column("result", "办理结果", ("办结结果", "结果", "办理状态", "办结情况", "是否办结", "是否解决", "状态", "处理结果",
                              "解决情况")),
    Column("satisfaction", "满意度", ("满意情况", "企业满意度", "是否满意", "满意度评价", "评价", "企业评价", "回访满意度")),
)  # fmt: skip
WORDS = Words(COLUMNS, compulsory="text", entry="诉求")
# What the empty table shows of each column, and says about it.
SAMPLES = {
    "serial": ("1", "原台账的序号，可不填"),
    "received": ("2026-01-02", "哪天收到的"),
    "enterprise": ("云岭县石桥铸造有限公司", "没有的记在“未具名企业”名下"),
    "credit_code": ("91450000MA5KABCD1P", "没有可不填"),
    "contact": ("李敏", "联系人"),
    "phone": ("13800138000", "可写几个"),
    "channel": ("电话", "电话、传真、电子邮件、来访、主动下访、市企业服务中心转来等"),
    "category": ("用电", "用地、用电、融资信贷等，不填可以后补"),
    "title": ("园区二号线停电", "不填就用内容的第一句"),
    "text": ("园区二号线每周停电两三次，铁水报废", "遇到的困难，照原话写"),
    "lead": ("县供电公司", "机构名册里的名称、简称或曾用名"),
    "assisting": ("县工业园区管委会", "几个用顿号隔开"),
    "progress": ("已更换老化线路", "办到哪一步、怎么答复的"),
    "closed": ("2026-01-20", "没有办结的留空"),
    "result": ("已解决", "已解决、部分解决、已解释、不予受理；没有办结的留空"),
    "satisfaction": ("满意", "企业的评价，可不填"),
}  # fmt: skip
HEADINGS = {column.key: column.heading for column in COLUMNS}
CODE_LIMIT = 40
YEAR, MONTH_AND_DAY = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])"), re.compile(r"1?[0-9]\s*月\s*[1-3]?[0-9]\s*[日号]?")
OPENING, CLOSING = time(9), time(17, 30)
CATEGORIES = {
    word: category
    for category in Category
    for word in (category.label, *re.split("[与和]", category.label))
    if len(word) > 1
} | {
    "环评": Category.ENVIRONMENT, "环评审批": Category.ENVIRONMENT, "环保": Category.ENVIRONMENT,
    "融资": Category.FINANCE, "贷款": Category.FINANCE, "土地": Category.LAND, "项目审批": Category.PLANNING,
    "供水": Category.WATER, "供气": Category.WATER, "供热": Category.WATER, "供电": Category.POWER,
    "用工": Category.LABOUR, "社保": Category.LABOUR, "招投标": Category.PROCUREMENT, "政策兑现": Category.SUBSIDY,
    "税务": Category.TAX, "咨询": Category.INQUIRY, "建议": Category.SUGGESTION, "消防": Category.SAFETY,
    "欠款": Category.ARREARS, "账款拖欠": Category.ARREARS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shaped:
    """A row put into shape: the entry, what the report should say of it, and whom it names."""

    entry: LedgerEntry
    remarks: tuple[Fault, ...]
    matches: tuple[Match, ...]


@dataclass(slots=True)
class Shaping:
    """One row on its way: ``kept`` becomes the note, ``remarks`` go into the report."""

    row: Row
    at: datetime
    source: str
    kept: list[str] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)

    def said(self, key: str) -> str:
        """A cell as one text, empty where it says that there is nothing. Raises Rejected for broken characters."""
        text = as_text(self.row.cells.get(key, "")).strip()
        return "" if is_nothing(text) else self.whole(text, HEADINGS[key])

    def whole(self, text: str, heading: str) -> str:
        """The text with one kind of line break. Raises Rejected for what cannot be stored."""
        try:
            return clean_text(text, limit=None)
        except Refused as refusal:
            shown = text.encode("unicode_escape").decode()[:LINE_LIMIT]
            raise Rejected(Fault(heading, shown, refusal.reason)) from refusal

    def line(self, key: str) -> str:
        """A cell as a line; one that is too long is kept in the note."""
        text = clean_line(self.said(key), limit=None)
        if len(text) <= LINE_LIMIT:
            return text
        self.keep(key, text, f"超过 {LINE_LIMIT} 字，全文记在说明里，请核对")
        return ""

    def keep(self, key: str, text: str, reason: str = "") -> None:
        """Puts a cell's words into the note; with a ``reason``, into the report as well."""
        if text:
            self.kept.append(f"{HEADINGS[key]}：{text}")
        if reason:
            self.remarks.append(Fault(HEADINGS[key], text, reason))

    def reject(self, key: str, reason: str) -> Rejected:
        return Rejected(Fault(HEADINGS[key], as_text(self.row.cells.get(key, "")).strip()[:LINE_LIMIT], reason))


def shape(row: Row, *, at: datetime, source: str) -> Shaped:
    """One row as an entry for the register. ``source`` is the file's name. Raises Rejected."""
    shaping = Shaping(row, at, source)
    text = _text(shaping)
    received = _received(shaping)
    name, code = _enterprise(shaping)
    contact, phone = shaping.line("contact"), _phone(shaping)
    title, category = shaping.line("title"), _category(shaping)
    lead, others = _departments(shaping)
    closed, result, answer = _ended(shaping, received)
    for key in ("channel", "satisfaction"):
        shaping.keep(key, shaping.said(key))
    shaping.kept += [f"{heading}：{shaping.whole(value, heading)}" for heading, value in row.others]
    entry = LedgerEntry(
        key=_digest(local(received).date().isoformat() if received else shaping.said("received"), fold(name), fold(text)),
        digest=_digest(*(f"{key}={as_text(cell)}" for key, cell in sorted(row.cells.items()) if key != "serial"),
                       *map("=".join, row.others)),
        text=text, title=title, received_at=min(received, at) if received else at, source=f"{source} {row.place}",
        enterprise_name=name, credit_code=code, contact_name=contact, contact_phone=phone, category=category,
        lead=lead, others=others, closed_at=closed, result=result, answer=answer, note="\n".join(shaping.kept),
    )  # fmt: skip
    return Shaped(entry, tuple(shaping.remarks), tuple(shaping.matches))


def _text(shaping: Shaping) -> str:
    cell = as_text(shaping.row.cells.get("text", ""))
    if is_nothing(cell):
        raise shaping.reject("text", "没有诉求内容，请补上后再导入这一行")
    try:
        text = clean_text(cell)
    except Refused as refusal:
        raise shaping.reject("text", refusal.reason) from refusal
    warning = private_use_zh(text)
    if warning:
        shaping.remarks.append(Fault(HEADINGS["text"], "", warning))
    return text


def _received(shaping: Shaping) -> datetime | None:
    moment = as_moment(shaping.row.cells.get("received", ""), OPENING) or _received_that_year(shaping)
    if moment and local(moment).date() > local(shaping.at).date():
        raise shaping.reject("received", f"收到日期{day_zh(moment, this_year=0)}还没有到，请核对")
    if moment is None and shaping.said("received"):
        text = clean_line(shaping.said("received"), limit=None)
        shaping.keep("received", text, "看不懂的日期，按导入时间登记，原文记在说明里")
    return moment


def _received_that_year(shaping: Shaping) -> datetime | None:
    """A day without its year, where the file or its sheet is called by a single one."""
    text, years = shaping.said("received"), set(YEAR.findall(f"{shaping.source} {shaping.row.sheet}"))
    moment = _in_year(text, int(years.pop()), OPENING) if len(years) == 1 else None
    if moment:
        shaping.remarks.append(
            Fault(HEADINGS["received"], text, f"没有写年份，按文件的年份读作{day_zh(moment, this_year=0)}，请核对")
        )
    return moment


def _in_year(text: str, year: int, usual: time) -> datetime | None:
    return as_moment(f"{year}年{text.replace('号', '日')}", usual) if MONTH_AND_DAY.fullmatch(text) else None


def _enterprise(shaping: Shaping) -> tuple[str, str]:
    name, code = shaping.line("enterprise"), clean_line(shaping.said("credit_code"), limit=None)
    shaped = shape_credit_code(code)
    if code and (lost_digits(shaping.row.cells["credit_code"]) or not 0 < len(shaped.value) <= CODE_LIMIT):
        doubt = "" if shaped.kind == "none" and shaped.ok else "不是完整的代码（可能被表格软件改成了数字），没有采用"
        shaping.keep("credit_code", code, doubt)
        code = ""
    elif not shaped.ok:
        shaping.remarks.append(Fault(HEADINGS["credit_code"], code, shaped.note_zh))
    if not name and not code:
        shaping.remarks.append(Fault(HEADINGS["enterprise"], "", "没有企业名称，登记在“未具名企业”名下，请核实补充"))
    return name, code


def _phone(shaping: Shaping) -> str:
    text = shaping.line("phone")
    if lost_digits(text):
        shaping.keep("phone", text, "号码被表格软件改成了近似的数字，没有采用，请另行核实")
        return ""
    phones = shape_phone(text)
    shown = str(phones) if phones.ok else text
    return shown if len(shown) <= LINE_LIMIT else text


def _category(shaping: Shaping) -> Category | None:
    text = shaping.said("category")
    shaping.keep("category", text)
    return next(
        (CATEGORIES[word] for word in (fold(text), *re.split("[与和/、]", fold(text))) if word in CATEGORIES), None
    )


def _departments(shaping: Shaping) -> tuple[int | None, tuple[int, ...]]:
    """The lead and the other departments by their usual names; every name as written stays in the note."""
    found: list[tuple[int | None, bool]] = []
    for key in ("lead", "assisting"):
        text = shaping.said(key)
        shaping.keep(key, text)
        for piece in register.match_organ(text) if text else []:
            organ = piece.best
            found.append((organ.id if organ else None, key == "lead" and piece.lead))
            guesses = tuple(one.organ.label for one in piece.candidates[:3])
            shaping.matches.append(Match(piece.text, organ.label if organ else "", guesses, piece.doubt))
    lead = next((organ for organ, leads in found if leads), None)
    return lead, tuple(dict.fromkeys(organ for organ, _ in found if organ and organ != lead))


def _ended(shaping: Shaping, received: datetime | None) -> tuple[datetime | None, Result | None, str]:
    """When it was closed (None: it is not), with which result, in which words."""
    said, progress = shaping.said("result"), shaping.said("progress")
    label = ending(said) if said else ending(progress)
    closed = _closed_on(shaping, received)
    if label.over is False or not (label.over or closed):
        shaping.keep("result", said, "" if label.over is not None or not said else "没有写明是否办结，按未办结登记")
        shaping.keep("progress", progress)
        if closed:
            shaping.keep(
                "closed", day_zh(closed, this_year=0), f"写有办结日期，但结果是“{said or progress}”，按未办结登记"
            )
        return None, None, ""
    if closed is None:
        shaping.keep("closed", "", "已办结但没有办结日期，按收到日期记")
    if label.result is None:
        shaping.keep("result", said, "没有写明是已解决还是已解释，办结结果留空")
    elif said and progress:
        shaping.keep("result", said)
    return closed or received or shaping.at, label.result, progress or said


def _closed_on(shaping: Shaping, received: datetime | None) -> datetime | None:
    """The day of closing at the end of office hours. Raises Rejected for a day before the appeal was received."""
    moment = as_moment(shaping.row.cells.get("closed", ""), CLOSING) or _closed_after(shaping, received)
    if moment is None:
        text = clean_line(shaping.said("closed"), limit=None)
        shaping.keep("closed", text, "看不懂的日期，原文记在说明里" if text else "")
        return None
    if received and local(moment).date() < local(received).date():
        raise shaping.reject("closed", f"办结日期早于收到日期{day_zh(received, this_year=0)}，请核对")
    if local(moment).date() > local(shaping.at).date():
        shaping.keep("closed", day_zh(moment, this_year=0), "办结日期还没有到，不作为办结")
        return None
    return min(moment, shaping.at)


def _closed_after(shaping: Shaping, received: datetime | None) -> datetime | None:
    """A day without its year: the first such day from receipt on."""
    text, since = shaping.said("closed"), local(received).date() if received else None
    for year in (since.year, since.year + 1) if since else ():
        moment = _in_year(text, year, CLOSING)
        if moment and since and local(moment).date() >= since:
            shaping.remarks.append(
                Fault(HEADINGS["closed"], text, f"没有写年份，按收到日期读作{day_zh(moment, this_year=0)}，请核对")
            )
            return moment
    return None


def _digest(*texts: str) -> str:
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()
