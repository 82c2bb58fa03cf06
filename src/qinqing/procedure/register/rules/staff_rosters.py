"""A roster of people and posts 人员名册: its columns, and one of its rows put into shape: one person in one post."""

import re
from dataclasses import dataclass
from datetime import date

from qinqing.kernel.actors import STAFF, Role
from qinqing.procedure.register.rules.divisions import section_of
from qinqing.procedure.register.rules.kinds import SEATS, SECTIONS, HoldingKind, OrganKind
from qinqing.procedure.register.rules.sheets import Cells
from qinqing.services.documents.rules.tables import Column, Row, Words, as_day

COLUMNS = (
    Column("name", "姓名", ("人员", "人员姓名", "名字")),
    Column("organ", "单位", ("所在单位", "工作单位", "机构", "机构名称", "单位名称", "部门", "部门名称")),
    Column("role", "岗位", ("角色", "岗位角色", "系统岗位", "岗位类别")),
    Column("title", "职务", ("岗位名称", "职务名称", "现任职务")),
    Column("kind", "任职方式", ("方式", "A角B角", "AB角", "任职或代班")),
    Column("sections", "分管行业", ("分管", "分管领域", "分管行业门类")),
    Column("phone", "手机", ("电话", "联系电话", "手机号", "手机号码", "联系方式")),
    Column("email", "电子邮箱", ("邮箱", "邮件", "电子邮件", "E-mail", "Email")),
    Column("username", "用户名", ("账号", "登录名")),
    Column("since", "任职日期", ("开始日期", "任职时间", "起始日期", "到任日期")),
)  # fmt: skip
WORDS = Words(COLUMNS, compulsory="name", entry="人员")
# What the empty table shows of each column, and says about it.
SAMPLES = {
    "name": ("韩雪琴", "姓名"),
    "organ": ("县自然资源局", "必填；机构名册里的名称、简称或曾用名，先导入机构"),
    "role": ("部门经办人", "受理岗、工信商务局负责人、部门经办人、部门主要负责人、县政府办、分管副县长、县长、督查室等；只有一种岗位的单位可以不填"),
    "title": ("办公室副主任", "岗位的叫法，写在办理记录上"),
    "kind": ("任职", "“任职”或“代班”（AB角的B角），不填算任职"),
    "sections": ("制造业；建筑业", "只有分管副县长要填：分管的行业门类，写名称或字母，用分号隔开"),
    "phone": ("13800138000", "收短信用，可不填"),
    "email": ("hanxueqin@example.gov.cn", "收邮件用，可不填"),
    "username": ("hanxueqin", "登录用，不填就是姓名；有同名的要填"),
    "since": ("2026-01-02", "不填从今天起"),
}  # fmt: skip
HEADINGS = {column.key: column.heading for column in COLUMNS}
ROLES: dict[str, Role] = {
    **{role.label: role for role in STAFF},
    **dict.fromkeys(("受理", "受理人员", "受理岗位"), Role.INTAKE),
    **dict.fromkeys(("局长", "工信商务局局长"), Role.BUREAU_HEAD),
    **dict.fromkeys(("经办", "经办人", "经办岗", "联络员"), Role.OFFICER),
    **dict.fromkeys(("第一责任人", "主要负责人", "主要领导"), Role.HEAD),
    **dict.fromkeys(("县府办", "政府办", "县人民政府办公室", "县政府办公室"), Role.OFFICE),
    **dict.fromkeys(("副县长", "分管县领导", "分管领导"), Role.DEPUTY),
    **dict.fromkeys(("督查", "督查员", "督查岗", "县人民政府督查室"), Role.INSPECTOR),
    **dict.fromkeys(("市级", "市中心"), Role.CITY),
}
# 负责人 is the bureau's head in the bureau, a department's head elsewhere.
HEADS = frozenset({"负责人", "单位负责人", "主要负责人"})
KINDS = {
    **dict.fromkeys(("", "任职", "A角", "A", "主"), HoldingKind.PRINCIPAL),
    **dict.fromkeys(("代班", "代班(AB角)", "代班（AB角）", "B角", "B", "替"), HoldingKind.SUBSTITUTE),
}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A row put into shape; ``role`` and ``organ`` still as written, since only the register knows the organs."""

    name: str
    organ: str
    role: str
    title: str
    kind: HoldingKind
    sections: tuple[str, ...]
    phone: str
    email: str
    username: str
    since: date | None
    cells: Cells


def shape_person(row: Row) -> ListedPerson:
    """One row as the register takes it. Raises Rejected."""
    cells = Cells(row, HEADINGS)
    name, organ = cells.line("name", 60), cells.line("organ")
    for key, value, why in (("name", name, "没有姓名，请补上"), ("organ", organ, "没有单位，请补上")):
        if not value:
            raise cells.refused(key, "", why)
    kind = KINDS.get(cells.line("kind"))
    if kind is None:
        raise cells.refused("kind", cells.line("kind"), "不认识的任职方式，请写“任职”或“代班”")
    return ListedPerson(
        name, organ, cells.line("role"), cells.line("title", 100), kind, _sections(cells), cells.line("phone", 40),
        cells.line("email", 120), cells.line("username", 60), _since(cells), cells,
    )  # fmt: skip


def role_of(one: ListedPerson, organ_kind: str) -> Role:
    """What the person is there: as written, else what such an organ has one of. Raises Rejected."""
    seated = [role for role in STAFF if organ_kind in SEATS[role] and SEATS[role] != frozenset(OrganKind)]
    if one.role in HEADS:
        return Role.BUREAU_HEAD if organ_kind == OrganKind.BUREAU else Role.HEAD
    found = ROLES.get(one.role)
    if found is None and not one.role and len(seated) == 1:
        return seated[0]
    if found is None:
        labels = "、".join(role.label for role in sorted(seated))
        raise one.cells.refused("role", one.role, f"请写明岗位：{labels}")
    return found


def _sections(cells: Cells) -> tuple[str, ...]:
    """The letters of the industries; several of them apart by ； or 、 (which also stands inside their names)."""
    written = cells.text("sections")
    if not written:
        return ()
    if re.fullmatch(r"[A-Ta-t、，,；;\s]+", written):
        return tuple(sorted(set(re.findall("[A-T]", written.upper()))))
    found = {letter for letter, name in SECTIONS.items() if name in written}
    rest = written
    for name in sorted(SECTIONS.values(), key=len, reverse=True):
        rest = rest.replace(name, "；")
    for part in filter(None, (part.strip(" 、，,") for part in re.split(r"[；;\n/|]+|[、，,](?![^（]*）)", rest))):
        letter = section_of(part)
        if not letter:
            raise cells.refused("sections", part, "不是国民经济行业门类，请写门类名称或字母，几个之间用分号隔开")
        found.add(letter)
    return tuple(sorted(found))


def _since(cells: Cells) -> date | None:
    cell = cells.row.cells.get("since", "")
    if not cells.line("since"):
        return None
    day = as_day(cell)
    if day is None:
        raise cells.refused("since", cells.line("since"), "看不懂的日期，请写成 2026-01-02")
    return day
