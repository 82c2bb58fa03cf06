"""企业: the register searched and kept, and the enterprise found while somebody is on the telephone."""

import pytest
from tests.cast import NOW

from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.models import Enterprise

pytestmark = pytest.mark.django_db
READERS = {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}
KEEPERS = {"intake-1", "bureau-head"}
ENTRY = {"name": "云岭新城米粉有限公司", "status": "registered", "county_registered": "on"}
GOOD = "91350100M000100Y43"


@pytest.fixture
def foundry(cast):
    return queries.find_enterprises(cast.intake, "云岭恒信精密铸造")[0]


def enter(cast, number: int, **told: object) -> Enterprise:
    made = {"name": f"云岭第{number}建材有限公司", "section": "C"} | told
    return actions.add_enterprise(**made, by=cast.intake, at=NOW)


def test_departments_and_administrators_are_told_that_it_is_not_there(admitted, foundry):
    url = f"/desk/enterprises/{foundry.code}/"
    assert admitted("/desk/enterprises/") == READERS
    assert admitted(url) == READERS
    assert admitted("/desk/enterprises/lookup/?enterprise_name=云岭") == READERS
    assert admitted("/desk/enterprises/new/") == KEEPERS
    assert admitted(f"{url}edit/") == KEEPERS
    assert admitted(f"{url}contacts/") == KEEPERS


def test_a_deputy_reads_the_enterprises_of_the_portfolio(desk, cast):
    farm = enter(cast, 1, name="云岭茶叶有限公司", section="A")
    assert desk("deputy-industry").get(f"/desk/enterprises/{farm.code}/").status_code == 404
    assert desk("deputy-agriculture").get(f"/desk/enterprises/{farm.code}/").status_code == 200


def test_the_list_is_narrowed_by_words_and_choices(desk, cast):
    enter(cast, 1, section="F", size="micro")
    enter(cast, 2)
    page = desk("intake-1").get("/desk/enterprises/", {"q": "建材", "section": "F", "size": "micro"}).content.decode()
    assert "云岭第1建材" in page
    assert "云岭第2建材" not in page


@pytest.mark.parametrize("odd", ["section=ZZ&after=x", "q=%00", "township=9999", "after=99999999999999999999"])
def test_an_odd_address_narrows_nothing(desk, odd):
    assert desk("intake-1").get(f"/desk/enterprises/?{odd}").status_code == 200


def test_fifty_make_a_page(desk, cast):
    for number in range(55):
        enter(cast, number)
    first = desk("intake-1").get("/desk/enterprises/?section=C")
    assert len(first.context["rows"]) == 50
    older = first.context["page"]["older"]
    second = desk("intake-1").get(f"/desk/enterprises/?{older}")
    assert not {row["enterprise"].pk for row in first.context["rows"]} & {
        row["enterprise"].pk for row in second.context["rows"]
    }


def test_an_entry_says_what_it_corrected_in_the_code(desk):
    browser = desk("intake-1")
    answer = browser.post("/desk/enterprises/new/", ENTRY | {"credit_code": "9135O100M000100Y43"}, follow=True)
    assert "已将" in answer.content.decode() or "更正" in answer.content.decode()
    assert Enterprise.objects.get(name=ENTRY["name"]).credit_code == GOOD


def test_a_code_in_use_is_refused_and_the_text_stays(desk, foundry):
    answer = desk("intake-1").post("/desk/enterprises/new/", ENTRY | {"credit_code": foundry.credit_code})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "登记册里已有云岭恒信精密铸造有限公司" in page
    assert ENTRY["name"] in page


def test_an_amended_enterprise_says_whether_the_plan_receives_it(desk, foundry):
    browser, url = desk("bureau-head"), f"/desk/enterprises/{foundry.code}/"
    form = browser.get(f"{url}edit/").context["form"]
    known = {name: value for name, value in form.initial.items() if value not in (None, False)}
    assert browser.post(f"{url}edit/", known | {"status": "cancelled"}).headers["Location"] == url
    assert "该企业已注销，不属于接待对象" in browser.get(url).content.decode()


def test_contacts_are_kept_as_a_whole(desk, cast, foundry):
    url = f"/desk/enterprises/{foundry.code}/"
    told = {"name_1": "李工", "phone_1": "138 OO13 8000", "name_3": "王会计", "note_3": "只接短信"}
    assert desk("intake-1").post(f"{url}contacts/", told).headers["Location"] == url
    kept = [(one.name, one.phone, one.note) for one in queries.contacts(foundry)]
    assert kept == [("李工", "13800138000", ""), ("王会计", "", "只接短信")]


def test_the_bureau_confirms_who_speaks_for_an_enterprise(desk, cast, foundry):
    user = cast.spokesman("hengxin-casting") or cast.actor(cast.county.spokesmen[0].username)
    other = enter(cast, 7)
    link = actions.ask_membership(other, by=user, at=NOW)
    browser, url = desk("bureau-head"), f"/desk/enterprises/{other.code}/"
    assert "等确认的企业账号" in browser.get("/desk/enterprises/").content.decode()
    assert browser.get(f"{url}members/{link.pk}/confirm/").status_code == 200
    link.refresh_from_db()
    assert link.confirmed_at is None
    browser.post(f"{url}members/{link.pk}/confirm/")
    link.refresh_from_db()
    assert link.confirmed_at == NOW
    assert browser.get(f"/desk/enterprises/{foundry.code}/members/{link.pk}/confirm/").status_code == 404


def test_the_lookup_shows_code_standing_and_earlier_appeals(desk, stand):
    appeal = stand("registered")
    page = desk("intake-1").get("/desk/enterprises/lookup/", {"enterprise_name": "恒信精密"}).content.decode()
    assert appeal.number in page
    assert "<html" not in page
    assert 'data-fill-name="云岭恒信精密铸造有限公司"' in page
    assert "此前的诉求" not in desk("intake-1").get(f"/desk/appeals/{appeal.code}/").text, "it brought nothing else"


def test_the_lookup_finds_by_a_code_with_misread_letters(desk, foundry):
    typed = foundry.credit_code.replace("0", "O")
    page = desk("intake-1").get("/desk/enterprises/lookup/", {"credit_code": typed}).content.decode()
    assert "云岭恒信精密铸造有限公司" in page


def test_the_lookup_says_when_the_plan_does_not_receive_it(desk, cast):
    enter(cast, 3, name="岚江外地贸易公司", status="elsewhere")
    page = desk("intake-1").get("/desk/enterprises/lookup/", {"enterprise_name": "岚江外地"}).content.decode()
    assert "没有在本县注册" in page


@pytest.mark.parametrize("text", ["", "一", "%", "'", "没有这家企业"])
def test_the_lookup_never_minds_what_is_typed(desk, text):
    answer = desk("intake-1").get("/desk/enterprises/lookup/", {"enterprise_name": text})
    assert answer.status_code == 200


def test_the_list_asks_as_often_for_one_row_as_for_three(desk, cast, django_assert_num_queries):
    browser = desk("intake-1")
    enter(cast, 1, section="T")
    with django_assert_num_queries(6):
        assert len(browser.get("/desk/enterprises/?section=T").context["rows"]) == 1
    for number in (2, 3):
        enter(cast, number, section="T")
    with django_assert_num_queries(6):
        assert len(browser.get("/desk/enterprises/?section=T").context["rows"]) == 3


def test_a_page_asks_as_often_for_one_appeal_as_for_three(desk, stand, foundry, django_assert_num_queries):
    browser, url = desk("intake-1"), f"/desk/enterprises/{foundry.code}/"
    stand("transferred")
    browser.get(url)
    with django_assert_num_queries(14):
        assert len(browser.get(url).context["appeals"]) == 1
    stand("registered")
    stand("transferred")
    with django_assert_num_queries(14):
        assert len(browser.get(url).context["appeals"]) == 3
