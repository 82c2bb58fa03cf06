"""Enterprises are found before they are entered, seen by those who may, and confirmed before anybody speaks for them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from tests.register.conftest import CLERK, NOW, TODAY

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.shaping import complete_credit_code
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.actions import lodging
from qinqing.procedure.register.models import Enterprise
from qinqing.services.journal.queries import history

GOOD = "91350100M000100Y43"
OTHER = complete_credit_code("91450000MA5KABCD1")
PUBLIC = Actor(Role.PUBLIC)


def found(name="", credit_code="", by=PUBLIC, **told):
    return actions.enterprise_for(name=name, credit_code=credit_code, by=by, at=NOW, **told)


@pytest.mark.django_db
def test_one_code_is_one_enterprise():
    first = found("云岭茶业有限公司", GOOD)
    assert found("云岭茶叶公司", " 91350100-m000100y43 ") == first
    assert (first.credit_code, first.code_status) == (GOOD, "ok")


@pytest.mark.django_db
def test_a_name_alone_finds_it_in_any_width():
    first = found("云岭（石溪）茶业有限公司")
    assert found(" 云岭(石溪)茶业 有限公司") == first
    assert first.code_status == "none"


@pytest.mark.django_db
def test_the_same_name_with_another_code_is_another_enterprise():
    first = found("云岭茶业有限公司", GOOD)
    assert found("云岭茶业有限公司", OTHER) != first
    assert found("云岭茶业有限公司") == first


@pytest.mark.django_db
def test_a_code_that_fails_its_check_is_kept_as_unchecked():
    made = found("云岭茶业有限公司", "91350100M000100Y4Z")
    assert (made.code_status, found("别名", "91350100M000100Y4Z")) == ("unchecked", made)


@pytest.mark.django_db
def test_old_numbers_have_their_own_place():
    made = found("云岭茶业有限公司", "450123000012345")
    assert (made.credit_code, made.old_number) == (None, "450123000012345")
    assert found("云岭茶厂", "450123000012345") == made


@pytest.mark.django_db
def test_strangers_cannot_give_an_enterprise_its_code_and_staff_can():
    first = found("云岭茶业有限公司")
    assert found("云岭茶业有限公司", GOOD) == first
    first.refresh_from_db()
    assert first.credit_code is None
    assert history(first.subject)[-1].facts == {"code": GOOD}
    found("云岭茶业有限公司", GOOD, by=CLERK)
    first.refresh_from_db()
    assert (first.credit_code, first.code_status) == (GOOD, "ok")


@pytest.mark.django_db
def test_no_name_is_the_unnamed_enterprise_once():
    first = found()
    assert first.unnamed
    assert found("未具名企业") == found(" ") == first
    assert first.name == "未具名企业"
    assert queries.eligibility(first.pk)
    with pytest.raises(Refused, match="不能更改"):
        actions.amend_enterprise(first, name="甲", by=CLERK, at=NOW)


@pytest.mark.django_db
def test_a_code_without_name_is_entered_under_it():
    assert found("", GOOD).name == f"企业（{GOOD}）"


@pytest.mark.django_db
def test_a_name_keeps_its_wild_characters():
    found("100%好_公司")
    assert queries.find_enterprises(CLERK, "%") == [Enterprise.objects.get()]
    assert queries.find_enterprises(CLERK, "__") == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "told", [{"name": "云岭茶业有限公司", "credit_code": GOOD}, {"name": "云岭茶厂"}, {"name": ""}]
)
def test_two_at_once_get_one_row(told):
    def lodge(_):
        try:
            return found(**told).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        rows = set(pool.map(lodge, range(8)))
    assert len(rows) == Enterprise.objects.count() == 1
    assert len(history(Enterprise.objects.get().subject)) == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_looked_too_early_gets_the_faster_ones_row(monkeypatch):
    """The race by hand: both looked, both found nothing."""
    first = found("云岭茶业有限公司", GOOD)
    monkeypatch.setattr(lodging, "_by_code", lambda code: None)
    monkeypatch.setattr(lodging, "_by_name", lambda name, code: None)
    assert found("云岭茶业有限公司", GOOD) == first
    assert connection.get_autocommit()


@pytest.fixture
def tea(county):
    return actions.add_enterprise(
        name="云岭茶业有限公司", credit_code=GOOD, section="C", size="small", township=county.organs["shixi"],
        contacts=[{"name": "李强", "phone": "138 0000 2001", "note": "厂长"}], by=CLERK, at=NOW,
    )  # fmt: skip


def test_it_is_found_by_name_code_and_telephone(tea):
    for text in ("云岭茶", "茶业", GOOD, GOOD[:8].lower(), "13800002001", "2001"):
        assert queries.find_enterprises(CLERK, text) == [tea]
    assert queries.find_enterprises(CLERK, "咖啡") == queries.find_enterprises(CLERK, " ") == []


@pytest.mark.parametrize("role", [Role.INTAKE, Role.BUREAU_HEAD, Role.OFFICE, Role.MAYOR, Role.INSPECTOR, Role.MACHINE])
def test_the_county_sees_the_register(tea, role):
    assert queries.fetch_enterprise(Actor(role), tea.code) == tea
    assert queries.enterprises(Actor(role)) == [tea]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.CITY, Role.PUBLIC, Role.SYSTEM_ADMIN,
                                  Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.ENTERPRISE, Role.DEPUTY])  # fmt: skip
def test_others_do_not_and_absent_is_the_same(tea, role):
    actor = Actor(role, person=1, organ=1)
    for code in (tea.code, "nothing"):
        with pytest.raises(NotFound):
            queries.fetch_enterprise(actor, code)
    assert queries.enterprises(actor) == queries.find_enterprises(actor, "茶") == []
    assert queries.count(actor) == 0


def test_a_deputy_sees_the_portfolio(tea):
    assert queries.enterprises(Actor(Role.DEPUTY, sections=frozenset("C"))) == [tea]
    assert queries.enterprises(Actor(Role.DEPUTY, sections=frozenset("A"))) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_one_query(tea, number, django_assert_num_queries):
    for one in range(number - 1):
        found(f"企业{one}")
    with django_assert_num_queries(1):
        page = queries.enterprises(CLERK)
        assert [one.township and one.township.name for one in page][-1] == "云岭县石溪镇人民政府"
    assert len(page) == number
    assert queries.enterprises(CLERK, after=page[0].pk) == page[1:]
    assert queries.enterprises(CLERK, section="C", size="small", status="") == [tea]


def test_a_code_is_not_given_twice(tea):
    with pytest.raises(Refused, match="登记册里已有云岭茶业有限公司"):
        actions.add_enterprise(name="冒名公司", credit_code=GOOD, by=CLERK, at=NOW)


def test_changes_are_on_the_record(tea):
    actions.amend_enterprise(tea, size="medium", status="cancelled", by=CLERK, at=NOW)
    entry = history(tea.subject)[-1]
    assert entry.facts == {"changed": ["size", "status"], "before": {"size": "small", "status": "registered"}}
    assert queries.eligibility(tea.pk).clause == "二(三)"
    with pytest.raises(Refused, match="没有要更改的内容"):
        actions.amend_enterprise(tea, size="medium", by=CLERK, at=NOW)


@pytest.mark.parametrize("wrong", [{"section": "Z"}, {"size": "huge"}, {"status": "x"}, {"township": 0}, {"name": " "},
                                   {"credit_code": "A1" * 30}])  # fmt: skip
def test_what_the_register_cannot_hold_is_refused(tea, wrong):
    with pytest.raises(Refused):
        actions.amend_enterprise(tea, **wrong, by=CLERK, at=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.INTAKE, Role.BUREAU_HEAD, Role.MACHINE)])
def test_only_the_bureau_keeps_the_register(tea, role):
    with pytest.raises(Refused, match="由县工业信息化和商务局维护"):
        actions.amend_enterprise(tea, size="medium", by=Actor(role), at=NOW)


def test_an_account_speaks_for_it_once_confirmed(county, tea, django_assert_num_queries):
    owner = county.person("owner", "李强")
    actor = queries.actor_for(owner, None, TODAY)
    assert (actor.role, actor.enterprises) == (Role.ENTERPRISE, frozenset())
    asked = actions.ask_membership(tea, by=actor, at=NOW)
    assert queries.actor_for(owner, None, TODAY).enterprises == frozenset()
    assert queries.waiting_memberships() == [asked]
    with pytest.raises(Refused):
        actions.confirm_membership(asked.pk, by=actor, at=NOW)
    actions.confirm_membership(asked.pk, by=CLERK, at=NOW)
    with django_assert_num_queries(2):
        actor = queries.actor_for(owner, None, TODAY)
    assert actor.enterprises == frozenset({tea.pk})
    assert queries.enterprises(actor) == [tea]
    actions.end_membership(asked.pk, by=CLERK, at=NOW)
    assert queries.actor_for(owner, None, TODAY).enterprises == frozenset()
