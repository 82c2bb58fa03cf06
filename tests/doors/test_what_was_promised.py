"""The enterprise reads what was promised, by whom, by when, and says itself whether it came."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cast import NOW

from qinqing.procedure.decisions import actions, queries
from qinqing.procedure.decisions.rules import NewItem, NewMilestone
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.accounts import queries as accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(cast, stand):
    """An item that promises money to the enterprise, with one dated step."""
    day = receptions.plan(
        host_post=cast.post("deputy-industry").post,
        date=NOW.date(),
        place="会议室",
        reason="急需协调",
        by=cast.office,
        at=NOW,
    )
    receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=NOW)
    (entry,) = days.agenda(days.fetch(cast.office, day.code), cast.intake)
    told = NewItem("兑现技改补助", "款项到账", cast.organ("power-supply"), date(2026, 12, 25), amount=Decimal(500000))
    (item,) = actions.decide_at_hearing(entry, items=[told], opinion="限期兑现", by=cast.intake, at=NOW)
    officer = cast.officer("power-supply")
    steps = [NewMilestone("完成审核", date(2026, 12, 1), "审核表")]
    actions.plan_milestones(item, milestones=steps, by=officer, at=NOW)
    return item


@pytest.fixture
def enterprise(visitor, cast):
    visitor.force_login(accounts.account(cast.actor("hengxin").person))
    return visitor


def test_it_reads_what_was_promised(enterprise, promised):
    page = enterprise.get(f"/my/{promised.appeal.code}/").text
    for words in ("兑现技改补助", "供电公司", "12月25日前", "款项到账", "完成审核", "审核表", "50 万元", "确认到账"):
        assert words in page


def test_it_confirms_money_in_parts(enterprise, promised, cast):
    url = f"/my/{promised.appeal.code}/items/{promised.code}/confirm_receipt"
    assert "当时答应的" in enterprise.get(url).text
    answer = enterprise.post(url, {"received_on": "2026-11-20", "amount": "二十万元"})
    assert answer.headers["Location"] == f"/my/{promised.appeal.code}/"
    item = queries.fetch(cast.intake, promised.code)
    assert (item.received, item.confirmed_at) == (Decimal(200000), None)
    assert "还没有到账" in enterprise.get(f"/my/{promised.appeal.code}/").text
    assert enterprise.post(url, {"received_on": "2026-11-20", "amount": "400000"}).status_code == 422
    enterprise.post(url, {"received_on": "2026-11-21", "amount": "300000"})
    assert queries.fetch(cast.intake, promised.code).confirmed_at is not None
    assert "/confirm_receipt" not in enterprise.get(f"/my/{promised.appeal.code}/").text


def test_another_enterprise_is_not_told(visitor, promised, cast):
    visitor.force_login(accounts.account(cast.actor("xinggui").person))
    for name in ("confirm_receipt", "confirm", "doubt"):
        assert visitor.get(f"/my/{promised.appeal.code}/items/{promised.code}/{name}").status_code == 404


def test_an_item_of_another_appeal_is_not_found_here(enterprise, promised, stand):
    other = stand("handling")
    assert enterprise.get(f"/my/{other.code}/items/{promised.code}/confirm_receipt").status_code == 404
