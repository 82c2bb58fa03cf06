"""The Plan's blanks and clauses: defaults, ranges, what an edition prints."""

import re

import pytest

from qinqing.procedure.plan.rules import CLAUSES, DEFAULTS, NAMES, SETTINGS, Limits, changed, faults, render_clause
from qinqing.procedure.plan.rules.clauses import BLANK, in_chapters, packaged, show_clause
from qinqing.procedure.plan.rules.editions import DELIVERED, FIRST_DIGEST

DEFAULT_LIMITS = {
    "transfer": 2, "transfer_urgent_hours": 2, "sign": 1, "contact": 1, "return": 1, "ruling": 1, "handle_enquiry": 3,
    "handle_simple": 5, "handle_ordinary": 10, "handle_complex": 15, "handle_longest": 30, "assist": 3,
    "extension_ask": 1, "extension_longest": 10, "compile": 3, "opinion": 3, "deputy_days_month": 1,
    "mayor_days_quarter": 1, "notice": 5, "dossier": 2, "minutes": 5, "item_contact": 2, "progress_day": 30, "item_months": 3,
    "report": 2, "send_city": 3, "answer": 5, "follow_up": 3, "correction": 5, "sample_share": 10, "sample_call": 10, "rating_link": 20, "inspection_report_day": 10, "inspection_appeal_days": 30,
    "rectification": 5,
    "bulletin_draft_day": 5, "bulletin_day": 10, "raise_after": 3,
    "chase_reminder": 1, "chase_bureau": 2, "chase_urging": 4, "chase_head": 6, "chase_deputy": 8, "urging": 3,
}  # fmt: skip


def test_the_defaults_are_those_of_the_published_plans():
    assert DEFAULTS == DEFAULT_LIMITS
    assert faults(DEFAULTS) == []


@pytest.mark.parametrize("key", SETTINGS)
def test_each_number_is_refused_outside_its_range(key):
    one = SETTINGS[key]
    assert one.clause in CLAUSES
    for value in (one.least - 1, one.most + 1):
        assert faults(DEFAULTS | {key: value}) == [
            f"“{one.label}”须在 {one.least} 到 {one.most} 之间，现为 {value}，请改正"
        ]
    assert faults(DEFAULTS | {key: True}) == faults(DEFAULTS | {key: "3"}) == [f"“{one.label}”须是整数，请改正"]
    assert faults({name: value for name, value in DEFAULTS.items() if name != key}) == [
        f"“{one.label}”还没有填，请填写"
    ]


def test_unknown_numbers_are_refused():
    assert faults(DEFAULTS | {"tranfer": 2}) == ["没有“tranfer”这一项时限，请删去"]


def test_limits_that_cross_are_refused():
    assert faults(DEFAULTS | {"handle_simple": 12}) == ["“部门办理（简单）”不能长于“部门办理（一般）”，请改正"]
    assert faults(DEFAULTS | {"bulletin_draft_day": 10}) == [
        "“月度通报起草（次月）”须早于“月度通报公开（次月）”，请改正"
    ]


def test_limits_are_read_in_three_ways():
    limits = Limits({**DEFAULTS, "transfer": 4})
    assert limits.limit("transfer") == limits["transfer"] == limits.transfer == 4
    assert limits["return"] == 1
    with pytest.raises(KeyError):
        limits.limit("nothing")
    with pytest.raises(AttributeError):
        _ = limits.nothing


def test_an_edition_older_than_a_setting_uses_its_default():
    assert Limits({"transfer": 4}).limit("raise_after") == 3


def test_what_changed_is_said_with_units():
    assert changed(DEFAULTS, DEFAULTS | {"transfer": 1, "progress_day": 25}) == [
        "登记转办：2个工作日改为1个工作日", "决定事项报送进展：每月30日改为每月25日",
    ]  # fmt: skip


def test_every_clause_that_the_procedure_cites_is_there():
    cited = ["二(三)", "三(四)", "四", "四(一)1", "四(一)4", "四(六)", "五(二)", "五(五)"]
    assert set(cited) <= CLAUSES.keys()
    assert [chapter.ref for chapter in in_chapters(packaged())] == ["序", "一", "二", "三", "四", "五"]


def test_numbers_and_names_fill_the_blanks():
    text = render_clause(CLAUSES["四(一)1"].text, Limits({**DEFAULTS, "transfer": 4}))
    assert "于4个工作日内转到县直有关部门" in text
    assert "云岭县范围内" in render_clause(CLAUSES["二(三)"].text, Limits(), {"county": "云岭县"})
    assert "本县范围内" in render_clause(CLAUSES["二(三)"].text, Limits(), {"county": ""})
    assert render_clause("于{nothing}内", Limits()) == "于{nothing}内"


def test_no_clause_is_left_with_a_blank():
    for clause in packaged():
        assert set(BLANK.findall(clause.text)) <= SETTINGS.keys() | NAMES.keys()
        assert not re.search(r"[{}x]", render_clause(clause.text, Limits()))


def test_a_shown_clause_carries_the_countys_numbers():
    shown = show_clause(CLAUSES["四(四)"], Limits())
    assert [(number.label, number.words) for number in shown.numbers] == [("办结后书面报告", "2个工作日")]


@pytest.mark.parametrize(("ref", "label", "depth"), [("四", "四、", 0), ("四(一)", "（一）", 1), ("四(一)2", "2.", 2)])
def test_clauses_are_numbered_as_printed(ref, label, depth):
    assert (CLAUSES[ref].label, CLAUSES[ref].depth) == (label, depth)


def test_the_delivered_edition_is_known_by_its_digest():
    assert FIRST_DIGEST in DELIVERED
