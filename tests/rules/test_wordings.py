"""What notices say outside: an office's words are judged before they are kept, and a text message is counted."""

import pytest

from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import (
    DEFAULTS,
    EDITABLE,
    EXAMPLES,
    PLACES,
    Wording,
    example,
    faults,
    said,
    sms_parts,
)


@pytest.mark.parametrize("medium", EDITABLE)
def test_the_words_that_come_along_can_be_used(medium):
    assert faults(DEFAULTS[medium], medium) == []


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_example(kind):
    assert EXAMPLES[kind][0] in example(DEFAULTS[Medium.SMS], Medium.SMS, kind, "清溪县").body


@pytest.mark.parametrize("medium", EDITABLE)
def test_without_an_address_the_reader_is_told_what_to_sign_in_to(medium):
    told = said(DEFAULTS[medium], {"title": "转来诉求待签收", "site": ""}, medium).body
    assert "请登录县长服务企业接待日系统查看" in told
    if medium != Medium.SMS:
        page = "https://jdr.example/desk/appeals/k3j9x2m4qp/"
        words = {"title": "转来诉求待签收", "site": "https://jdr.example", "link": page}
        assert f"请登录 {page} 查看" in said(DEFAULTS[medium], words, medium).body


@pytest.mark.parametrize(
    ("medium", "subject", "body", "told"),
    [
        ("sms", "", "{title}{phone}", "{phone}"),
        ("sms", "", "{title}{secret}", "{secret}"),
        ("sms", "", "{title}{name", "花括号"),
        ("sms", "", "{title}｛name｝", "花括号"),
        ("sms", "", "{title}{Name}", "花括号"),
        ("sms", "", "{title}{name.__class__}", "花括号"),
        ("sms", "", "{title}{0}", "花括号"),
        ("sms", "", "请登录查看", "要写出 {title}"),
        ("sms", "", "{title}" + "长" * 300, "超过 300 字"),
        ("mail", "", "{title}", "要有标题"),
        ("mail", "{who}", "{title}", "{who}"),
        ("mail", "题", "{title}" + "长" * 2000, "2000 字以内"),
    ],
)
def test_words_that_cannot_be_used_are_told(medium, subject, body, told):
    assert told in "".join(fault for _, fault in faults(Wording(subject, body), Medium(medium)))


def test_every_place_can_be_written():
    body = "".join(f"{{{name}}}" for name in PLACES)
    assert faults(Wording("", body), Medium.WECOM) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", (0, 1)),
        ("字" * 70, (70, 1)),
        ("字" * 71, (71, 2)),
        ("字" * 134, (134, 2)),
        ("字" * 135, (135, 3)),
        ("😀" * 36, (72, 2)),
    ],
)
def test_a_text_message_is_counted_as_the_operator_counts_it(text, counted):
    assert sms_parts(text) == counted
