"""登记诉求 at the desk: who it may be stands beside it, duplicates are shown before saving, back-entry gives its reason."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import index
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.models import Membership
from qinqing.services.accounts.models import Account
from qinqing.services.journal.queries import history

pytestmark = pytest.mark.django_db
NEW, BESIDE = "/desk/appeals/new/", "/desk/appeals/new/beside/"
POWER = "七月以来园区二号线每周停电两三次，炉内铁水报废"


@pytest.fixture
def firm(cast):
    return register.find_enterprises(MACHINE, "恒信")[0]


def told(**changes):
    return {"text": POWER, "enterprise_name": "新来的厂", "channel": "telephone", "urgency": "normal", **changes}


def text(answer):
    return answer.content.decode()


def send(desk, **changes):
    return desk("intake-1").post(NEW, told(**changes))


def last():
    return Appeal.objects.latest("pk")


def stamp(moment):
    return (moment + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("typed", ["恒信", "hx", "hengxin", "code", "phone"])
def test_an_enterprise_is_found_by_name_initials_code_and_telephone(desk, firm, typed):
    contact = register.contacts(firm)[0]
    words = {"code": firm.credit_code[:9], "phone": contact.phone[-8:]}.get(typed, typed)
    shown = text(desk("intake-1").post(BESIDE, {"enterprise_name": words}))
    assert firm.name in shown
    assert f'data-fill-name="{firm.name}"' in shown


def test_what_it_brought_before_stands_beside_it(desk, stand, firm):
    appeal = stand("handling")
    assert f"/desk/appeals/{appeal.code}/" in text(desk("intake-1").post(BESIDE, {"enterprise_name": firm.name}))


def test_a_telephone_that_called_before_is_known(desk, stand, cast):
    appeal = stand("handling")
    Appeal.objects.filter(pk=appeal.pk).update(contact_phone="0776-7654321")
    index(Appeal.objects.get(pk=appeal.pk))
    shown = text(desk("intake-1").post(BESIDE, {"contact_phone": "0776-7654321"}))
    assert "这个电话来过" in shown
    assert appeal.number in shown


def test_whoever_speaks_for_an_enterprise_is_known_by_the_number_they_sign_in_with(desk, cast, firm):
    person = Account.objects.get(username="hengxin")
    Account.objects.filter(pk=person.pk).update(mobile="13877001234")
    assert f'data-fill-name="{firm.name}"' in text(desk("intake-1").post(BESIDE, {"enterprise_name": "13877001234"}))
    Membership.objects.filter(account=person, enterprise=firm).update(ended_at=NOW)
    assert firm.name not in text(desk("intake-1").post(BESIDE, {"enterprise_name": "13877001234"}))


@pytest.mark.parametrize("field", ["contact_phone", "enterprise_name"])
def test_who_called_before_is_offered_by_the_telephone_alone(desk, stand, field):
    """A number that no register knows, typed where one is asked for: whose appeal came from it can be chosen, once."""
    for _ in range(2):
        appeal = stand("handling")
        Appeal.objects.filter(pk=appeal.pk).update(contact_phone="0776-7654321")
        index(Appeal.objects.get(pk=appeal.pk))
    shown = text(desk("intake-1").post(BESIDE, {field: "0776-7654321"}))
    assert "这个电话来过" in shown
    typed = "0776-7654321" if field == "enterprise_name" else ""  # moves on to where it belongs
    assert shown.count(f'data-fill-name="{appeal.enterprise_name}" data-fill-phone="{typed}"') == 1


def test_a_code_is_no_telephone(desk, stand):
    """Its first eight figures stand in every code of the county."""
    appeal = stand("handling")
    Appeal.objects.filter(pk=appeal.pk).update(text="91450102 号地块停电")
    index(Appeal.objects.get(pk=appeal.pk))
    shown = text(desk("intake-1").post(BESIDE, {"enterprise_name": "91450102MAXXXXXXXX"}))
    assert "这个电话来过" not in shown


def test_it_is_looked_up_without_javascript(desk, stand, firm):
    appeal = stand("handling")
    browser = desk("intake-1")
    answer = browser.post(NEW, told(enterprise_name="hxjm", choose=""))
    assert (answer.status_code, answer.headers["Location"]) == (303, NEW)
    shown = text(browser.get(NEW))
    assert firm.name in shown
    assert appeal.number in shown
    assert f"{POWER}</textarea>" in shown
    choice = f"enterprise_name={firm.name}&credit_code={firm.credit_code}"
    browser.post(NEW, told(enterprise_name="hxjm", choose=choice))
    assert browser.get(NEW).context["form"].initial["enterprise_name"] == firm.name


def test_initials_of_one_enterprise_stand_for_it(desk, firm):
    assert send(desk, enterprise_name=firm.credit_code).status_code == 303
    assert last().enterprise == firm


def test_what_fits_none_is_asked_about_and_may_be_a_name(desk, cast):
    answer = send(desk, enterprise_name="Zzqq Ltd")
    assert answer.status_code == 422
    assert "没有对得上的" in text(answer)
    assert send(desk, enterprise_name="Zzqq Ltd", checked=answer.context["doubts"].token).status_code == 303
    assert last().enterprise_name == "Zzqq Ltd"


def test_a_likely_duplicate_is_shown_before_saving_and_may_be_saved_all_the_same(desk, stand, firm):
    earlier = stand("handling")
    before = Appeal.objects.count()
    answer = send(desk, text=earlier.text, enterprise_name=firm.name)
    shown = text(answer)
    assert answer.status_code == 422
    assert earlier.number in shown
    assert "同一家企业，内容相近" in shown
    assert Appeal.objects.count() == before
    token = answer.context["doubts"].token
    assert send(desk, text=earlier.text, enterprise_name=firm.name, checked="x" * 32).status_code == 422
    assert send(desk, text=earlier.text, enterprise_name=firm.name, checked=token).status_code == 303
    assert Appeal.objects.count() == before + 1


def test_another_matter_is_no_duplicate(desk, stand, firm):
    stand("handling")
    assert send(desk, text="想招二十名普工，请帮忙联系招聘会", enterprise_name=firm.name).status_code == 303


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "见附件"}, "内容没有写明是什么困难"),
        ({"text": "\ue1a3记木业的二号线每周停电两三次"}, "旧系统的自造字（U+E1A3）"),
        ({"channel": "fax"}, "还没有附扫描件"),
        ({"channel": "city"}, "还没有写来文字号"),
    ],
)
def test_what_is_missing_is_asked_for_and_not_insisted_on(desk, cast, changes, sentence):
    answer = send(desk, **changes)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert send(desk, **changes, checked=answer.context["doubts"].token).status_code == 303


def test_what_the_city_sent_on_paper_is_seen_by_the_city(desk, cast):
    assert send(desk, channel="city", note="岚企服函〔2026〕7号").status_code == 303
    assert last().exchanged
    assert queries.fetch(cast.post("city-liaison"), last().code)


def test_back_entry_gives_its_reason_and_both_moments_are_shown(desk, cast):
    called = NOW - timedelta(days=1)
    answer = send(desk, received_at=stamp(called))
    assert answer.status_code == 422
    assert "请写明补录原因" in text(answer)
    assert send(desk, received_at=stamp(called), late_reason="昨天系统断网").status_code == 303
    appeal = last()
    assert (appeal.received_at, appeal.entered_at) == (called, NOW)
    assert history(appeal.subject)[0].facts["late_reason"] == "昨天系统断网"
    shown = text(desk("intake-1").get(f"/desk/appeals/{appeal.code}/"))
    assert "补录原因" in shown
    assert "录入</dt>" in shown


def test_within_two_hours_no_reason_is_asked_for(desk, cast):
    assert send(desk, received_at=stamp(NOW - timedelta(minutes=90))).status_code == 303
    assert "late_reason" not in history(last().subject)[0].facts


def test_only_clerks_look_up(desk, cast):
    for post in ("bureau-head", "mayor", "power-supply-officer"):
        assert desk(post).post(BESIDE, {"enterprise_name": "恒信"}).status_code == 404


def test_the_query_code_is_committed_with_the_appeal(desk):
    browser = desk("intake-1")
    with CaptureQueriesContext(connection) as asked:
        receipt = browser.post(NEW, told(once="t" * 32)).headers["Location"]
    touched = [query["sql"] for query in asked if "web_once" in query["sql"] or "UPDATE" in query["sql"]]
    assert ["django_session" in touched[-2], "web_once" in touched[-1]] == [True, True]
    assert "查询码" in text(browser.get(receipt))


def test_a_session_ended_elsewhere_meanwhile_registers_nothing(desk, monkeypatch):
    browser, receive = desk("intake-1"), actions.receive

    def ended_meanwhile(**told):
        Session.objects.all().delete()
        return receive(**told)

    monkeypatch.setattr(actions, "receive", ended_meanwhile)
    assert browser.post(NEW, told()).status_code == 400
    assert not Appeal.objects.exists()


def test_the_receipt_says_by_when_it_is_passed_on(desk):
    receipt = send(desk)
    assert "11月25日 24:00 前转到主管部门" in text(desk("intake-1").get(receipt.url))


def test_sorting_is_the_next_step_until_it_is_sorted_and_then_the_transfer(desk, cast):
    send(desk)
    appeal = last()
    for name, label in (("sort", "梳理"), ("transfer", "转办")):
        step = f"/desk/appeals/{appeal.code}/{name}/"
        assert f'<a class="btn wide main" href="{step}">{label}</a>' in text(
            desk("intake-1").get(f"/desk/appeals/{appeal.code}/")
        )
        assert f'href="{step}"' in text(desk("intake-1").get("/desk/"))
        appeal.refresh_from_db()
        if name == "sort":
            actions.sort(appeal, kind="simple", matter="trouble", category="power", by=cast.intake, at=NOW)


def test_what_the_city_handed_down_before_is_shown_before_it_does_so_again(desk):
    city, url = desk("city-liaison"), "/desk/appeals/handed-down/"
    sent = {"text": POWER, "enterprise_name": "新来的厂"}
    first = city.post(url, sent)
    page = text(city.get(first.url))
    assert "/desk/appeals/new/" not in page, "the city does not register at this desk"
    assert "/sort/" not in page
    assert f'href="{url}"' in page
    again = city.post(url, {**sent, "text": f"{POWER}，请督促"})
    assert again.status_code == 422
    assert last().number in text(again)
    token = again.context["doubts"].token
    assert city.post(url, {**sent, "text": f"{POWER}，请督促", "checked": token}).status_code == 303
    assert Appeal.objects.filter(channel="city").count() == 2
