"""The Plan's clauses: their text with named blanks, in the Plan's order."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qinqing.procedure.plan.rules.settings import SETTINGS, Limits

BLANK = re.compile(r"\{([a-z_]+)\}")
# What stands in a named blank until the county's own words are given.
NAMES: dict[str, str] = {
    "county": "本县",
    "city": "本市",
    "city_plan": "市长服务企业接待日活动工作方案",
    "begins": "本方案施行之日",
    "bureau_phone": "见政府门户网站公布的联系方式",
    "bureau_fax": "见政府门户网站公布的联系方式",
    "bureau_email": "见政府门户网站公布的联系方式",
    "bureau_address": "见政府门户网站公布的联系方式",
    "television": "县电视台",
}


@dataclass(frozen=True, slots=True)
class Number:
    """One of the county's numbers as shown beside its clause: ``部门签收``, ``1个工作日``."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: how it is cited (``四(一)1``), its heading where it has one, its text.

    ``numbers`` are filled in when an edition shows it.
    """

    ref: str
    title: str
    text: str
    numbers: tuple[Number, ...] = ()

    @property
    def chapter(self) -> str:
        """The chapter it belongs to: ``四``."""
        return self.ref.partition("(")[0]

    @property
    def depth(self) -> int:
        """0 for a chapter, 1 for ``（一）``, 2 for ``1.``."""
        if "(" not in self.ref:
            return 0
        return 1 if self.ref.endswith(")") else 2

    @property
    def label(self) -> str:
        """The numeral as printed before the clause: ``四、``, ``（一）``, ``1.``."""
        if not self.depth:
            return "" if self.ref == "序" else f"{self.ref}、"
        return f"（{self.ref.partition('(')[2][:-1]}）" if self.depth == 1 else f"{self.ref.partition(')')[2]}."


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its clauses, for pages that show the whole Plan."""

    ref: str
    title: str
    text: str
    clauses: tuple[Clause, ...]


@cache
def packaged() -> tuple[Clause, ...]:
    """The clauses as the Plan was issued."""
    source = resources.files("qinqing.procedure.plan").joinpath("clauses.toml").read_text("utf-8")
    return tuple(Clause(**one) for one in tomllib.loads(source)["clause"])


def render_clause(text: str, limits: Limits, names: Mapping[str, str] | None = None) -> str:
    """The text with the edition's numbers and the county's names in its blanks; unknown blanks stay as they are."""
    said = NAMES | {key: value for key, value in (names or {}).items() if value}

    def fill(blank: re.Match[str]) -> str:
        key = blank[1]
        return str(limits.limit(key)) if key in SETTINGS else said.get(key, blank[0])

    return BLANK.sub(fill, text)


def show_clause(clause: Clause, limits: Limits, names: Mapping[str, str] | None = None) -> Clause:
    """The clause as read: blanks filled, and all numbers that hang on it beside it."""
    numbers = tuple(Number(one.label, limits.say(one.key)) for one in SETTINGS.values() if one.clause == clause.ref)
    return Clause(clause.ref, clause.title, render_clause(clause.text, limits, names), numbers)


def blank_faults(clauses: Iterable[Clause]) -> list[str]:
    """Clauses that an edition cannot print: a Chinese sentence each."""
    return [
        f"{clause.ref}里的“{{{key}}}”不是已有的时限或名称，请改正"
        for clause in clauses
        for key in BLANK.findall(clause.text)
        if key not in SETTINGS and key not in NAMES
    ]


def in_chapters(clauses: Iterable[Clause]) -> list[Chapter]:
    """The clauses grouped under their chapters, in order."""
    grouped: dict[str, list[Clause]] = {}
    for clause in clauses:
        grouped.setdefault(clause.chapter, []).append(clause)
    return [_chapter(ref, lines) for ref, lines in grouped.items()]


def _chapter(ref: str, lines: list[Clause]) -> Chapter:
    head = next((line for line in lines if not line.depth), Clause(ref, "", ""))
    return Chapter(ref, head.title, head.text, tuple(line for line in lines if line.depth))
