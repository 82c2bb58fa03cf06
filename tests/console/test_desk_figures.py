"""The figures on the desk count everything that waits, also what the page does not list."""

from datetime import UTC, datetime, timedelta

import pytest

from qinqing.doors.console.views import desk as page

pytestmark = pytest.mark.django_db


def test_what_is_not_listed_is_counted_all_the_same(desk, stand, monkeypatch):
    monkeypatch.setattr(page, "LISTED", 2)
    for _ in range(3):
        stand("lodged")
    text = desk("intake-1").get("/desk/").text
    assert text.count('<td data-label="诉求">') == 2
    assert "只列出最急的2件" in text
    assert "<b>3</b>" in text


def heap(name, *dues):
    return page.Heap(name, *page.TITLES[name], [object()] * len(dues), dues)


def test_the_kind_of_work_with_the_earliest_limit_comes_first_and_what_has_none_last():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    heaps = [
        heap("appeals", now + timedelta(days=2), None), heap("minutes", now - timedelta(days=1)), heap("reports", None),
    ]  # fmt: skip
    assert [one.name for one in page.by_urgency(heaps)] == ["minutes", "appeals", "reports"]
    assert [one.name for one in page.by_urgency([heap("heard", None), heap("appeals", None)])] == ["heard", "appeals"]


def test_no_figure_is_red_where_nothing_is_overdue(desk, stand):
    stand("lodged")
    text = desk("intake-1").get("/desk/").text
    assert '<div class="count red">' not in text
    assert '<div class="count "><b>0</b><span>已超期</span>' in text
