"""How days, moments, money, people and text read on every page."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from qinqing.doors.web import clock, once
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.contact import bureau_phone
from qinqing.doors.web.fields import Files
from qinqing.doors.web.navigation import Link
from qinqing.kernel.actors import Actor
from qinqing.kernel.phrases import moment_zh

register = template.Library()

WEEKDAYS = "一二三四五六日"
DIALLED = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}|1[0-9]{10}|[0-9]{5,8}")
WRITTEN_TO = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).date()
    return value


@register.filter
def day(value: date | datetime | None) -> str:
    """``11月23日``; with the year only when it is not this one."""
    if not value:
        return ""
    local = _local(value)
    text = f"{local.month}月{local.day}日"
    return text if local.year == clock.today().year else f"{local.year}年{text}"


@register.filter
def points(value: float | None) -> str:
    """A difference in percentage points: ``↑3.1``, ``↓2``, ``持平``; nothing to compare is ``—``."""
    if value is None:
        return "—"
    return f"{'↑' if value > 0 else '↓'}{abs(value):g}" if value else "持平"


@register.filter
def signed(value: float | None) -> str:
    """A gap in percentage points: ``+14.3``, ``-2``, ``0``; none is ``—``."""
    if value is None:
        return "—"
    return f"{value:+g}" if value else "0"


@register.filter
def told(value: str) -> str:
    """What the record keeps, as people read it: ``2026-12-29`` is ``12月29日``; everything else stays."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value or ""):
        return value
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


@register.filter
def weekday(value: date | datetime | None) -> str:
    """``星期一``."""
    return f"星期{WEEKDAYS[_local(value).weekday()]}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """``11月23日 14:32``, Shanghai time."""
    return f"{day(value)} {value.astimezone(SHANGHAI):%H:%M}" if value else ""


@register.filter
def until(value: datetime | None) -> str:
    """The end of a limit: ``11月23日 14:32``, and where it ends with a day, that day's ``24:00``."""
    return moment_zh(value, this_year=clock.today().year) if value else ""


@register.filter
def money(value: Decimal | int | str | None) -> SafeString | str:
    """Yuan shown in 万元 (under ten thousand in 元), the exact figure on hover."""
    if value is None or value == "":
        return ""
    try:
        yuan = Decimal(value)
    except InvalidOperation:
        return str(value)
    exact = f"{yuan:,f}".rstrip("0").rstrip(".") if "." in f"{yuan:f}" else f"{yuan:,f}"
    if abs(yuan) < 10000:
        return f"{exact} 元"
    tens = (yuan / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    short = f"{tens:,f}".rstrip("0").rstrip(".")
    return format_html('<span title="{} 元">{} 万元</span>', exact, short)


@register.filter
def actor(value: Actor | str | None) -> str:
    """A person with their post."""
    return value.title if isinstance(value, Actor) else str(value or "")


@register.filter
def paragraphs(value: str | None) -> SafeString:
    """Plain text as typed: blank lines part paragraphs, single breaks stay. Everything is escaped."""
    blocks = re.split(r"\n[ \t\u3000]*\n+", (value or "").replace("\r\n", "\n").strip("\n"))
    return format_html_join("\n", "<p>{}</p>", ((_lines(block),) for block in blocks if block.strip()))


def _lines(block: str) -> SafeString:
    first, *rest = block.split("\n")
    return format_html("{}{}", first, format_html_join("", "<br>{}", ((line,) for line in rest)))


@register.filter
def mask_phone(value: str | None) -> str:
    """``138****8000``; landlines keep the area code and the last two figures."""
    text = value or ""
    mobile = re.sub(r"(?<![0-9])(1[0-9]{2})[ -]?[0-9]{4}[ -]?([0-9]{4})(?![0-9])", r"\1****\2", text)
    if mobile != text:
        return mobile
    return re.sub(r"(?<![0-9])(0[0-9]{2,3})-?[0-9]{5,6}([0-9]{2})(?![0-9])", r"\1-****\2", text)


@register.simple_tag
def light(value: Any) -> SafeString:
    """The light of a clock: colour with words; nothing when there is no clock."""
    return _light(value.colour, value.words) if value else SafeString()


@lru_cache(maxsize=2048)  # a list shows the same few lights and clauses in all its rows
def _light(colour: str, words: str) -> SafeString:
    return format_html('<span class="light {}">{}</span>', colour, words)


@register.simple_tag
def menu(groups: Iterable[Iterable[Link]], label: str) -> SafeString:
    """The desk's menu; drawn once for all who have the same places and are in the same one."""
    return _menu(tuple(map(tuple, groups)), label)


@lru_cache(maxsize=512)
def _menu(groups: tuple[tuple[Link, ...], ...], label: str) -> SafeString:
    return render_to_string("web/_nav.html", {"nav": groups, "label": label})


@register.simple_tag
@lru_cache(maxsize=2048)
def clause(reference: str) -> SafeString:
    """A clause of the Plan as a chip that leads to its text."""
    if not reference:
        return SafeString()
    chip = '<a class="clause" href="/plan#{}" title="制度 {}">{}</a>'
    return format_html(chip, quote(reference), reference, reference)


@register.simple_tag(takes_context=True, name="once")
def once_token(context: dict[str, Any]) -> str:
    """The form's single-use token; a form shown again after an error keeps its own."""
    return once.token_for(context.get("request"))


@register.simple_tag
def error_count(form: forms.BaseForm) -> int:
    """How many messages the summary lists."""
    return sum(len(messages) for messages in form.errors.values())


@register.simple_tag
def the_bureau() -> str:
    """Whom to call, with the number where there is one."""
    phone = bureau_phone()
    return format_html("工信商务局（{}）", reachable(phone)) if phone else "工信商务局"


@register.filter
def reachable(value: str) -> str:
    """A telephone number that a finger calls, an address that it writes to; anything else as it is."""
    plain = value.strip()
    if DIALLED.fullmatch(plain):
        return format_html('<a href="tel:{}">{}</a>', plain.replace("-", ""), value)
    return format_html('<a href="mailto:{}">{}</a>', plain, value) if WRITTEN_TO.fullmatch(plain) else value


@register.filter
def asks_password(form: forms.BaseForm) -> bool:
    """Whether something typed is not shown again: no page repeats a password."""
    widgets = [field.field.widget for field in form.visible_fields()]
    return any(isinstance(one, forms.PasswordInput) and not one.render_value for one in widgets)


@register.filter
def widget_kind(field: BoundField) -> str:
    """``check`` (one box), ``group`` (radios, boxes), ``files`` or ``plain``: each is labelled in its own way."""
    widget = field.field.widget
    if isinstance(field.field, Files):
        return "files"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "group" if isinstance(widget, GROUPS) else "plain"


@register.filter
def described(field: BoundField) -> str:
    """Ids of the hint and the error of a field, for aria-describedby."""
    names = [f"{field.auto_id}_error"] if field.errors else []
    if field.help_text:
        names.append(f"{field.auto_id}_help")
    return " ".join(names)


@register.filter
def accessible(field: BoundField) -> SafeString:
    """The field's widget, tied to its hint and error."""
    attributes: dict[str, Any] = {"aria-describedby": described(field)} if described(field) else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(field.field.widget, forms.Textarea):
        attributes["data-count"] = True
    return field.as_widget(attrs=attributes)
