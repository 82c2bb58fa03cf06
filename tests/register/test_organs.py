"""Organs are entered once, renamed without losing their old names, and abolished into a successor."""

import pytest
from django.db import transaction
from tests.register.conftest import NOW, SECURITY, SYSTEM

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register import actions, queries
from qinqing.services.journal.queries import history


def best(text):
    return queries.match_organ(text)[0].best


def test_they_are_read_by_kind_and_by_name(county):
    assert [one.code for one in queries.organs("town")] == ["shixi"]
    assert queries.bureau().name == "云岭县工业信息化和商务局"
    assert queries.office().code == "office"
    assert queries.inspectorate() is None
    assert [one.code for one in queries.assignable()] == ["bureau", "land", "shixi"]
    assert queries.organ_names()[county.organs["land"]] == "自然资源局"
    assert best("县国土局").code == "land"


def test_a_reading_costs_one_query(county, django_assert_num_queries):
    queries.organ_names()
    with django_assert_num_queries(1):
        queries.match_organ("县自然资源局、石溪镇")


def test_a_rolled_back_organ_is_not_remembered(county):
    with transaction.atomic():
        county.organ("forestry", "云岭县林业局", "林业局", "department")
        assert best("林业局").code == "forestry"
        transaction.set_rollback(True)
    assert best("林业局") is None
    county.organ("finance", "云岭县财政局", "财政局", "department")
    assert best("财政局").code == "finance"


def test_a_renamed_organ_is_still_found_by_its_former_name(county):
    actions.amend_organ(county.organs["land"], name="云岭县自然资源和规划局", by=SYSTEM, at=NOW)
    found = queries.organ(county.organs["land"])
    assert found.former_names == ("云岭县自然资源局",)
    assert best("云岭县自然资源局") == found


def test_an_abolished_organ_leads_to_its_successor(county):
    county.organ("planning", "云岭县规划服务局", "规划服务局", "department")
    actions.abolish_organ(county.organs["planning"], successor=county.organs["land"], by=SYSTEM, at=NOW)
    assert best("规划服务局").code == "land"
    assert not queries.is_assignable(county.organs["planning"])
    with pytest.raises(Refused, match="已撤并"):
        actions.amend_organ(county.organs["planning"], phone="1", by=SYSTEM, at=NOW)


def test_an_organ_with_people_in_its_posts_is_not_abolished(county):
    post = county.post("officer", "land", "officer", "经办人")
    county.seat(county.person("lan", "蓝天"), post)
    with pytest.raises(Refused, match="还有人任职"):
        actions.abolish_organ(county.organs["land"], successor=None, by=SYSTEM, at=NOW)


def test_there_is_one_bureau(county):
    with pytest.raises(Refused, match="只能有一个"):
        county.organ("second", "云岭县另一工信局", "", "bureau")


@pytest.mark.parametrize(("code", "name"), [("land", "云岭县另一局"), ("other", "云岭县自然资源局"), ("Land!", "甲局")])
def test_codes_and_names_are_taken_once(county, code, name):
    with pytest.raises(Refused):
        county.organ(code, name, "", "department")
    assert best("自然资源局").id == county.organs["land"]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SYSTEM_ADMIN, Role.MACHINE)])
def test_only_the_system_administrator_keeps_them(county, role):
    with pytest.raises(Refused, match="由系统管理员维护"):
        actions.amend_organ(county.organs["land"], phone="1", by=Actor(role), at=NOW)


def test_the_record_tells_what_changed(county):
    actions.amend_organ(county.organs["land"], phone="0000-1", by=SYSTEM, at=NOW)
    added, amended = history("organ/land")
    assert (added.event, amended.event) == ("register.organ.added", "register.organ.amended")
    assert amended.facts["before"] == {"phone": ""}


def test_unknown_organs_are_not_found(county):
    with pytest.raises(NotFound):
        queries.organ(0)
    with pytest.raises(NotFound):
        actions.add_post(code="xx", organ=0, role="officer", title="经办人", by=SECURITY, at=NOW)
