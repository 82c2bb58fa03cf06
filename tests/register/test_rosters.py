"""Rosters of organs and of people: what a row says, what is refused and why, and that nothing is entered twice."""

from pathlib import Path

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.register import queries
from qinqing.procedure.register.actions.organ_rosters import import_organs
from qinqing.procedure.register.actions.staff_rosters import import_staff
from qinqing.procedure.register.models import Holding, Post
from qinqing.services.accounts import queries as accounts
from qinqing.services.documents.rules.tables import Taken
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(cast, tmp_path):
    """``take(import_organs, "机构名称\\n…")``: the report of a text table."""

    def taken(take_over, text, by=None, dry_run=False):
        path = Path(tmp_path) / "表.csv"
        path.write_text(text, encoding="utf-8")
        who = by or cast.post("system-admin" if take_over is import_organs else "security-admin")
        (*_, report) = take_over(path, by=who, at=NOW, dry_run=dry_run)
        return report

    return taken


def kinds(*names):
    return [next(one.kind for one in queries.organs() if one.name == name) for name in names]


def test_organs_come_with_what_the_row_says_and_a_kind_guessed_from_the_name(take):
    told = take(
        import_organs,
        "单位名称,简称,单位性质,曾用名,联系电话\n县飞地园区管委会,飞地园,,,0776-1\n云岭县农村信用合作社,信用社,,,\n"
        "云岭县气象局,气象局,部门,县气象台、县气候站,\n云岭县新城街道办事处,,,,\n",
    )
    assert told.counts == {Taken.CREATED: 4}
    names = ("县飞地园区管委会", "云岭县农村信用合作社", "云岭县气象局", "云岭县新城街道办事处")
    assert kinds(*names) == ["park", "bank", "department", "town"]
    (weather,) = [one for one in queries.organs() if one.short_name == "气象局"]
    assert (weather.former_names, weather.code) == (("县气象台", "县气候站"), "qxj")
    assert sum("没有写类别" in fault.reason for fault in told.remarks) == 3
    assert journal.verify().ok


def test_a_second_row_of_an_organ_adds_and_an_empty_cell_takes_nothing_away(take):
    take(import_organs, "机构名称,类别,电话,曾用名\n云岭县气象局,县直部门,0776-1,县气象台\n")
    assert take(import_organs, "机构名称,类别,电话\n云岭县气象局,,\n").counts == {Taken.UNCHANGED: 1}
    assert take(import_organs, "机构名称,电话,曾用名\n县气象台,0776-2,\n").counts == {Taken.UPDATED: 1}
    (weather,) = [one for one in queries.organs() if "气象" in one.name]
    assert (weather.name, weather.phone) == ("县气象台", "0776-2")
    assert set(weather.former_names) == {"云岭县气象局"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("云岭县气象局,天上的,,", "不认识的类别"),
        ("云岭县第二政府办公室,县人民政府办公室,,", "只能有一个"),
        ("云岭县气象局,部门,,Bad Code!", "代号须用"),
        (",部门,,weather", "没有机构名称"),
        (f"{'长' * 201},部门,,", "最多 200 字"),
    ],
)
def test_an_organ_that_cannot_be_is_refused_and_the_others_are_taken(take, row, why):
    told = take(import_organs, f"机构名称,类别,电话,代号\n{row}\n云岭县地震局,部门,,\n")
    assert [why in one.reason for one in told.rejected] == [True]
    assert told.counts == {Taken.CREATED: 1}


def test_a_person_comes_with_account_post_tenure_and_portfolio_and_without_a_password(take):
    leaders = next(one.name for one in queries.organs("leadership"))
    told = take(
        import_staff,
        f"姓名,所在单位,角色,职务,分管,手机\n唐新来,{leaders},副县长,副县长（分管气象）,,13811110000\n"
        "唐新来,供电公司,联络员,,,13811110000\n",
    )
    assert told.counts == {Taken.CREATED: 1, Taken.UPDATED: 1}
    account = accounts.account_by_username("唐新来")
    assert not account.has_usable_password()
    posts = {one.label for one in queries.posts_of(account, NOW.date())}
    assert "副县长（分管气象）" in posts
    assert {Role(one.role) for one in queries.posts_of(account, NOW.date())} == {Role.DEPUTY, Role.OFFICER}
    assert journal.verify().ok


def test_a_preview_changes_nothing(take):
    before = Post.objects.count(), Holding.objects.count(), journal.entry_count()
    told = take(import_staff, "姓名,单位,岗位\n唐新来,供电公司,经办人\n", dry_run=True)
    assert told.counts == {Taken.CREATED: 1}
    assert accounts.account_by_username("唐新来") is None
    assert (Post.objects.count(), Holding.objects.count(), journal.entry_count()) == before


def test_the_same_again_changes_nothing_and_a_substitute_is_added(take):
    rows = "姓名,单位,岗位,任职方式,手机\n唐新来,供电公司,经办人,,13811110000\n"
    take(import_staff, rows)
    assert take(import_staff, rows).counts == {Taken.UNCHANGED: 1}
    assert take(import_staff, rows.replace("经办人,,", "主要负责人,B角,")).counts == {Taken.UPDATED: 1}
    kind = Holding.objects.filter(account=accounts.account_by_username("唐新来")).values_list("kind", flat=True)
    assert sorted(kind) == ["principal", "substitute"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("唐新来,供电所长办公室,经办人,,,", "登记册里没有这个单位"),
        ("唐新来,供电公司,,,,", "请写明岗位"),
        ("唐新来,供电公司,县长,,,", "不设“县长”岗位"),
        ("唐新来,供电公司,经办人,借调,,", "不认识的任职方式"),
        ("唐新来,供电公司,经办人,,量子业,", "不是国民经济行业门类"),
        ("唐新来,供电公司,经办人,,,明天", "看不懂的日期"),
        (",供电公司,经办人,,,", "没有姓名"),
        ("唐新来,,经办人,,,", "没有单位"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_what_to_do(take, row, why):
    told = take(import_staff, f"姓名,单位,岗位,任职方式,分管行业,任职日期\n{row}\n唐后来,供电公司,经办人,,,\n")
    assert [why in one.reason for one in told.rejected] == [True], told.rejected
    assert accounts.account_by_username("唐新来") is None
    assert told.counts == {Taken.CREATED: 1}


def test_namesakes_are_told_apart_by_their_usernames(take):
    head = "姓名,单位,岗位,手机,用户名\n"
    take(import_staff, f"{head}唐新来,供电公司,经办人,13811110000,\n")
    told = take(import_staff, f"{head}唐新来,供电公司,主要负责人,13822220000,\n")
    assert "请写明用户名" in told.rejected[0].reason
    told = take(import_staff, f"{head}唐新来,供电公司,主要负责人,13822220000,tangxinlai2\n")
    assert told.counts == {Taken.CREATED: 1}
    told = take(import_staff, f"{head}唐别人,供电公司,主要负责人,13833330000,tangxinlai2\n")
    assert "是唐新来的用户名" in told.rejected[0].reason


def test_administrators_stay_apart_by_table_too(take, cast):
    """三员分立: whoever administers holds no other post."""
    name = accounts.account(cast.post("audit-admin").person)
    told = take(import_staff, f"姓名,单位,岗位,用户名\n{name.name},供电公司,经办人,{name.username}\n")
    assert "专人专岗" in told.rejected[0].reason


def test_each_table_has_its_keeper(take, cast):
    with pytest.raises(Refused, match="系统管理员维护"):
        take(import_organs, "机构名称\n某局\n", by=cast.post("security-admin"))
    with pytest.raises(Refused, match="安全管理员维护"):
        take(import_staff, "姓名,单位\n某人,某局\n", by=cast.post("system-admin"))
