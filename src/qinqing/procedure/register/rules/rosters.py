"""A roster of enterprises 企业名册: its columns, and one of its rows put into shape.

What cannot be understood stays, word for word, in the enterprise's note, and the report says so. Refused is only a row
without a name, with a code that is none or that a spreadsheet has rounded, or with characters that cannot be stored.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.shaping import (
    LINE_LIMIT,
    clean_line,
    clean_text,
    fold,
    private_use_zh,
    shape_credit_code,
    shape_phone,
    valid_organisation_code,
)
from qinqing.procedure.register.rules.divisions import is_section, section_of
from qinqing.procedure.register.rules.kinds import UNNAMED, Size, Status
from qinqing.procedure.register.rules.naming import name_key
from qinqing.services.documents.rules.tables import (
    Column,
    Fault,
    Rejected,
    Row,
    Words,
    as_day,
    as_text,
    is_nothing,
    lost_digits,
)

COLUMNS = (
    Column("name", "企业名称", ("企业", "名称", "单位名称", "企业全称", "公司名称", "市场主体名称", "主体名称", "企业(机构)名称",
                            "项目单位", "字号名称", "单位")),
    Column("credit_code", "统一社会信用代码", ("信用代码", "社会信用代码", "统一信用代码", "统一代码", "企业代码", "代码", "注册号",
                                       "统一社会信用代码/注册号", "组织机构代码", "营业执照号")),
    Column("legal_person", "法定代表人", ("法人", "法人代表", "法定代表人姓名", "负责人", "法定代表人(负责人)", "企业负责人", "经营者")),
    Column("industry", "行业", ("所属行业", "行业类别", "行业门类", "行业名称", "国民经济行业", "主营行业", "行业代码", "行业分类")),
    Column("size", "规模", ("企业规模", "规模类型", "企业类型规模", "划型", "企业划型")),
    Column("township", "乡镇", ("乡镇、园区", "所属乡镇", "所在乡镇", "乡镇街道", "乡镇(街道)", "镇街", "属地", "所属园区", "园区",
                            "所在园区", "所属乡镇(街道)", "所属地")),
    Column("address", "地址", ("住所", "注册地址", "经营地址", "企业地址", "经营场所", "详细地址", "通讯地址", "经营(注册)地址")),
    Column("contact", "联系人", ("企业联系人", "联系人姓名", "联络员", "联络人")),
    Column("phone", "联系电话", ("电话", "联系方式", "手机", "手机号", "手机号码", "联系人电话", "企业联系电话", "联络电话")),
    Column("founded", "成立日期", ("成立时间", "注册日期", "注册时间", "设立日期", "开业日期", "成立年月")),
    Column("status", "状态", ("经营状态", "登记状态", "企业状态", "存续状态", "主体状态")),
)  # fmt: skip
WORDS = Words(COLUMNS, compulsory="name", entry="企业")
# What the empty table shows of each column, and says about it.
SAMPLES = {
    "name": ("云岭县石桥铸造有限公司", "营业执照上的全称；在建项目写项目名称"),
    "credit_code": ("91450000MA5KABCD1P", "18 位；字母 O、I 等打错的会自动更正；没有的留空"),
    "legal_person": ("陈立恒", "营业执照上的法定代表人"),
    "industry": ("制造业", "门类、大类名称或代码都可以"),
    "size": ("中型", "大型、中型、小型、微型"),
    "township": ("西江工业园", "所在乡镇或园区，机构名册里的名称"),
    "address": ("西江工业园二号路6号", "经营地址"),
    "contact": ("李敏", "平时联系的人"),
    "phone": ("13800138000", "可写几个，用顿号隔开；来电时按它找企业"),
    "founded": ("2009-05-18", "营业执照上的成立日期"),
    "status": ("存续", "存续、在建、续建、注销、迁出；不填算存续"),
}  # fmt: skip
HEADINGS = {column.key: column.heading for column in COLUMNS}
SIZES = {
    **{size.label: size for size in Size},
    **{f"{size.label}企业": size for size in Size},
    **dict(zip("大中小微", Size, strict=True)),
    "L": Size.LARGE, "M": Size.MEDIUM, "S": Size.SMALL, "XS": Size.MICRO, "个体": Size.MICRO, "个体工商户": Size.MICRO,
}  # fmt: skip
STATUSES = {
    **{status.label: status for status in Status},
    **dict.fromkeys(
        (
            "存续",
            "存续(在营、开业、在册)",
            "在业",
            "在营",
            "开业",
            "正常",
            "正常经营",
            "在册",
            "营业",
            "登记成立",
            "存活",
            "续存",
        ),
        Status.REGISTERED,
    ),
    **dict.fromkeys(("在建", "在建企业", "筹建", "建设中"), Status.UNDER_CONSTRUCTION),
    **dict.fromkeys(("续建", "续建企业"), Status.RENEWED),
    **dict.fromkeys(("注销", "吊销", "吊销、未注销", "吊销未注销", "已吊销", "吊销已注销"), Status.CANCELLED),
    **dict.fromkeys(("迁出", "已迁出", "县外", "外地企业", "非本县"), Status.ELSEWHERE),
}
Town = Callable[[str], int | None]


@dataclass(slots=True)
class Listed:
    """A row put into shape: what it says of the enterprise, by the register's columns, whom to reach, and the rest."""

    name: str
    code: str
    told: dict[str, object]
    contact: str = ""
    phone: str = ""
    note: list[str] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return name_key(self.name)


@dataclass(slots=True)
class _Shaping:
    """One row on its way: ``told`` becomes columns, ``kept`` the note, ``remarks`` go into the report."""

    row: Row
    told: dict[str, object] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def said(self, key: str) -> str:
        """A cell as one line, empty where it says that there is nothing. Raises Rejected for broken characters."""
        text = as_text(self.row.cells.get(key, "")).strip()
        return "" if is_nothing(text) else self.line(HEADINGS[key], text)

    def line(self, heading: str, text: str) -> str:
        """A text as one line. Raises Rejected for what cannot be stored."""
        try:
            return clean_line(clean_text(text, limit=None), limit=None)
        except Refused as refusal:
            shown = text.encode("unicode_escape").decode()[:LINE_LIMIT]
            raise Rejected(Fault(heading, shown, refusal.reason)) from refusal

    def tell(self, key: str, value: object) -> None:
        """A value for a column of the register."""
        self.told[key] = value

    def keep(self, key: str, text: str, reason: str) -> None:
        """What has no column, or does not fit it, goes into the note, and into the report."""
        self.kept.append(f"{HEADINGS[key]}：{text}")
        self.remarks.append(Fault(HEADINGS[key], text, reason))

    def fit(self, key: str, column: str) -> None:
        """A cell that is a line of the register's; one that is too long is kept in the note."""
        text = self.said(key)
        if len(text) > LINE_LIMIT:
            self.keep(key, text, f"超过 {LINE_LIMIT} 字，全文记在说明里，请核对")
        elif text:
            self.tell(column, text)


def shape(row: Row, *, on: date, town: Town) -> Listed:
    """One row as the register takes it. ``town`` finds a township or park by its name. Raises Rejected."""
    shaping = _Shaping(row)
    name, code = _name(shaping), _code(shaping)
    shaping.fit("legal_person", "legal_person")
    shaping.fit("address", "address")
    _industry(shaping)
    _choices(shaping)
    _township(shaping, town)
    _founded(shaping, on)
    contact, phone = _reached(shaping)
    others = (f"{heading}：{shaping.line(heading, value)}" for heading, value in row.others if not is_nothing(value))
    return Listed(name, code, shaping.told, contact, phone, [*shaping.kept, *others], shaping.remarks)


def _name(shaping: _Shaping) -> str:
    name = shaping.said("name")
    if len(name) > LINE_LIMIT:
        raise Rejected(Fault(HEADINGS["name"], name, f"企业名称最多 {LINE_LIMIT} 字，现有 {len(name)} 字，请核对"))
    if name_key(name) == name_key(UNNAMED):
        raise Rejected(Fault(HEADINGS["name"], name, "“未具名企业”是系统保留的，请填写企业的名称"))
    warning = private_use_zh(name)
    if warning:
        shaping.remarks.append(Fault(HEADINGS["name"], name, warning))
    return name


def _code(shaping: _Shaping) -> str:
    cell, text = shaping.row.cells.get("credit_code", ""), shaping.said("credit_code")
    heading = HEADINGS["credit_code"]
    if lost_digits(cell):
        why = "代码被表格软件改成了数字，后几位已经丢失，请把这一列设为文本格式，对照营业执照重新填写"
        raise Rejected(Fault(heading, text, why))
    if len(text) == 8 and valid_organisation_code(f"0{text}"):
        shaping.remarks.append(Fault(heading, text, f"开头的 0 被表格软件去掉了，已补上：0{text}"))
        text = f"0{text}"
    shaped = shape_credit_code(text)
    if not shaped.ok and shaped.kind == "credit" and len(shaped.value) != 18:
        why = f"统一社会信用代码是 18 位，现在是 {len(shaped.value)} 位，请对照营业执照改正"
        raise Rejected(Fault(heading, text, why))
    if not shaped.ok and not shaped.value:
        shaping.keep("credit_code", text, "没有认出代码，按暂无代码登记，原文记在说明里")
    elif shaped.note_zh:
        shaping.remarks.append(Fault(heading, text, shaped.note_zh))
    return shaped.value


def _industry(shaping: _Shaping) -> None:
    text = shaping.said("industry")
    section = section_of(text) if text else ""
    if section:
        shaping.tell("section", section)
    if text and not (section and is_section(text)):
        shaping.fit("industry", "industry")
        if not section:
            why = "不是国民经济行业分类里的名称，记为主营行业，行业门类请在企业页面选定"
            shaping.remarks.append(Fault(HEADINGS["industry"], text, why))


def _choices(shaping: _Shaping) -> None:
    for key, words in (("size", SIZES), ("status", STATUSES)):
        text = shaping.said(key)
        plain = fold(text).replace(" ", "")
        value = words.get(plain) or words.get(plain.upper())
        if value:
            shaping.tell(key, value)
        elif text:
            shaping.keep(key, text, f"不认识的{HEADINGS[key]}，没有采用，原文记在说明里")


def _township(shaping: _Shaping, town: Town) -> None:
    text = shaping.said("township")
    found = town(text) if text else None
    if found:
        shaping.tell("township", found)
    elif text:
        shaping.keep("township", text, "没有对上登记册里的乡镇、园区，原文记在说明里")


def _founded(shaping: _Shaping, on: date) -> None:
    cell = shaping.row.cells.get("founded", "")
    text = shaping.said("founded")
    day = as_day(cell) if text else None
    if day and day <= on:
        shaping.tell("founded_on", day)
    elif day:
        shaping.keep("founded", day_zh(day, this_year=0), "成立日期还没有到，没有采用，原文记在说明里")
    elif text:
        shaping.keep("founded", text, "看不懂的日期，没有采用，原文记在说明里")


def _reached(shaping: _Shaping) -> tuple[str, str]:
    """The contact's name and telephone numbers; what fits neither is kept in the note."""
    contact, text = shaping.said("contact"), shaping.said("phone")
    if lost_digits(text):
        shaping.keep("phone", text, "号码被表格软件改成了近似的数字，没有采用，请另行核实")
        text = ""
    phones = shape_phone(text)
    shown = str(phones) if phones.ok else text
    if text and (phones.note_zh or not phones.ok):
        why = phones.note_zh or "没有认出电话号码，照原样登记，请核对"
        shaping.remarks.append(Fault(HEADINGS["phone"], text, why))
    for key, value in (("contact", contact), ("phone", shown)):
        if len(value) > LINE_LIMIT:
            shaping.keep(key, value, f"超过 {LINE_LIMIT} 字，全文记在说明里，请核对")
    return (contact if len(contact) <= LINE_LIMIT else ""), (shown if len(shown) <= LINE_LIMIT else "")
