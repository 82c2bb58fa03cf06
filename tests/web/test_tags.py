"""How days, money, people and text read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.template.loader import render_to_string

from qinqing.doors.web.templatetags import qinqing as tags
from qinqing.kernel.actors import Actor, Role


@time_machine.travel("2026-12-31 16:30:00 +0000", tick=False)
def test_days_name_the_year_only_when_it_is_another():
    assert tags.day(date(2027, 1, 7)) == "1月7日"
    assert tags.day(date(2026, 11, 23)) == "2026年11月23日"
    assert tags.day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "1月1日"
    assert tags.day(None) == ""


@time_machine.travel("2026-11-23 06:00:00 +0000", tick=False)
def test_moments_are_in_shanghai():
    assert tags.moment(datetime(2026, 11, 23, 6, 32, tzinfo=UTC)) == "11月23日 14:32"
    assert tags.weekday(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == "星期一"


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (None, ""), (0, "0 元"), (Decimal("9999.50"), "9,999.5 元"),
        (864000, '<span title="864,000 元">86.4 万元</span>'),
        (Decimal("10000.00"), '<span title="10,000 元">1 万元</span>'),
        (-20000, '<span title="-20,000 元">-2 万元</span>'),
        (Decimal("123456789.01"), '<span title="123,456,789.01 元">12,345.68 万元</span>'),
        ("不详", "不详"), (100, "100 元"),
    ],
)  # fmt: skip
def test_money_reads_in_tens_of_thousands(yuan, shown):
    assert tags.money(yuan) == shown


def test_people_are_named_with_their_post():
    assert tags.actor(Actor(Role.INTAKE, name="韦晓岚")) == "韦晓岚（受理岗）"
    assert tags.actor("供电公司") == "供电公司"


def test_text_keeps_its_lines_and_nothing_else():
    shown = tags.paragraphs("一\r\n二 <b>\n\n\n三\n \n<script>")
    assert shown == "<p>一<br>二 &lt;b&gt;</p>\n<p>三</p>\n<p>&lt;script&gt;</p>"
    assert tags.paragraphs(None) == tags.paragraphs("\n\n") == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13800138000", "138****8000"), ("138 0013 8000", "138****8000"), ("0771-5551234", "0771-****34"),
     ("13800138000 韦", "138****8000 韦"), ("110", "110"), ("", ""), (None, "")],
)  # fmt: skip
def test_telephones_are_masked(number, shown):
    assert tags.mask_phone(number) == shown


class Choice(forms.Form):
    kind = forms.ChoiceField(label="类别", widget=forms.RadioSelect, choices=[("a", "用电")], help_text="选最接近的")
    quiet = forms.BooleanField(label="保密", required=False)


def test_groups_of_choices_are_fieldsets_with_a_legend():
    shown = render_to_string("web/_field.html", {"field": Choice({})["kind"]})
    assert "<fieldset" in shown
    assert "<legend>类别" in shown
    assert 'aria-describedby="id_kind_error id_kind_help"' in shown


def test_a_single_box_stands_inside_its_label():
    shown = render_to_string("web/_field.html", {"field": Choice()["quiet"]})
    assert shown.index("<label") < shown.index("<input") < shown.index("</label>")


def test_lists_page_by_what_came_before():
    shown = render_to_string("web/_pager.html", {"page": {"newer": "", "older": "before=x&q=电"}})
    assert 'href="?before=x&amp;q=电"' in shown
    assert '<span class="btn off">较新的</span>' in shown


@pytest.mark.parametrize(("value", "address"), [
    ("0776-6123456", "tel:07766123456"), ("13800138000", "tel:13800138000"), ("jiedairi@yunling.example", "mailto:jiedairi@yunling.example"),
    ("振兴路18号", ""), ("工作日上午8:30—12:00", ""), ("0776-6123456转801", ""), ('a"b@c.d>', ""),
])  # fmt: skip
def test_a_number_can_be_called_and_an_address_written_to(value, address):
    shown = str(tags.reachable(value))
    assert f'href="{address}"' in shown if address else "<a" not in shown
