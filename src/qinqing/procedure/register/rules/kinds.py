"""The kinds of things in the register, and the industries of GB/T 4754-2017."""

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled


class OrganKind(Labelled):
    """What an organ is in the Plan."""

    LEADERSHIP = "leadership", "县领导"
    OFFICE = "office", "县人民政府办公室"
    BUREAU = "bureau", "县工业信息化和商务局"
    INSPECTORATE = "inspectorate", "县人民政府督查室"
    CITY_CENTRE = "city_centre", "市企业服务中心"
    DEPARTMENT = "department", "县直部门"
    TOWN = "town", "乡镇（街道）"
    PARK = "park", "园区"
    UTILITY = "utility", "公用企业"
    BANK = "bank", "银行"


# Whom an appeal can be transferred to, 四(一)1; the bureau is also a department of its own trades.
ASSIGNABLE = frozenset(
    {OrganKind.DEPARTMENT, OrganKind.TOWN, OrganKind.PARK, OrganKind.UTILITY, OrganKind.BANK, OrganKind.BUREAU}
)
# Of these a county has one at a time.
SINGLE = frozenset({OrganKind.OFFICE, OrganKind.BUREAU, OrganKind.INSPECTORATE, OrganKind.CITY_CENTRE})
ANYWHERE = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
SEATS: dict[Role, frozenset[OrganKind]] = {
    Role.INTAKE: frozenset({OrganKind.BUREAU}),
    Role.BUREAU_HEAD: frozenset({OrganKind.BUREAU}),
    Role.OFFICE: frozenset({OrganKind.OFFICE}),
    Role.DEPUTY: frozenset({OrganKind.LEADERSHIP}),
    Role.MAYOR: frozenset({OrganKind.LEADERSHIP}),
    Role.INSPECTOR: frozenset({OrganKind.INSPECTORATE}),
    Role.CITY: frozenset({OrganKind.CITY_CENTRE}),
    Role.OFFICER: ASSIGNABLE,
    Role.HEAD: ASSIGNABLE,
    **dict.fromkeys(ANYWHERE, frozenset(OrganKind)),
}


class HoldingKind(Labelled):
    """How a person holds a post."""

    PRINCIPAL = "principal", "任职"
    SUBSTITUTE = "substitute", "代班（AB角）"


class Size(Labelled):
    """Size of an enterprise by the state's classes (国统字 2017 年 213 号)."""

    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"
    MICRO = "micro", "微型"


class Status(Labelled):
    """Where an enterprise stands under 二(三)."""

    REGISTERED = "registered", "已注册"
    UNDER_CONSTRUCTION = "under_construction", "在建项目"
    RENEWED = "renewed", "续建项目"
    CANCELLED = "cancelled", "已注销"
    ELSEWHERE = "elsewhere", "县外企业"


class CodeStatus(Labelled):
    """What is known of an enterprise's code."""

    OK = "ok", "校验相符"
    UNCHECKED = "unchecked", "待核对"
    NONE = "none", "暂无代码"


UNNAMED = "未具名企业"

# GB/T 4754-2017 国民经济行业分类, sections A to T.
SECTIONS: dict[str, str] = {
    "A": "农、林、牧、渔业",
    "B": "采矿业",
    "C": "制造业",
    "D": "电力、热力、燃气及水生产和供应业",
    "E": "建筑业",
    "F": "批发和零售业",
    "G": "交通运输、仓储和邮政业",
    "H": "住宿和餐饮业",
    "I": "信息传输、软件和信息技术服务业",
    "J": "金融业",
    "K": "房地产业",
    "L": "租赁和商务服务业",
    "M": "科学研究和技术服务业",
    "N": "水利、环境和公共设施管理业",
    "O": "居民服务、修理和其他服务业",
    "P": "教育",
    "Q": "卫生和社会工作",
    "R": "文化、体育和娱乐业",
    "S": "公共管理、社会保障和社会组织",
    "T": "国际组织",
}
