"""Looking at pages: where each character stands, in millimetres and points from the top left."""

import io
from dataclasses import dataclass
from itertools import groupby

import pdfplumber

MM = 72 / 25.4
RED = (1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Line:
    """Characters on one line: the top of their em boxes and their ends, in points."""

    middle: float
    left: float
    right: float
    size: float
    text: str
    font: str


@dataclass(frozen=True)
class Rule:
    """A rule as wide as it is drawn, in points."""

    left: float
    right: float
    top: float
    bottom: float
    colour: object


@dataclass(frozen=True)
class Page:
    """One page: its size in millimetres, its lines, and its rules."""

    width: float
    height: float
    lines: list[Line]
    rules: list[Rule]

    @property
    def red(self) -> list[Rule]:
        """The red rules, from the top."""
        return sorted((one for one in self.rules if one.colour == RED), key=lambda one: one.top)

    def line(self, says: str) -> Line:
        """The first line that says this, blanks aside."""
        return next(one for one in self.lines if says in one.text.replace(" ", ""))


def pages(pdf: bytes) -> list[Page]:
    """The pages of a PDF as read back."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_page(one) for one in opened.pages]


def _page(page: pdfplumber.page.Page) -> Page:
    ordered = sorted(page.chars, key=lambda one: (round(_baseline(page, one), 1), one["x0"]))
    rows = [list(row) for _, row in groupby(ordered, key=lambda one: round(_baseline(page, one), 1))]
    lines = [_line(page, row) for row in rows]
    rules = [_rule(one) for one in (*page.lines, *page.rects, *page.curves)]
    return Page(float(page.width) / MM, float(page.height) / MM, lines, rules)


def _line(page: pdfplumber.page.Page, row: list[dict]) -> Line:
    biggest = max(row, key=lambda one: one["size"])
    size = biggest["size"]
    # The em box is 0.88 above and 0.12 below the baseline.
    middle = _baseline(page, biggest) - 0.38 * size
    text = "".join(one["text"] for one in row)
    return Line(middle, row[0]["x0"], row[-1]["x1"], size, text, biggest["fontname"])


def _baseline(page: pdfplumber.page.Page, char: dict) -> float:
    return float(page.height) - char["matrix"][5]


def _rule(one: dict) -> Rule:
    if one["fill"]:
        return Rule(one["x0"], one["x1"], one["top"], one["bottom"], one["non_stroking_color"])
    half = one["linewidth"] / 2
    return Rule(one["x0"], one["x1"], one["top"] - half, one["bottom"] + half, one["stroking_color"])
