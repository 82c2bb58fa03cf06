"""推荐: drawn from the county's catalogue and its own transfers, within what the actor may see; it changes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.cast import NOW
from tests.tables import digests

from qinqing.doors.operations.management.commands import recommend
from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.procedure.appeals import queries
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries as organs
from qinqing.procedure.register.rules import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
POWER = "车间停电三次，注塑机报废，请解决"


def told(*words):
    out = StringIO()
    call_command(recommend.Command(), *words, stdout=out)
    return out.getvalue()


def test_the_command_answers_in_the_keys_of_the_contract():
    answer = json.loads(told("--text", POWER, "--json"))
    assert {"departments", "category", "similar"} <= answer.keys()
    first = answer["departments"][0]
    assert first["name"] == "云岭县供电公司"
    assert first["role"] == "lead"
    assert 0 < first["score"] <= 1
    assert any("停电" in why for why in first["why"])
    assert answer["category"] == "用电"


def test_people_read_the_reasons():
    said = told("--text", POWER)
    assert said.startswith("牵头：云岭县供电公司")
    assert "提到“停电”" in said


def test_similar_appeals_come_with_their_outcome(stand):
    earlier = stand("handling")
    answer = json.loads(told("--text", "线路频繁跳闸，最长一次停了四个小时，炉内铁水报废", "--json"))
    assert answer["similar"][0]["number"] == earlier.number
    assert answer["similar"][0]["lead"] == "供电公司"
    assert answer["similar"][0]["outcome"] == "部门办理中"
    assert any("1 件类似诉求中 1 件由其牵头" in why for why in answer["departments"][0]["why"])


@pytest.mark.parametrize("words", [("--text", "  "), ("--text", POWER, "--enterprise", "没有这家")])
def test_what_cannot_be_answered_is_refused(words):
    with pytest.raises(CommandError):
        told(*words)


def test_an_enterprise_is_named_by_code_or_name(cast):
    enterprise = organs.find_enterprises(MACHINE, "恒")[0]
    assert told("--text", POWER, "--enterprise", enterprise.credit_code)
    assert told("--text", POWER, "--enterprise", enterprise.name)


def test_what_officials_list_counts_at_once(cast):
    text = "想养蜈蚣"
    assert not queries.advise(MACHINE, text).departments
    register.set_duties(cast.organ("housing"), duties=[Duty("特种养殖", ("蜈蚣",))], by=MACHINE, at=NOW)
    assert queries.advise(MACHINE, text).departments[0].organ == cast.organ("housing")


def test_an_organ_without_a_catalogue_has_the_usual_duties(cast):
    register.set_duties(cast.organ("power-supply"), duties=[], by=MACHINE, at=NOW)
    charge = next(one for one in organs.charges() if one.organ.code == "power-supply")
    assert not charge.listed
    assert queries.advise(MACHINE, "停电三天").departments[0].organ == cast.organ("power-supply")


def test_the_appeal_itself_is_left_out(stand):
    appeal = stand("handling")
    assert [one.appeal.pk for one in queries.advise(MACHINE, appeal.text).similar] == [appeal.pk]
    assert not queries.advise(MACHINE, appeal.text, without={appeal.pk}).similar


def test_only_what_the_actor_may_see_is_drawn_on(stand):
    appeal = stand("handling")
    stranger = Actor(Role.OFFICER, organ=0, name="某人")
    assert not queries.advise(stranger, appeal.text).similar


def test_a_refused_appeal_teaches_nothing(stand):
    refused = stand("refused")
    advice = queries.advise(MACHINE, refused.text)
    assert refused.pk in [one.appeal.pk for one in advice.similar]
    assert not any("类似诉求" in why for one in advice.departments for why in one.why)


def test_advice_writes_nothing(stand):
    stand("handling")
    before = digests()
    queries.advise(MACHINE, POWER)
    assert digests() == before


def test_a_constant_number_of_queries(stand, django_assert_num_queries):
    stand("handling")
    queries.advise(MACHINE, POWER)
    with django_assert_num_queries(5):
        queries.advise(MACHINE, POWER)
    stand("handling")
    stand("transferred")
    queries.advise(MACHINE, POWER)
    with django_assert_num_queries(5):
        queries.advise(MACHINE, POWER)
