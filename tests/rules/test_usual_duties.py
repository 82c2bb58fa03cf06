"""The table of usual duties fits every organ of the demo county, and reads what people type."""

import pytest

from qinqing.doors.operations.county.story import tell
from qinqing.procedure.register.rules import Duty, OrganView, told_duties, usual_duties
from qinqing.procedure.register.rules.duties import tidy, words_of

ORGANS = [
    OrganView(place, one.code, one.name, one.short, one.kind, one.former, one.duties)
    for place, one in enumerate(tell().organs, start=1)
]


@pytest.mark.parametrize("organ", [one for one in ORGANS if one.assignable], ids=lambda one: one.code)
def test_every_organ_that_is_given_appeals_has_usual_duties(organ):
    duties = usual_duties(organ)
    assert duties
    assert all(duty.words for duty in duties)


def test_an_organ_of_an_unknown_name_has_none():
    assert usual_duties(OrganView(1, "x", "云岭县地方志编纂中心", "", "department")) == []


def test_the_present_name_counts_before_former_ones():
    fire = next(one for one in ORGANS if one.code == "fire-rescue")
    assert "公安" in fire.former_names[0]
    assert {duty.name for duty in usual_duties(fire)} == {"消防监督检查", "消火栓和消防水源"}


def test_words_are_divided_by_blanks_and_commas_and_kept_once():
    assert words_of("土地证、房产证，土地证 产权证\n") == ("土地证", "房产证", "产权证")


def test_nameless_and_double_duties_are_left_out():
    kept = tidy([Duty(" 登记 ", ("甲",), ("甲", "乙")), Duty(""), Duty("登记", ("丙",))])
    assert kept == [Duty("登记", ("甲",), ("乙",))]


def test_a_sentence_of_duties_is_read_as_duties():
    assert [duty.name for duty in told_duties("土地出让和租赁、用地预审与选址；办理土地证。")] == [
        "土地出让和租赁", "用地预审与选址", "办理土地证",
    ]  # fmt: skip
