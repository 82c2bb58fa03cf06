"""Who acts in which post on which day, in whose place, and which deputy answers for what."""

from datetime import timedelta

import pytest
from tests.register.conftest import CLERK, NOW, SECURITY, TODAY

from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.actions.accounts import rename_account
from qinqing.services.journal.queries import history

DAY = timedelta(days=1)


@pytest.fixture
def officer(county):
    return county.post("land-officer", "land", "officer", "经办人")


def test_a_holder_acts_in_the_post(county, officer, django_assert_num_queries):
    lan = county.person("lan", "蓝天")
    county.seat(lan, officer)
    queries.organs()
    with django_assert_num_queries(1):
        actor = queries.actor_for(lan, None, TODAY)
    assert actor == Actor(
        Role.OFFICER, name="蓝天", person=lan.pk, post=officer.pk, post_label="自然资源局经办人",
        organ=county.organs["land"], organ_name="自然资源局",
    )  # fmt: skip


def test_a_substitute_acts_in_the_holders_name(county, officer, django_assert_num_queries):
    lan, bai = county.person("lan", "蓝天"), county.person("bai", "白云")
    county.seat(lan, officer)
    county.seat(bai, officer, stands_in=True)
    queries.organs()
    with django_assert_num_queries(1):
        actor = queries.actor_for(bai, officer.pk, TODAY)
    assert (actor.substitute_for, actor.title) == ("蓝天", "白云（自然资源局经办人，代蓝天）")
    assert [held.label for held in queries.posts_of(bai, TODAY)] == ["自然资源局经办人（代蓝天）"]


def test_a_substitute_sees_the_holders_new_name_at_once(county, officer):
    lan, bai = county.person("lan", "蓝天"), county.person("bai", "白云")
    county.seat(lan, officer)
    county.seat(bai, officer, stands_in=True)
    assert queries.actor_for(bai, officer.pk, TODAY).substitute_for == "蓝天"
    rename_account(lan.pk, name="蓝海", phone="13800000000", by=SECURITY, at=NOW)
    assert queries.actor_for(bai, officer.pk, TODAY).substitute_for == "蓝海"


def test_people_land_in_their_own_post_first(county, officer):
    lan = county.person("lan", "蓝天")
    head = county.post("land-head", "land", "head", "局长")
    county.seat(lan, officer, stands_in=True)
    county.seat(lan, head)
    assert queries.actor_for(lan, None, TODAY).post == head.pk
    assert queries.actor_for(lan, officer.pk, TODAY).substitute_for == "经办人"


def test_posts_are_held_from_day_to_day(county, officer):
    lan = county.person("lan", "蓝天")
    county.seat(lan, officer, since=TODAY + DAY, until=TODAY + 2 * DAY)
    roles = [queries.actor_for(lan, None, TODAY + n * DAY).role for n in range(4)]
    assert roles == [Role.ENTERPRISE, Role.OFFICER, Role.OFFICER, Role.ENTERPRISE]
    with pytest.raises(NotFound):
        queries.actor_for(lan, officer.pk, TODAY)


def test_a_holding_ends_and_the_past_stays(county, officer):
    holding = county.seat(county.person("lan", "蓝天"), officer, since=TODAY - 9 * DAY)
    with pytest.raises(Refused, match="不能早于昨天"):
        actions.end_holding(holding.pk, until=TODAY - 2 * DAY, by=SECURITY, at=NOW)
    actions.end_holding(holding.pk, until=TODAY, by=SECURITY, at=NOW)
    assert queries.holders(officer.pk, TODAY + DAY) == []
    assert [entry.event.split(".")[-1] for entry in history("post/land-officer")] == ["added", "held", "left"]


def test_the_same_person_does_not_hold_a_post_twice(county, officer):
    lan = county.person("lan", "蓝天")
    county.seat(lan, officer)
    with pytest.raises(Refused, match="已有该岗位"):
        county.seat(lan, officer, stands_in=True)


def test_nobody_acts_for_a_switched_off_account(county, officer):
    lan = county.person("lan", "蓝天")
    county.seat(lan, officer)
    lan.is_active = False
    assert queries.actor_for(lan, None, TODAY) is PUBLIC


def test_on_leave_the_substitutes_are_turned_to_and_the_holder_may_still_act(county, officer):
    lan, bai = county.person("lan", "蓝天"), county.person("bai", "白云")
    county.seat(lan, officer)
    county.seat(bai, officer, stands_in=True)
    who = lambda: [one.name for one in queries.acting(officer.pk, TODAY)]  # noqa: E731
    assert who() == ["蓝天"]
    own = queries.actor_for(lan, None, TODAY)
    leave = actions.take_leave(account=lan.pk, since=TODAY, until=TODAY + 3 * DAY, by=own, at=NOW)
    assert who() == ["白云"]
    assert queries.people_of("officer", county.organs["land"], TODAY) == [bai.pk]
    assert queries.actor_for(lan, None, TODAY).post == officer.pk
    actions.end_leave(leave.code, by=own, at=NOW + DAY)
    assert [one.name for one in queries.acting(officer.pk, TODAY + DAY)] == ["蓝天"]


def test_leave_is_ones_own_matter(county):
    lan = county.person("lan", "蓝天")
    with pytest.raises(Refused, match="由本人或安全管理员"):
        actions.take_leave(account=lan.pk, since=TODAY, until=TODAY, by=CLERK, at=NOW)


def test_each_industry_has_one_deputy(county):
    industry = county.post("deputy-1", "county", "deputy", "副县长（分管工业）", ["C", "B"])
    farming = county.post("deputy-2", "county", "deputy", "副县长（分管农业）", ["A"])
    assert (queries.deputy_for("B").id, queries.deputy_for("A").id) == (industry.pk, farming.pk)
    assert queries.deputy_for("T") is queries.deputy_for("") is None
    with pytest.raises(Refused, match=r"“采矿业”已由副县长（分管工业）分管.*"):
        actions.set_portfolio(farming.pk, sections=["A", "B"], by=SECURITY, at=NOW)
    actions.set_portfolio(industry.pk, sections=["C"], by=SECURITY, at=NOW)
    actions.set_portfolio(farming.pk, sections=["A", "B"], by=SECURITY, at=NOW)
    assert queries.deputy_for("B").id == farming.pk


def test_a_deputy_acts_with_the_portfolio(county):
    post = county.post("deputy-1", "county", "deputy", "副县长（分管工业）", ["C", "B"])
    huang = county.person("huang", "黄志坚")
    county.seat(huang, post)
    actor = queries.actor_for(huang, None, TODAY)
    assert (actor.sections, actor.post_label) == (frozenset("BC"), "副县长（分管工业）")


@pytest.mark.parametrize(
    ("organ", "role", "sections", "reason"),
    [
        ("land", "intake", [], "不设“受理岗”岗位"), ("county", "mayor", ["A"], "只有副县长的岗位有分管行业"),
        ("county", "deputy", ["Z"], "A 到 T"), ("land", "public", [], "没有这种岗位角色"),
        ("office", "officer", [], "不设"),
    ],
)  # fmt: skip
def test_posts_fit_their_organ(county, organ, role, sections, reason):
    with pytest.raises(Refused, match=reason):
        county.post("some-post", organ, role, "岗位", sections)


def test_administrators_hold_nothing_else(county, officer):
    admin = county.post("system", "office", "system_admin", "系统管理员")
    lan = county.person("lan", "蓝天")
    county.seat(lan, officer)
    with pytest.raises(Refused, match="专人专岗"):
        county.seat(lan, admin)


def test_a_held_post_is_not_closed(county, officer):
    holding = county.seat(county.person("lan", "蓝天"), officer, since=TODAY - 3 * DAY)
    with pytest.raises(Refused, match="先结束任职"):
        actions.close_post(officer.pk, by=SECURITY, at=NOW)
    actions.end_holding(holding.pk, until=TODAY - DAY, by=SECURITY, at=NOW)
    actions.close_post(officer.pk, by=SECURITY, at=NOW)
    assert queries.posts("officer") == []


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SECURITY_ADMIN, Role.MACHINE)])
def test_only_the_security_administrator_keeps_them(county, officer, role):
    with pytest.raises(Refused, match="由安全管理员维护"):
        actions.rename_post(officer.pk, title="经办员", by=Actor(role), at=NOW)
