"""The cells of the table of measures: some five hundred a page, drawn here because a template takes four times as long."""

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qinqing.doors.web.templatetags.qinqing import points, signed

if TYPE_CHECKING:
    from qinqing.doors.console.views.statistics import Figure, Gap, Share

register = template.Library()
NOTHING = SafeString()
NO_RATE = SafeString('<td class="num">—</td>')


@register.simple_tag
def figure(one: "Figure", since_before: bool, since_year_ago: bool) -> SafeString:
    """A count that leads to its appeals, and what it was in the periods it is compared with."""
    before = _note("上期", one.before) if since_before and one.moved else NOTHING
    year_ago = _note("去年", one.year_ago) if since_year_ago and one.moved else NOTHING
    count, tone = _linked(one.count, one.url), " over" if one.over else ""
    return format_html('<td class="num{}">{}{}{}</td>', tone, count, before, year_ago)


@register.simple_tag
def share(one: "Share", compared: bool) -> SafeString:
    """A rate with its two counts, and by how many points it rose; without a whole there is none."""
    if not one.rate.whole:
        return NO_RATE
    before = _note("环比", points(one.before)) if compared and one.before is not None else NOTHING
    year_ago = _note("同比", points(one.year_ago)) if compared and one.year_ago is not None else NOTHING
    cell = '<td class="num">{}%<small>{}</small>{}{}</td>'
    return format_html(cell, f"{one.rate.percent:.1f}", _counts(one), before, year_ago)


@register.simple_tag
def gap(one: "Gap") -> SafeString:
    """回访差, and below it the counts of the department's own calls and of the bureau's sample."""
    own, sample = (
        _note(whose, _counts(rate)) if rate.rate.whole else NOTHING
        for whose, rate in zip(("部门", "抽样"), one.rates, strict=True)
    )
    return format_html('<td class="num">{}{}{}</td>', signed(one.points), own, sample)


def _note(label: str, told: object) -> SafeString:
    return format_html("<small>{} {}</small>", label, told)


def _counts(one: "Share") -> SafeString:
    whole = _linked(one.rate.whole, one.whole_url) if one.whole_url else one.rate.whole
    return format_html("{}/{}", _linked(one.rate.part, one.url), whole)


def _linked(count: int, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, count) if count else SafeString("0")
