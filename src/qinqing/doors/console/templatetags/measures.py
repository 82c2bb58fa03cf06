"""The table of measures: some five hundred cells a page, put together here because a template takes ten times as long.

Nothing stands in them but numbers, words of ours and addresses, which are escaped.
"""

from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from qinqing.doors.web.templatetags.qinqing import points, signed

if TYPE_CHECKING:
    from qinqing.doors.console.views.statistics import Figure, Gap, Line, Share

register = template.Library()
NO_RATE = '<td class="num">—</td>'


@register.simple_tag
def cells(line: "Line", since_before: bool, since_year_ago: bool, compared: bool) -> SafeString:
    """The figures, the rates and 回访差 of one line."""
    figures = [_figure(one, since_before, since_year_ago) for one in line.figures]
    shares = [_share(one, compared) for one in line.shares]
    return SafeString("".join((*figures, *shares, _gap(line.gap))))


def _figure(one: "Figure", since_before: bool, since_year_ago: bool) -> str:
    """A count that leads to its appeals, and what it was in the periods it is compared with."""
    before = _note("上期", one.before) if since_before and one.moved else ""
    year_ago = _note("去年", one.year_ago) if since_year_ago and one.moved else ""
    return f'<td class="num{" over" if one.over else ""}">{_linked(one.count, one.url)}{before}{year_ago}</td>'


def _share(one: "Share", compared: bool) -> str:
    """A rate with its two counts, and by how many points it rose; without a whole there is none."""
    if not one.rate.whole:
        return NO_RATE
    before = _note("环比", points(one.before)) if compared and one.before is not None else ""
    year_ago = _note("同比", points(one.year_ago)) if compared and one.year_ago is not None else ""
    return f'<td class="num">{one.rate.percent:.1f}%<small>{_counts(one)}</small>{before}{year_ago}</td>'


def _gap(one: "Gap") -> str:
    """回访差, and below it the counts of the department's own calls and of the bureau's sample."""
    own, sample = (
        _note(whose, _counts(rate)) if rate.rate.whole else ""
        for whose, rate in zip(("部门", "抽样"), one.rates, strict=True)
    )
    return f'<td class="num">{signed(one.points)}{own}{sample}</td>'


def _note(label: str, told: int | str) -> str:
    return f"<small>{label} {told}</small>"


def _counts(one: "Share") -> str:
    whole = _linked(one.rate.whole, one.whole_url) if one.whole_url else one.rate.whole
    return f"{_linked(one.rate.part, one.url)}/{whole}"


def _linked(count: int, url: str) -> str:
    return f'<a href="{escape(url)}">{count}</a>' if count else "0"
