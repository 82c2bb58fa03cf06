"""What became of what was told: of an appeal for its readers, of everything for whoever sends again what did not go."""

import pytest
from tests.cast import NOW

from qinqing.services.accounts.models import Account
from qinqing.services.notifications import actions
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.rules import Kind, person
from qinqing.services.notifications.rules.media import Fate

pytestmark = pytest.mark.django_db
SENT = "/desk/channels/_sent/"


@pytest.fixture
def channel():
    return Channel.objects.create(
        medium="sms", name="短信", active=True, settings={"url": "https://127.0.0.1/"}, kinds=list(Kind)
    )


def page(browser, appeal):
    return browser.get(f"/desk/appeals/{appeal.code}/told/").text


def test_the_bureau_sees_who_was_told_what_and_whether_it_arrived(cast, desk, stand, channel):
    appeal = stand("transferred")
    Account.objects.filter(pk=cast.officer("power-supply").person).update(phone="13800138000")
    actions.spread(at=NOW)
    mine = Message.objects.filter(subject=appeal.subject, mailbox__startswith="officer@").first()
    Delivery.objects.filter(message=mine).update(fate=Fate.FAILED, why="对方回答 400", ended_at=NOW)
    actions.mark_read(mine, by=cast.officer("power-supply"), at=NOW)
    shown = page(desk("intake-1"), appeal)
    assert f"转来诉求待签收：{appeal.number}" in shown
    assert ("供电公司经办人" in shown, cast.officer("power-supply").name in shown, "对方回答 400" in shown) == (
        True,
    ) * 3
    assert "已看" in shown
    assert "13800138000" not in shown
    assert f"/desk/appeals/{appeal.code}/told/" in desk("intake-1").get(f"/desk/appeals/{appeal.code}/").text


def test_what_no_worker_has_seen_to_waits_and_what_stays_in_the_house_says_so(desk, stand):
    appeal = stand("transferred")
    assert ("待发送" in page(desk("intake-1"), appeal), "不另外发" in page(desk("intake-1"), appeal)) == (True, False)
    actions.spread(at=NOW)
    assert ("待发送" in page(desk("intake-1"), appeal), "不另外发" in page(desk("intake-1"), appeal)) == (False, True)


def test_a_department_sees_what_it_and_the_enterprise_were_told(desk, stand, channel):
    appeal = stand("transferred")
    shown = page(desk("power-supply-officer"), appeal)
    assert ("转来诉求待签收" in shown, "已转到供电公司" in shown) == (True, True)
    assert "新诉求待登记" not in shown
    assert "新诉求待登记" in page(desk("bureau-head"), appeal)


def test_a_department_never_learns_who_wants_to_be_hidden(cast, desk, stand, channel):
    appeal = stand("transferred", confidential=True)
    contact = Account.objects.get(pk=cast.actor("hengxin").person)
    Message.objects.filter(subject=appeal.subject).update(title=f"{appeal.enterprise_name}的诉求")
    Account.objects.filter(pk=contact.pk).update(phone="")
    actions.spread(at=NOW)
    assert Delivery.objects.filter(why__contains=contact.name).exists()
    shown = page(desk("power-supply-officer"), appeal)
    assert "×××的诉求" in shown
    assert [one for one in (appeal.enterprise_name, contact.name, "****") if one in shown] == []


def test_an_appeal_that_is_not_ones_own_has_no_such_page(desk, stand):
    appeal = stand("transferred")
    assert desk("housing-officer").get(f"/desk/appeals/{appeal.code}/told/").status_code == 404


@pytest.mark.parametrize("rows", [1, 4])
def test_it_costs_the_same_however_much_was_told(desk, stand, channel, django_assert_max_num_queries, rows):
    appeal = stand("transferred")
    for number in range(rows):
        actions.tell(str(number), to=[person(1)], kind=Kind.TURN, title="又一条", at=NOW, subject=appeal.subject)
    actions.spread(at=NOW)
    page(desk("intake-1"), appeal)
    with django_assert_max_num_queries(12):
        page(desk("intake-1"), appeal)


def test_what_is_held_back_is_found_by_its_fate_and_says_until_when(cast, desk, channel):
    Account.objects.filter(pk=cast.intake.person).update(phone="13800138000")
    night = NOW.replace(hour=14)  # 22:00 in Shanghai
    actions.tell("k", to=[person(cast.intake.person)], kind=Kind.TURN, title="秘而不宣", at=night)
    actions.spread(at=night)
    found = Delivery.objects.get(message__key="k")
    assert found.fate == Fate.HELD
    shown = desk("office-1").get(f"{SENT}?fate=held").text
    assert ("138****8000" in shown, "免打扰，暂缓" in shown, "8:00" in shown or "08:00" in shown) == (True, True, True)
    assert "秘而不宣" not in shown
    assert "138****8000" not in desk("office-1").get(f"{SENT}?fate=failed").text


def test_the_office_sends_again_what_did_not_go(cast, desk, channel):
    Account.objects.filter(pk=cast.intake.person).update(phone="13800138000")
    actions.tell("k", to=[person(cast.intake.person)], kind=Kind.TURN, title="请看", at=NOW)
    actions.spread(at=NOW)
    found = Delivery.objects.get(message__key="k")
    Delivery.objects.filter(pk=found.pk).update(fate=Fate.FAILED, why="对方回答 400", tries=1)
    assert f"{SENT}{found.code}/again/" in desk("office-1").get(SENT).text
    assert desk("office-1").post(f"{SENT}{found.code}/again/").status_code == 303
    found.refresh_from_db()
    assert (found.fate, found.tries) == (Fate.WAITING, 0)
    assert desk("intake-1").post(f"{SENT}{found.code}/again/").status_code == 404


def test_the_reader_sees_what_became_of_the_own_message(cast, desk, channel):
    Account.objects.filter(pk=cast.intake.person).update(phone="13800138000")
    actions.tell("k", to=[person(cast.intake.person)], kind=Kind.TURN, title="请看", at=NOW)
    actions.spread(at=NOW)
    found = Delivery.objects.get(message__key="k")
    for fate, words in (
        (Fate.FAILED, "要再发一次，请联系县政府办"),
        (Fate.HELD, "免打扰，暂缓"),
        (Fate.GATHERED, "汇总邮件"),
    ):
        Delivery.objects.filter(pk=found.pk).update(fate=fate, why="对方回答 400", ended_at=None)
        shown = desk("intake-1").get(f"/desk/messages/{found.message_id}/").text
        assert (words in shown, "对方回答 400" in shown) == (True, False)
