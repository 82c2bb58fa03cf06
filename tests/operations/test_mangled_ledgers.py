"""An old ledger as spreadsheets and people leave it: days without a year, rounded numbers, ditto marks. What is made of it is told."""

from datetime import UTC, date, datetime

import pytest
from tests.cast import NOW
from tests.ledgers.offices import POWER, ROAD
from tests.ledgers.taken import appeal_of, note_of, told

from qinqing.kernel.phrases import local
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.register.models import Enterprise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "on_the_day")]


def test_mangled_cells_come_in_with_a_word(ledger):
    entry = {
        **ROAD, "收到日期": "3月上旬", "统一社会信用代码": 914500000000000000.0, "联系电话": "1370000778O 或 办公室 0776-7654321转8",
        "办结日期": "年底前", "企业名称": "云岭县山泉饮品厂",
    }  # fmt: skip
    said = told(ledger(entry))
    appeal = appeal_of(ROAD)
    assert appeal.received_at == NOW
    assert appeal.state == "registered"
    assert "13700007780" in appeal.contact_phone
    assert "0776-7654321转8" in appeal.contact_phone
    assert {"收到日期：3月上旬", "统一社会信用代码：914500000000000000", "办结日期：年底前"} <= set(
        note_of(appeal).splitlines()
    )
    assert Enterprise.objects.get(pk=appeal.enterprise_id).credit_code is None
    assert "收到日期“3月上旬”：看不懂的日期" in said
    assert "统一社会信用代码“914500000000000000”：不是完整的代码" in said


@pytest.mark.parametrize(
    ("name", "received", "day"),
    [
        ("2026年台账.xlsx", "3月5日", date(2026, 3, 5)), ("台账(2025).xlsx", "12月 8号", date(2025, 12, 8)),
        ("台账.xlsx", "3月5日", None), ("2025-2026台账.xlsx", "3月5日", None), ("2026年台账.xlsx", "2月30日", None),
        ("2026年台账.xlsx", "3月5日前后", None), ("编号120260台账.xlsx", "3月5日", None),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_of_the_year_the_file_is_called_by(ledger, name, received, day):
    said = told(ledger({**ROAD, "收到日期": received}, name=name))
    assert local(appeal_of(ROAD).received_at).date() == (day or local(NOW).date())
    assert ("没有写年份，按文件的年份读作" in said, "看不懂的日期" in said) == (bool(day), not day)


@pytest.mark.parametrize(
    ("received", "closed", "day"),
    [("2026-03-05", "3月5日", "2026-03-05"), ("2025-12-20", "1月8日", "2026-01-08"), ("", "1月8日", None), ("2026-03-05", "4月31日", None)],
)  # fmt: skip
def test_a_day_of_closing_without_its_year_is_the_next_one(ledger, received, closed, day):
    said = told(ledger({**POWER, "收到日期": received, "办结日期": closed}))
    appeal = appeal_of(POWER)
    assert (local(appeal.closed_at).date().isoformat() == day) == bool(day)
    assert ("没有写年份，按收到日期读作" in said, f"办结日期“{closed}”：看不懂的日期" in said) == (bool(day), not day)


def test_a_number_that_a_spreadsheet_rounded_is_nobodys_telephone(ledger):
    said = told(ledger({**ROAD, "联系电话": "1.37E+10"}))
    assert appeal_of(ROAD).contact_phone == ""
    assert "联系电话：1.37E+10" in note_of(appeal_of(ROAD)).splitlines()
    assert "联系电话“1.37E+10”：号码被表格软件改成了近似的数字" in said


def test_what_a_ditto_mark_stands_for_is_told(ledger):
    said = told(ledger(POWER, {**ROAD, "企业名称": "同上"}))
    assert appeal_of(ROAD).enterprise_name == POWER["企业名称"]
    assert f"企业名称“同上”：按上一行读作“{POWER['企业名称']}”，请核对" in said


def test_days_as_a_spreadsheet_keeps_them(ledger):
    entries = [
        {**ROAD, "诉求内容": name, "收到日期": day}
        for name, day in (("日期", date(2026, 3, 5)), ("数", 46086), ("时刻", datetime(2026, 3, 5, 14, 30)))
    ]
    told(ledger(*entries))
    assert list(Appeal.objects.order_by("id").values_list("received_at", flat=True)) == [
        datetime(2026, 3, 5, 1, tzinfo=UTC), datetime(2026, 3, 5, 1, tzinfo=UTC), datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
    ]  # fmt: skip
