"""Which figures: by what they are told apart, and for which period; a mistyped address shows this month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins.rules import Cut, Window

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Span:
    """A month, a quarter or a year: from ``since`` up to, not including, ``until``."""

    kind: str
    since: date

    @property
    def until(self) -> date:
        """The first day after it."""
        return _later(self.since, LENGTHS[self.kind])

    @property
    def before(self) -> "Span":
        """The one before."""
        return Span(self.kind, _later(self.since, -LENGTHS[self.kind]))

    @property
    def after(self) -> "Span":
        """The next one."""
        return Span(self.kind, self.until)

    @property
    def year_ago(self) -> "Span":
        """The same one a year ago."""
        return Span(self.kind, _later(self.since, -12))

    @property
    def label(self) -> str:
        """``2026年11月``, ``2026年第四季度``, ``2026年``."""
        if self.kind == "month":
            return f"{self.since.year}年{self.since.month}月"
        return f"{self.since.year}年" + (f"第{QUARTERS[self.since.month // 3]}季度" if self.kind == "quarter" else "")

    def window(self, at: datetime) -> Window:
        """The period in moments; what stands is taken at its end, or now while it lasts."""
        since, until = _opening(self.since), _opening(self.until)
        return Window(since, until, min(until, at))


class Period(forms.Form):
    """What kind of period, and which."""

    kind = forms.ChoiceField(
        label="周期", required=False, choices=[("month", "月"), ("quarter", "季度"), ("year", "年")]
    )
    year = forms.TypedChoiceField(label="年份", required=False, coerce=int, empty_value=None)
    month = forms.TypedChoiceField(
        label="月份", required=False, coerce=int, empty_value=None, choices=[(n, f"{n}月") for n in range(1, 13)]
    )

    def __init__(self, data: Any, *, today: date, **options: Any) -> None:
        given = {"kind": "month", "year": str(today.year), "month": str(today.month)}
        super().__init__({**given, **{name: data[name] for name in self.base_fields if data.get(name)}}, **options)
        self.today = today
        self.fields["year"].choices = [(year, f"{year}年") for year in range(today.year, today.year - 12, -1)]
        self.is_valid()

    def span(self) -> Span:
        """The period asked for; a month within a quarter or a year means that quarter or year."""
        told = self.cleaned_data
        kind = told.get("kind") or "month"
        year, month = told.get("year") or self.today.year, told.get("month") or self.today.month
        length = LENGTHS[kind]
        return Span(kind, date(year, (month - 1) // length * length + 1, 1))

    def query(self, span: Span, **more: object) -> str:
        """This question about a period as a query string."""
        asked = {"kind": span.kind, "year": span.since.year, "month": span.since.month}
        return urlencode({**self.narrowed(), **asked, **more})

    def narrowed(self) -> Mapping[str, object]:
        """What is asked besides the period."""
        return {}


class Asked(Period):
    """Figures of a period: by what they are told apart, and whether they are compared."""

    cut = forms.ChoiceField(label="按", required=False, choices=Cut.choices())
    compared = forms.BooleanField(label="与上期、去年同期比", required=False)
    field_order = ("cut", "kind", "year", "month", "compared")

    def asked_cut(self) -> Cut:
        """By what the figures are told apart."""
        return Cut(self.cleaned_data.get("cut") or Cut.DEPARTMENT)

    def narrowed(self) -> Mapping[str, object]:
        """The cut, and the comparison where it was asked for."""
        compared = {"compared": "on"} if self.cleaned_data.get("compared") else {}
        return {"cut": self.asked_cut().value, **compared}


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _opening(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)
