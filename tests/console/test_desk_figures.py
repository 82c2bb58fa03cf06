"""The figures on the desk count everything that waits, also what the page does not list."""

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
