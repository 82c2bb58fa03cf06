"""A roster of organs 机构名册: its columns, and one of its rows put into shape."""

import re
from dataclasses import dataclass
from typing import Any

from qinqing.procedure.register.rules.kinds import OrganKind
from qinqing.procedure.register.rules.sheets import Cells
from qinqing.services.documents.rules.tables import Column, Fault, Row, Words

COLUMNS = (
    Column("name", "机构名称", ("名称", "全称", "单位名称", "单位全称", "单位", "机构", "部门", "部门名称", "机构全称")),
    Column("short_name", "简称", ("单位简称", "机构简称", "部门简称")),
    Column("kind", "类别", ("机构类别", "单位类别", "性质", "单位性质", "类型")),
    Column("former_names", "曾用名", ("原名", "原名称", "原单位名称", "别称", "又称")),
    Column("duties", "职责", ("主要职责", "职能", "工作职责")),
    Column("phone", "电话", ("联系电话", "办公电话", "值班电话")),
    Column("code", "代号", ("代码", "机构代号")),
)  # fmt: skip
WORDS = Words(COLUMNS, compulsory="name", entry="机构")
# What the empty table shows of each column, and says about it.
SAMPLES = {
    "name": ("县自然资源局", "全称，按“三定”规定"),
    "short_name": ("自然资源局", "平时的叫法，转办时按它认"),
    "kind": ("部门", "县领导、县政府办公室、工信商务局、督查室、市企业服务中心、部门、乡镇街道、园区、公用企业、银行之一；不填按名称判断，预览时请核对"),
    "former_names": ("县国土资源局", "改名、合并前的名称，几个用顿号隔开；旧台账按它对上"),
    "duties": ("不动产登记、建设用地审批、规划许可", "一项职责一个词，用顿号隔开；推荐承办部门时按它找"),
    "phone": ("0000-6123458", "办公电话"),
    "code": ("natural-resources", "本系统里的代号，不填自动编"),
}  # fmt: skip
HEADINGS = {column.key: column.heading for column in COLUMNS}
KINDS: dict[str, OrganKind] = {
    **{kind.label: kind for kind in OrganKind},
    **dict.fromkeys(("领导", "县政府领导", "县人民政府", "县政府"), OrganKind.LEADERSHIP),
    **dict.fromkeys(("县政府办", "县府办", "政府办", "县政府办公室", "办公室"), OrganKind.OFFICE),
    **dict.fromkeys(("工信商务局", "工信局", "县工信商务局", "受理单位"), OrganKind.BUREAU),
    **dict.fromkeys(("督查室", "县政府督查室", "督查"), OrganKind.INSPECTORATE),
    **dict.fromkeys(("市中心", "市级", "市企业服务中心"), OrganKind.CITY_CENTRE),
    **dict.fromkeys(("部门", "县直", "县直单位", "委办局", "驻县单位", "垂直管理单位"), OrganKind.DEPARTMENT),
    **dict.fromkeys(("乡镇", "街道", "镇", "乡", "乡镇街道", "乡镇(街道)"), OrganKind.TOWN),
    **dict.fromkeys(("开发区", "工业园区", "工业园", "产业园"), OrganKind.PARK),
    **dict.fromkeys(("公用", "公共服务企业", "供电", "供水", "供气", "国有企业"), OrganKind.UTILITY),
    **dict.fromkeys(("金融机构", "金融", "信用社"), OrganKind.BANK),
}
# What a name tells where nobody has written the kind; the first that fits.
BY_NAME: tuple[tuple[re.Pattern[str], OrganKind], ...] = (
    (re.compile(r"督查"), OrganKind.INSPECTORATE),
    (re.compile(r"人民政府办公室|政府办$|府办$"), OrganKind.OFFICE),
    (re.compile(r"市.*企业服务中心"), OrganKind.CITY_CENTRE),
    (re.compile(r"工业(和)?信息化.*商务|工信商务"), OrganKind.BUREAU),
    (re.compile(r"(镇|乡|街道)(人民政府|办事处)?$"), OrganKind.TOWN),
    (re.compile(r"(园区|开发区|工业园|产业园)(管委会|管理委员会)?$"), OrganKind.PARK),
    (re.compile(r"银行|信用(合作)?社|农信"), OrganKind.BANK),
    (re.compile(r"(供电|电力|供水|自来水|水务|燃气|天然气|热力)(有限|集团)?(责任)?公司|供电局"), OrganKind.UTILITY),
)
GUESSED = "没有写类别，按名称算作“{}”，请核对"
COMMAS = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class ListedOrgan:
    """A row put into shape: ``told`` are the register's columns that it says, ``kind`` what it is."""

    name: str
    kind: OrganKind
    code: str
    told: dict[str, Any]
    remarks: tuple[Fault, ...] = ()


def shape_organ(row: Row) -> ListedOrgan:
    """One row as the register takes it. Raises Rejected."""
    cells = Cells(row, HEADINGS)
    name = cells.line("name")
    if not name:
        raise cells.refused("name", "", "没有机构名称，请补上")
    kind, remarks = _kind(cells, name)
    told: dict[str, Any] = {
        "short_name": cells.line("short_name", 60), "phone": cells.line("phone"), "duties": cells.text("duties"),
    }  # fmt: skip
    former = [one.strip() for one in COMMAS.split(cells.text("former_names")) if one.strip()]
    told = {key: value for key, value in told.items() if value} | ({"former_names": former} if former else {})
    return ListedOrgan(name, kind, cells.line("code", 60).lower(), told, remarks)


def _kind(cells: Cells, name: str) -> tuple[OrganKind, tuple[Fault, ...]]:
    written = cells.line("kind")
    plain = written.replace("（", "(").replace("）", ")").replace(" ", "")
    found = KINDS.get(written) or KINDS.get(plain)
    if found:
        return found, ()
    if written:
        raise cells.refused(
            "kind", written, f"不认识的类别，请写：{'、'.join(OrganKind[one].label for one in OrganKind.__members__)}"
        )
    guess = next((kind for sign, kind in BY_NAME if sign.search(name)), OrganKind.DEPARTMENT)
    return guess, (Fault(HEADINGS["kind"], name, GUESSED.format(guess.label)),)
