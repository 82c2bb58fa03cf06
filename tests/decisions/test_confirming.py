"""四(三): accepted by the bureau and confirmed by the enterprise, then closed out; money counts when received."""

from datetime import date
from decimal import Decimal

import pytest

from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
PAID = date(2026, 11, 20)


@pytest.fixture
def promised(entry, told, cast, later, walk):
    """An item that promises 1.2 million yuan, reported by its department."""
    items = decisions.decide_at_hearing(
        entry,
        items=[told(text="兑现技改补助", amount=Decimal(1200000))],
        opinion="限期兑现",
        by=cast.intake,
        at=later(),
    )
    return walk(items[0], "circulated")


def test_accepted_the_enterprise_is_asked(cast, decided, walk, clock_of):
    item = walk(decided()[0], "accepted")
    clock = clock_of(item, "confirm")
    assert (clock.due_on, clock.holder_role, item.due_kind) == (date(2026, 11, 30), "enterprise", "confirm")


def test_confirmed_and_closed_out_it_has_its_number(cast, decided, walk, clock_of):
    item = walk(decided()[0], "closed")
    assert (item.state, item.closing_number) == ("closed", "XH-2026-000001")
    assert (clock_of(item, "confirm").verdict, item.due_at) == ("on_time", None)
    assert record.verify().ok


def test_it_is_not_closed_out_without_the_enterprises_word(cast, decided, walk, later):
    item = walk(decided()[0], "accepted")
    with pytest.raises(Refused, match="企业还没有确认"):
        decisions.close_out(item, by=cast.intake, at=later())
    assert queries.fetch(cast.intake, item.code).closing_number == ""


def test_it_is_not_closed_out_before_the_leaders_have_its_report(cast, decided, walk, speaker, later):
    item = walk(decided()[0], "reported")
    decisions.accept(item, by=cast.intake, at=later(minutes=3))
    decisions.confirm(item, by=speaker(item.appeal), at=later(minutes=4))
    with pytest.raises(Refused, match="没有送县长、分管副县长圈阅") as caught:
        decisions.close_out(item, by=cast.intake, at=later(minutes=5))
    assert caught.value.clause == "四(四)"


def test_on_the_telephone_the_bureau_says_who(cast, decided, walk, later):
    item = walk(decided()[0], "accepted")
    with pytest.raises(Refused, match="企业的谁"):
        decisions.confirm(item, by=cast.intake, at=later())
    decisions.confirm(item, said_by="何工 0774-7654321", said="已经不跳闸了", by=cast.intake, at=later())
    assert item.confirmed_by == "何工 0774-7654321"
    with pytest.raises(Refused, match="企业已经确认"):
        decisions.confirm(item, said_by="何工", by=cast.intake, at=later())


def test_another_enterprise_does_not_confirm(cast, decided, walk):
    item = walk(decided()[0], "accepted")
    with pytest.raises(NotFound):
        queries.fetch(cast.actor("xinggui"), item.code)


def test_a_doubt_goes_back_to_the_department(cast, decided, walk, speaker, clock_of, later):
    item = walk(decided()[0], "accepted")
    with pytest.raises(Refused, match="没有落实"):
        decisions.doubt(item, said=" ", by=speaker(item.appeal), at=later())
    decisions.doubt(item, said="昨天又跳闸", by=speaker(item.appeal), at=later(days=1))
    assert (item.state, item.accepted_at, item.confirmed_at) == ("implementing", None, None)
    assert clock_of(item, "item").paused_at is None
    assert {row.state for row in queries.circulations(item, cast.office)} == {"lapsed"}
    assert record.verify().ok


def test_silence_is_called_upon_before_it_is_closed_out(cast, decided, walk, later):
    item = walk(decided()[0], "accepted")
    with pytest.raises(Refused, match="时间还没有过"):
        decisions.call_in_vain(item, note="无人接听", by=cast.intake, at=later(days=3))
    for call in range(3):
        with pytest.raises(Refused, match=f"现为{call}次"):
            decisions.close_out(item, by=cast.intake, at=later(days=9))
        decisions.call_in_vain(item, note="无人接听", by=cast.intake, at=later(days=9 + call))
    decisions.close_out(item, by=cast.intake, at=later(days=12))
    assert (item.state, item.confirmed_at) == ("closed", None)


def test_money_granted_is_not_money_received(cast, promised, later, speaker):
    with pytest.raises(Refused, match="还有 1,200,000.00 元没有由企业确认到账"):
        decisions.accept(promised, by=cast.intake, at=later(minutes=3))
    by = speaker(promised.appeal)
    with pytest.raises(Refused, match="以到账为准"):
        decisions.confirm(promised, by=by, at=later(minutes=3))
    decisions.confirm_receipt(promised, received_on=PAID, amount=Decimal("700000.50"), by=by, at=later(minutes=4))
    assert (promised.received, promised.confirmed_at) == (Decimal("700000.50"), None)
    with pytest.raises(Refused, match="还有 499,999.50 元"):
        decisions.accept(promised, by=cast.intake, at=later(minutes=5))
    decisions.confirm_receipt(
        promised, received_on=PAID, amount=Decimal("499999.50"), said_by="王会计", by=cast.intake, at=later(minutes=6)
    )
    assert promised.confirmed_by == "王会计"
    decisions.accept(promised, by=cast.intake, at=later(minutes=7))
    decisions.close_out(promised, by=cast.intake, at=later(minutes=8))
    assert [row.amount for row in queries.receipts(promised)] == [Decimal("700000.50"), Decimal("499999.50")]
    assert promised.appeal.state == "answered"
    assert record.verify().ok


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"received_on": date(2026, 11, 24)}, "还没有到"),
        ({"amount": Decimal(0)}, "大于零"),
        ({"amount": Decimal("0.001")}, "大于零"),
        ({"amount": Decimal(1200001)}, "超过尚未到账的"),
    ],
)
def test_what_is_confirmed_must_be_possible(promised, speaker, later, changed, words):
    whole = {"received_on": PAID, "amount": Decimal(1)} | changed
    with pytest.raises(Refused, match=words):
        decisions.confirm_receipt(promised, **whole, by=speaker(promised.appeal), at=later(minutes=4))


def test_what_promised_no_money_is_not_received(cast, decided, walk, later):
    item = walk(decided()[0], "reported")
    with pytest.raises(Refused, match="没有约定资金"):
        decisions.confirm_receipt(item, received_on=PAID, amount=Decimal(1), said_by="何工", by=cast.intake, at=later())


def test_money_stays_received_when_the_report_goes_back(cast, promised, speaker, later):
    by = speaker(promised.appeal)
    decisions.confirm_receipt(promised, received_on=PAID, amount=Decimal(1200000), by=by, at=later(minutes=4))
    decisions.decline(promised, reason="缺回单", by=cast.intake, at=later(minutes=5))
    assert (promised.state, promised.received) == ("implementing", Decimal(1200000))
    assert promised.confirmed_at is not None


def test_the_last_item_closed_out_answers_the_enterprise(cast, decided, walk):
    first, second = decided(2)
    assert walk(first, "closed").appeal.state == "implementing"
    appeal = walk(second, "closed").appeal
    assert (appeal.state, appeal.outcome) == ("answered", "resolved")
    answer = appeals.answers(appeal, cast.intake)[0]
    assert answer.answer.splitlines() == [
        "1. 三十日内把二号线负荷调整到安全范围（供电公司）：负荷已降到七成",
        "2. 三十日内把二号线负荷调整到安全范围（供电公司）：负荷已降到七成",
    ]
    assert record.verify().ok
