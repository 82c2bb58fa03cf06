"""Around every page of the desk: who I am, in which post, and where I stand. No page's own facts may hide the frame's."""

import re

import pytest

from qinqing.procedure.register import queries as register

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(cast):
    foundry = register.find_enterprises(cast.intake, "云岭恒信精密铸造")[0]
    return [
        "/desk/", "/desk/appeals/", "/desk/appeals/new/", "/desk/enterprises/", f"/desk/enterprises/{foundry.code}/",
        f"/desk/enterprises/{foundry.code}/edit/", "/desk/organs/", "/desk/organs/park-west/", "/desk/plan/",
        "/desk/calendar/",
    ]  # fmt: skip


def test_every_page_names_the_reader_and_the_post(desk, pages):
    for url in pages:
        page = desk("intake-1").get(url).content.decode()
        assert re.search(r"<summary>韦晓岚<small>工信商务局受理岗</small></summary>", page), url


def test_every_page_offers_the_readers_own_posts(desk, pages, cast):
    for url in pages:
        page = desk("intake-1").get(url).content.decode()
        offered = re.findall(r'<option value="\d+"(?: selected)?>(工信商务局受理岗[^<]*)</option>', page)
        assert offered == ["工信商务局受理岗", "工信商务局受理岗（代何嘉）"], url


def test_what_staff_keep_of_their_own_stands_in_the_desks_frame(desk):
    for url in (
        "/password/",
        "/second-factor/",
        "/logins/",
        "/tokens/",
        "/tokens/new/",
        "/help/api",
        "/help/api/shapes",
    ):
        page = desk("intake-1").get(url).content.decode()
        assert '<div class="side">' in page, url
        assert '<a href="/desk/">待办' in page, url


def test_one_place_of_the_menu_is_marked(desk, pages):
    for url in pages:
        side = desk("intake-1").get(url).content.decode().partition('<div class="side">')[2].partition("<main")[0]
        assert side.count('aria-current="page"') == 1, url
    page = desk("intake-1").get("/desk/appeals/new/").content.decode()
    assert '<a href="/desk/appeals/new/" class="on" aria-current="page">登记诉求' in page


@pytest.mark.parametrize(("post", "leads"), [
    ("intake-1", "/desk/appeals/"), ("system-admin", "/desk/organs/"), ("security-admin", "/desk/accounts/"), ("audit-admin", "/desk/journal/"),
])  # fmt: skip
def test_the_box_above_every_page_leads_where_its_reader_may_go(desk, post, leads):
    one = desk(post)
    form = re.search(
        r'<form class="finder".*?action="([^"]+)".*?name="(\w+)"', one.get("/desk/").content.decode(), re.DOTALL
    )
    assert form[1] == leads
    assert one.get(leads, {form[2]: "韦晓岚"}).status_code == 200
