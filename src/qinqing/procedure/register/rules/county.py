"""What the county says of itself, 四: its name, how it is reached and where, and what is brought elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

# How the Plan and its readers name the ways to reach somebody, by the part of a contact point.
WAYS: dict[str, str] = {"phone": "电话", "fax": "传真", "email": "电子邮箱", "address": "地址", "hours": "时间"}
REACHING = ("phone", "fax", "email", "address")
POINTS_LIMIT, ELSEWHERE_LIMIT = 40, 20


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """联系点: one place where enterprises are received, or can write or ring to."""

    code: str
    place: str
    phone: str = ""
    fax: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Label and value of each way; what has no value is left out."""
        return [(label, getattr(self, way)) for way, label in WAYS.items() if getattr(self, way)]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the reception day does not take 不在接待范围, and where it is taken instead."""

    code: str
    matter: str
    where: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CountyView:
    """The county's own facts. ``elsewhere`` is None while nobody has said any."""

    name: str = ""
    city: str = ""
    television: str = ""
    points: tuple[ContactPoint, ...] = ()
    elsewhere: tuple[Elsewhere, ...] | None = None


# So anywhere in the country; a county puts its own places and numbers there. 二(三), 三.
USUAL = (
    Elsewhere("court", "已进入诉讼、仲裁、行政复议程序的", "受理该案的人民法院、仲裁机构、行政复议机关"),
    Elsewhere("contract", "企业之间的合同、债务纠纷", "人民法院、人民调解组织，也可拨打公共法律服务热线", "12348"),
    Elsewhere("petition", "个人的信访事项", "县信访局，或国家信访局网上信访平台"),
    Elsewhere("conduct", "举报公职人员违纪违法", "纪检监察机关", "12388"),
    Elsewhere("question", "一般咨询、投诉和民生事项", "政务服务便民热线", "12345"),
)


def as_rows(told: Iterable[Any]) -> list[dict[str, str]]:
    """Contact points, or what is brought elsewhere, as they are stored and recorded."""
    return [asdict(one) for one in told]


def points_of(rows: Iterable[Mapping[str, str]]) -> tuple[ContactPoint, ...]:
    """Contact points from their stored form."""
    return tuple(ContactPoint(**_known(ContactPoint, row)) for row in rows)


def elsewhere_of(rows: Iterable[Mapping[str, str]] | None) -> tuple[Elsewhere, ...] | None:
    """What is brought elsewhere, from its stored form."""
    return None if rows is None else tuple(Elsewhere(**_known(Elsewhere, row)) for row in rows)


def written_point(text: str, place: str) -> tuple[ContactPoint, ...]:
    """The one contact point of a line ``电话=…；传真=…；地址=…``, as the environment may give it; none for an empty one."""
    ways = {label: way for way, label in WAYS.items()}
    pairs = (part.partition("=") for part in text.split("；"))
    said = {ways[label.strip()]: value.strip() for label, _, value in pairs if label.strip() in ways and value.strip()}
    return (ContactPoint("environment", place, **said),) if said else ()


def _known(shape: type[Any], row: Mapping[str, str]) -> dict[str, str]:
    return {one.name: row.get(one.name, "") for one in fields(shape)}
