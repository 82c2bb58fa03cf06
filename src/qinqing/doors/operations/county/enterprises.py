"""The demo county's register of enterprises: the anchors the appeals are about, and the rest made from a seed.

Pure and deterministic: the same seed gives the same register, digit for digit. Credit codes keep GB 32100-2015, with
459900 as their region, which is assigned to no place; old numbers keep the 15-digit rule; telephone numbers
are 1380000 and four digits.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random

from qinqing.doors.operations.county.trades import FIRST, GIVEN, SECOND, STALLS, SURNAMES, TRADES, Trade
from qinqing.kernel.shaping import complete_credit_code, complete_old_number, complete_organisation_code

REGION = "459900"
COUNT = 300
SEED = 20260101
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Enterprise:
    """One enterprise of the demo county. ``place`` is a town or park code; ``key`` is empty but for anchors.

    ``size`` is large, medium, small or micro; ``status`` registered, under_construction, renewed, cancelled or
    elsewhere; ``code_status`` ok, unchecked or none: the words of the register.
    """

    key: str
    name: str
    credit_code: str
    old_number: str
    project_number: str
    code_status: str
    legal_person: str
    contact: str
    phone: str
    section: str
    industry: str
    size: str
    place: str
    address: str
    founded: date
    status: str
    agreement_signed: bool
    county_registered: bool


@dataclass
class _Maker:
    """Draws what is needed, and never the same name or number twice."""

    chance: Random
    places: Mapping[str, Mapping[str, object]]
    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    phones: int = 2000

    def credit_code(self, category: str) -> str:
        """``91`` companies, ``92`` individual businesses, ``93`` farmers' cooperatives."""
        while True:
            eight = "MA" + "".join(self.chance.choice(LETTERS) for _ in range(6))
            code = complete_credit_code(category + REGION + complete_organisation_code(eight))
            if code not in self.numbers:
                self.numbers.add(code)
                return code

    def old_number(self) -> str:
        """A registration number from before credit codes."""
        return complete_old_number(f"{REGION}0{self.chance.randrange(10**7):07d}")

    def project_number(self, founded: date) -> str:
        """A project code of the online approval platform, in its form; a renewed project has a new one."""
        return f"{max(founded, date(2025, 4, 1)):%y%m}-{REGION}-04-01-{self.chance.randrange(100_000, 1_000_000)}"

    def person(self) -> str:
        """A name nobody in particular bears."""
        return self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)

    def phone(self) -> str:
        """The next number of the invented block."""
        self.phones += 1
        return f"1380000{self.phones:04d}"

    def address(self, place: str) -> str:
        """A street of the place with a number, or a village group."""
        entry = self.places.get(place)
        if entry is None:
            return "岚江市城北区工业大道66号"
        town = "" if entry["kind"] == "park" else str(entry["name"])
        park = str(entry["name"]) if entry["kind"] == "park" else ""
        road = self.chance.choice(list(entry["roads"]))  # type: ignore[call-overload]
        spot = f"第{self.chance.randint(1, 14)}村民小组" if road.endswith("村") else f"{self.chance.randint(1, 188)}号"
        return f"云岭县{town}{park}{road}{spot}"

    def founded(self) -> date:
        """Some day between 2003 and 2025, later ones oftener."""
        days = int((date(2025, 6, 30) - date(2003, 1, 1)).days * self.chance.random() ** 0.6)
        return date(2003, 1, 1) + timedelta(days=days)

    def fresh(self, candidates: Iterator[str]) -> str:
        """The first name not taken yet."""
        name = next(candidate for candidate in candidates if candidate not in self.names)
        self.names.add(name)
        return name

    def company_names(self, trade: Trade, form: str) -> Iterator[str]:
        """云岭, two lucky characters, the trade, the form."""
        while True:
            first, second = self.chance.choice(FIRST), self.chance.choice(SECOND)
            if first != second:
                yield f"云岭{first}{second}{self.chance.choice(trade.words)}{form}"

    def stall_names(self, words: tuple[str, ...], town: str) -> Iterator[str]:
        """Town, the owner's short name, the kind of shop."""
        while True:
            nick = "阿" + self.chance.choice("梅强芳贵莲福英旺珍兴燕勇妹荣")
            yield f"云岭县{town}{nick}{self.chance.choice(words)}"


def _anchor(maker: _Maker, row: Mapping[str, object]) -> Enterprise:
    """An enterprise of anchors.toml with its numbers, telephone and address."""
    text = {key: str(value) for key, value in row.items()}
    founded = row["founded"]
    assert isinstance(founded, date)
    form = "93" if "合作社" in text["name"] else "92" if text["name"].endswith(("部", "厂")) else "91"
    credit = text["number"] == "credit"
    building = text["status"] in ("under_construction", "renewed")
    maker.names.add(text["name"])
    return Enterprise(
        key=text["key"],
        name=text["name"],
        legal_person=text["legal_person"],
        section=text["section"],
        industry=text["industry"],
        size=text["size"],
        place=text["place"],
        founded=founded,
        status=text["status"],
        credit_code=maker.credit_code(form) if credit else "",
        old_number=maker.old_number() if text["number"] == "old" else "",
        project_number=maker.project_number(founded) if building else "",
        code_status="ok" if credit else "unchecked" if text["number"] == "old" else "none",
        contact=maker.person(),
        phone=maker.phone(),
        address=maker.address(text["place"]),
        agreement_signed=building,
        county_registered=text["status"] != "elsewhere",
    )  # fmt: skip  (short fields side by side)


def _company(maker: _Maker) -> Enterprise:
    """A company or cooperative of one of the trades."""
    trade = maker.chance.choices(TRADES, weights=[trade.weight for trade in TRADES])[0]
    coop = trade.section == "A" and maker.chance.random() < 0.4
    status = maker.chance.choices(("registered", "under_construction", "renewed", "cancelled"), (93, 3, 2, 2))[0]
    building = status in ("under_construction", "renewed")
    coded = status != "under_construction" or maker.chance.random() < 0.5
    founded = date(2025, 3, 1) + timedelta(days=maker.chance.randrange(120)) if building else maker.founded()
    ending = ("门诊部", "医院")
    form = "专业合作社" if coop else "有限公司"
    name = maker.fresh(maker.company_names(trade, form))
    return Enterprise(
        key="",
        name=name.removesuffix("有限公司") if name.removesuffix("有限公司").endswith(ending) else name,
        credit_code=maker.credit_code("93" if coop else "91") if coded else "",
        old_number="",
        project_number=maker.project_number(founded) if building else "",
        code_status="ok" if coded else "none",
        legal_person=maker.person(),
        contact=maker.person(),
        phone=maker.phone(),
        section=trade.section,
        industry=trade.industry,
        size=_size(maker.chance, trade.section),
        founded=founded,
        status=status,
        **_seat(maker, maker.chance.choice(trade.places)),
        agreement_signed=building,
        county_registered=True,
    )  # fmt: skip  (short fields side by side)


def _stall(maker: _Maker, towns: list[str]) -> Enterprise:
    """An individual business 个体户."""
    section, industry, words = maker.chance.choice(STALLS)
    place = maker.chance.choice(towns)
    name = maker.fresh(maker.stall_names(words, str(maker.places[place]["name"])))
    owner = maker.person()
    return Enterprise(
        key="",
        name=name,
        credit_code=maker.credit_code("92"),
        old_number="",
        project_number="",
        code_status="ok",
        legal_person=owner,
        contact=owner,
        phone=maker.phone(),
        section=section,
        industry=industry,
        size="micro",
        founded=maker.founded(),
        status="registered",
        **_seat(maker, place),
        agreement_signed=False,
        county_registered=True,
    )  # fmt: skip  (short fields side by side)


def _seat(maker: _Maker, place: str) -> dict[str, str]:
    return {"place": place, "address": maker.address(place)}


def _size(chance: Random, section: str) -> str:
    """Few are large, most are small."""
    weights = (2, 18, 60, 20) if section in "BCDEK" else (0, 8, 52, 40)
    return chance.choices(("large", "medium", "small", "micro"), weights)[0]


def _rows(name: str, table: str) -> list[dict[str, object]]:
    source = resources.files("qinqing.doors.operations.county").joinpath(name)
    rows: list[dict[str, object]] = tomllib.loads(source.read_text(encoding="utf-8"))[table]
    return rows


@cache
def enterprises(*, count: int = COUNT, seed: int = SEED) -> tuple[Enterprise, ...]:
    """The register: every anchor, then made ones up to ``count``, one in ten an individual business."""
    places = {str(row["code"]): row for row in _rows("county.toml", "place")}
    maker = _Maker(Random(seed), places)
    found = [_anchor(maker, row) for row in _rows("anchors.toml", "enterprise")]
    towns = [code for code, row in places.items() if row["kind"] == "town"]
    while len(found) < count:
        stall = maker.chance.random() < 0.1
        found.append(_stall(maker, towns) if stall else _company(maker))
    return tuple(found)
