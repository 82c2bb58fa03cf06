"""The measures of 四(六): each rate with its counts, by the words of the county's defaults. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``whole``; without a whole there is no rate, which is not nought."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The rate in percent, to one decimal."""
        return round(100 * self.part / self.whole, 1) if self.whole else None

    def __str__(self) -> str:
        return f"{self.percent:g}%（{self.part}/{self.whole}）" if self.whole else "—"

    def since(self, former: "Rate") -> float | None:
        """By how many percentage points it rose since a former period; None where either has no rate."""
        if self.percent is None or former.percent is None:
            return None
        return round(self.percent - former.percent, 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many appeals, in a period; ``open`` and the overdue ones as they stood at its end, or now."""

    received: int = 0
    returned: int = 0
    extended: int = 0
    transferred: int = 0
    transferred_in_time: int = 0
    contacted_in_time: int = 0
    open: int = 0
    overdue: int = 0
    overdue_at_first: int = 0
    closed: int = 0
    closed_in_time: int = 0
    closed_in_first_time: int = 0
    shelved: int = 0
    rated: int = 0
    solved: int = 0
    satisfied: int = 0
    called: int = 0
    called_satisfied: int = 0
    checked: int = 0
    checked_satisfied: int = 0

    def rate(self, measure: "Measure") -> Rate:
        """One measure of these counts."""
        return Rate(getattr(self, measure.part), sum(getattr(self, name) for name in measure.whole))

    @property
    def rates(self) -> dict[str, Rate]:
        """Every measure, by its key."""
        return {key: self.rate(measure) for key, measure in MEASURES.items()}

    @property
    def gap(self) -> float | None:
        """回访差, in percentage points: satisfied in the department's own follow-up less satisfied in the sample."""
        own, bureau = Rate(self.called_satisfied, self.called), Rate(self.checked_satisfied, self.checked)
        return own.since(bureau)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in COUNTS})

    @property
    def empty(self) -> bool:
        """Nothing at all was counted."""
        return not any(getattr(self, name) for name in COUNTS)


COUNTS = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class Measure:
    """One rate: which count over which counts, and what it means."""

    label: str
    part: str
    whole: tuple[str, ...]
    meaning: str


MEASURES: dict[str, Measure] = {
    "transferred_in_time": Measure(
        "及时转办率", "transferred_in_time", ("transferred",), "在登记转办时限内转给部门的 ÷ 转办的。"
    ),
    "responded": Measure(
        "响应率", "contacted_in_time", ("transferred",), "部门在时限内首次联系企业的 ÷ 转办的。"
    ),
    "closed_in_time": Measure(
        "按时办结率", "closed_in_time", ("closed", "overdue"), "在有效时限（含获准的延期）内办理的 ÷（办结的加上在办已超期的）。"
    ),
    "closed_in_first_time": Measure(
        "按原时限", "closed_in_first_time", ("closed", "overdue_at_first"),
        "在延期以前的原时限内办理的 ÷（办结的加上在办已超原时限的）。",
    ),
    "solved": Measure("解决率", "solved", ("rated",), "企业说“已解决”的 ÷ 作了评价的企业；没有评价的不算在内，也不用部门自己的说法。"),
    "satisfied": Measure("满意率", "satisfied", ("rated",), "非常满意、满意、基本满意的 ÷ 作了评价的。"),
}  # fmt: skip

MEANINGS: dict[str, str] = {
    "received": "这一时期收到的诉求。",
    "returned": "其中部门退回过的。",
    "extended": "其中获准延期的。",
    "open": "时期结束时（本期为打开本页时）还没有办结的全部诉求，不限于这一时期收到的。",
    "overdue": "其中部门办理时限已过、还没有办出结果的。",
    "closed": "这一时期办结的（已解决、部分解决、已解释），是部门和工信商务局的结论；企业认不认为解决了，看“解决率”。",
    "shelved": "客观上暂时办不了、经县政府办批准挂账的；挂账不算办结。",
    "rated": "这一时期企业作了评价的；一件诉求评价过几次的，按最近一次计一次。",
}


def total(rows: Iterable[Counts]) -> Counts:
    """All rows together: the sum of counts, never of rates."""
    return sum(rows, Counts())
