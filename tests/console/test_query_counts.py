"""A page takes as many queries for three rows as for one. Four of them are the session, the account, the post and
the bell."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
WORD = quote("跳闸")
LISTS = {
    ("intake-1", "/desk/"): 7,
    ("power-supply-officer", "/desk/"): 7,
    ("power-supply-head", "/desk/"): 7,
    ("intake-1", "/desk/appeals/"): 6,
    ("power-supply-officer", "/desk/appeals/"): 6,
    ("deputy-industry", "/desk/appeals/"): 6,
    ("intake-1", "/desk/appeals/?state=handling&order=due"): 6,
    ("power-supply-officer", "/desk/appeals/?state=handling"): 6,
    ("intake-1", f"/desk/appeals/?q={WORD}"): 7,
    ("power-supply-officer", f"/desk/appeals/?q={WORD}"): 7,
    ("intake-1", "/desk/statistics/"): 12,
    ("mayor", "/desk/checks/"): 10,
    ("mayor", "/desk/themes/"): 8,
}


def queries_of(browser, url):
    """The queries of a page, asked a second time: calendar, register and edition are kept from the first."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(url)
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("post", "url"), LISTS)
def test_a_list_takes_the_same_for_one_row_and_for_three(desk, stand, post, url, rows):
    for _ in range(rows):
        stand("handling")
        stand("registered")
        stand("signing")
    asked = queries_of(desk(post), url)
    assert len(asked) == LISTS[post, url], "\n".join(asked)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes")
@pytest.mark.parametrize(
    "post", ["intake-1", "bureau-head", "power-supply-officer", "power-supply-head", "office-1", "mayor"]
)
def test_what_waits_is_found_without_reading_every_appeal(desk, stand, post):
    stand("handling")
    plans = []
    for asked in queries_of(desk(post), "/desk/"):
        if asked.lstrip().startswith("SELECT"):
            with connection.cursor() as cursor:
                plans += [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert plans
    assert "SCAN appeals_appeal" not in plans


@pytest.mark.parametrize("rows", [1, 3])
def test_a_heap_beside_the_appeals_is_read_with_one_query_more(desk, stand, rows):
    for _ in range(rows):
        stand("handling", assisting=("park-west",))
    browser = desk("park-west-officer")
    assert "等本单位提交的意见" in browser.get("/desk/").text
    asked = queries_of(browser, "/desk/")
    assert len(asked) == LISTS["power-supply-officer", "/desk/"] + 1, "\n".join(asked)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("post", "count"), [("intake-1", 21), ("power-supply-officer", 19)])
def test_an_appeals_page_takes_the_same_whatever_came_before(desk, stand, post, count, rows):
    appeals = [stand("answered") for _ in range(rows)]
    asked = queries_of(desk(post), f"/desk/appeals/{appeals[0].code}/")
    assert len(asked) == count, "\n".join(asked)


def test_a_step_and_the_page_after_it_leave_the_session_alone(desk, stand):
    appeal = stand("handling")
    browser = desk("power-supply-officer")
    with CaptureQueriesContext(connection) as asked:
        told = browser.post(f"/desk/appeals/{appeal.code}/ask_material/", {"note": "请补充合同"})
        page = browser.get(told.headers["Location"])
    assert "已办：" in page.text
    assert not [query["sql"] for query in asked.captured_queries if query["sql"].startswith('UPDATE "django_session"')]
