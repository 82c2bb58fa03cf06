"""Every main page in a real browser, at a desk and on a telephone: nothing sticks out, complains, or shuts people out."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import Site
from tests.browser.people import Person
from tests.browser.watching import Watch, barriers, surplus

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
PUBLIC = (
    "/",
    "/plan",
    "/days/",
    "/track",
    "/appeals/new",
    "/sign-in/",
    "/sign-in/phone/",
    "/my/join",
    "/bulletins/",
    "/help?q=评价",
    "/help/api",
)
INTAKE, HEAD_OF_BUREAU, OFFICE, DEPUTY, MAYOR = (
    "weixiaolan",
    "modongsheng",
    "zhouwenqing",
    "huangzhijian",
    "qinyuanming",
)
OFFICER, HEAD, CITY, INSPECTOR = "luhaisheng", "zhengqiming", "gutingting", "luzhengyi"
SYSTEM, SECURITY, AUDIT = "chengkai", "fusiyuan", "ouyangmin"
SIGNED_IN = (
    ("hengxin", "/my/"),
    ("hengxin", "/my/people/"),
    ("hengxin", "/my/people/ask"),
    ("hengxin", "/my/messages/"),
    ("hengxin", "/my/{answered}/"),
    ("hengxin", "/my/{answered}/doubt"),
    ("hengxin", "/my/{ripe}/"),
    ("hengxin", "/my/{ripe}/ask_slot"),
    ("hengxin", "/my/{closed}/"),
    ("hengxin", "/password/"),
    (INTAKE, "/desk/"),
    (INTAKE, "/desk/post/"),
    (INTAKE, "/desk/appeals/"),
    (INTAKE, "/desk/messages/"),
    (INSPECTOR, "/desk/urgings/"),
    (INTAKE, "/desk/messages/read/"),
    (INTAKE, "/desk/appeals/?q=没有这样的诉求"),
    (INTAKE, "/desk/appeals/new/"),
    (INTAKE, "/desk/appeals/{lodged}/"),
    (INTAKE, "/desk/appeals/{registered}/sort/"),
    (INTAKE, "/desk/appeals/{registered}/transfer/"),
    (INTAKE, "/desk/batches/"),
    (INTAKE, "/desk/days/{day}/appeals/{scheduled}/"),
    (INTAKE, "/desk/days/{day}/record_attendance/"),
    (INTAKE, "/desk/enterprises/"),
    (INTAKE, "/desk/enterprises/new/"),
    (INTAKE, "/desk/follow-ups/"),
    (INTAKE, "/desk/letters/"),
    (INTAKE, "/desk/coverage/"),
    (HEAD_OF_BUREAU, "/desk/"),
    (HEAD_OF_BUREAU, "/desk/appeals/{closed}/"),
    (HEAD_OF_BUREAU, "/desk/statistics/"),
    (HEAD_OF_BUREAU, "/desk/corrections/{correction}/"),
    (HEAD_OF_BUREAU, "/desk/plan/new/"),
    (HEAD_OF_BUREAU, "/desk/imports/"),
    (INTAKE, "/desk/help/?q=导入"),
    (INTAKE, "/desk/help/intake/"),
    (INTAKE, "/desk/help/whole/"),
    (INTAKE, "/desk/county/"),
    (INTAKE, "/desk/county/points/_new/"),
    (INTAKE, "/desk/poster/"),
    (SYSTEM, "/desk/setup/"),
    (SYSTEM, "/desk/imports/new/organs/"),
    (SECURITY, "/desk/accounts/first/"),
    (HEAD_OF_BUREAU, "/tokens/"),
    (HEAD_OF_BUREAU, "/desk/bulletins/"),
    (HEAD_OF_BUREAU, "/desk/samples/"),
    (OFFICE, "/desk/"),
    (OFFICE, "/desk/wall/"),
    (OFFICE, "/desk/themes/"),
    (OFFICE, "/desk/consultations/"),
    (OFFICE, "/desk/appeals/{at_office}/consult/"),
    (OFFICE, "/desk/days/"),
    (OFFICE, "/desk/days/new/"),
    (OFFICE, "/desk/days/{day}/"),
    (OFFICE, "/desk/days/{agenda}/"),
    (OFFICE, "/desk/days/{agenda}/amend/"),
    (OFFICE, "/desk/items/"),
    (OFFICE, "/desk/items/{item}/"),
    (OFFICE, "/desk/circulations/"),
    (OFFICE, "/desk/what-if/?transfer=99"),
    (OFFICE, "/desk/papers/"),
    (OFFICE, "/desk/minutes/"),
    (OFFICE, "/desk/attendance/"),
    (DEPUTY, "/desk/"),
    (DEPUTY, "/desk/days/{day}/appeals/{implementing}/"),
    (MAYOR, "/desk/"),
    (MAYOR, "/desk/checks/"),
    (MAYOR, "/desk/checks/habits/"),
    (MAYOR, "/desk/circulations/"),
    (MAYOR, "/desk/items/{item}/"),
    (OFFICER, "/desk/"),
    (OFFICER, "/desk/consultations/"),
    (OFFICER, "/desk/appeals/{handling}/draft_outcome/"),
    (OFFICER, "/desk/appeals/{implementing}/"),
    (HEAD, "/desk/appeals/{signing}/"),
    (CITY, "/desk/"),
    (CITY, "/desk/appeals/handed-down/"),
    (INSPECTOR, "/desk/"),
    (INSPECTOR, "/desk/statistics/"),
    (INSPECTOR, "/desk/inspections/"),
    (OFFICER, "/desk/duties/"),
    (SYSTEM, "/desk/"),
    (SYSTEM, "/desk/organs/"),
    (SYSTEM, "/desk/organs/power-supply/"),
    (SYSTEM, "/desk/plan/"),
    (SYSTEM, "/desk/calendar/"),
    (SYSTEM, "/desk/calendar/notice/"),
    (SYSTEM, "/desk/templates/"),
    (SYSTEM, "/desk/channels/"),
    (SYSTEM, "/desk/templates/plan/"),
    (SECURITY, "/desk/accounts/"),
    (SECURITY, "/desk/accounts/new/"),
    (AUDIT, "/desk/journal/"),
    (AUDIT, "/desk/openings/"),
    (AUDIT, "/desk/journal/verify/"),
)
LISTS = (  # what is reached from a list, by its first link
    (INTAKE, "/desk/batches/", "a[href^='/desk/batches/']"),
    (INTAKE, "/desk/enterprises/", "a[href^='/desk/enterprises/']:not([href$='/new/'])"),
    (INTAKE, "/desk/appeals/{handling}/", "a[href^='/desk/why/']"),
    (INSPECTOR, "/desk/inspections/", "a[href^='/desk/inspections/']"),
    (OFFICE, "/desk/minutes/", "a[href^='/desk/minutes/']"),
    (SECURITY, "/desk/accounts/", "table a[href^='/desk/accounts/']"),
)


@pytest.fixture(scope="module")
def desks(browser: Browser, site: Site) -> Iterator[Callable[[str], tuple[Page, Watch]]]:
    """``desks("weixiaolan")``: that person's page, signed in once for all pages of this file."""
    with ExitStack() as stack:
        known: dict[str, tuple[Page, Watch]] = {}

        def sit_down(username: str) -> tuple[Page, Watch]:
            if username not in known:
                context = browser.new_context(base_url=site.url, locale="zh-CN", timezone_id="Asia/Shanghai")
                context.set_default_timeout(8000)
                stack.callback(context.close)
                watch = Watch()
                page = watch(context.new_page())
                if username:
                    Person(page).sign_in(username)
                known[username] = page, watch
            page, watch = known[username]
            watch.complaints.clear()
            return page, watch

        yield sit_down


def faults(page: Page, watch: Watch) -> dict[str, Any]:
    """What is wrong with the page as it stands, at both widths."""
    found: dict[str, Any] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if wider := surplus(page):
            found[f"wider than {width}"] = wider
        if told := barriers(page):
            found[f"axe at {width}"] = told
    if watch.complaints:
        found["console"] = list(watch.complaints)
    return found


@pytest.mark.parametrize(("username", "place"), [*(("", place) for place in PUBLIC), *SIGNED_IN])
def test_a_page_is_sound(desks: Callable[[str], tuple[Page, Watch]], site: Site, username: str, place: str) -> None:
    page, watch = desks(username)
    answer = page.goto(place.format(**site.codes))
    assert answer is not None
    assert (answer.status, page.locator("h1").count()) == (200, 1)
    assert not faults(page, watch)


@pytest.mark.parametrize(("username", "place", "link"), LISTS)
def test_a_page_behind_a_list_is_sound(
    desks: Callable[[str], tuple[Page, Watch]], site: Site, username: str, place: str, link: str
) -> None:
    page, watch = desks(username)
    page.goto(place.format(**site.codes))
    target = page.locator(f"main {link}").first.get_attribute("href")
    answer = page.goto(str(target))
    assert answer is not None
    assert answer.status == 200
    assert not faults(page, watch)


@pytest.mark.parametrize(("username", "place"), [("", "/appeals/new"), (INTAKE, "/desk/appeals/new/")])
def test_a_form_with_errors_is_sound_and_leads_to_them(
    desks: Callable[[str], tuple[Page, Watch]], username: str, place: str
) -> None:
    page, watch = desks(username)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(place)
    page.locator("main form[data-draft]").evaluate("form => { form.noValidate = true }")
    page.locator("main [name=contact_phone]").fill("13800001234")
    page.locator("main form[data-draft] button.main").click()
    summary = page.locator("#errors")
    expect(summary).to_be_focused()
    expect(page.locator("[name=contact_phone]")).to_have_value("13800001234")
    assert not faults(page, watch)
    summary.get_by_role("link").first.click()
    expect(page.locator("main [name=text]")).to_be_focused()


EMPTY = (  # main forms that are sent with nothing in them
    ("", "/track"),
    ("", "/my/join"),
    ("hengxin", "/my/{answered}/doubt"),
    (INTAKE, "/desk/appeals/{registered}/transfer/"),
    (INTAKE, "/desk/enterprises/new/"),
    (OFFICER, "/desk/appeals/{handling}/draft_outcome/"),
    (OFFICE, "/desk/days/new/"),
    (SYSTEM, "/desk/calendar/notice/"),
    (SECURITY, "/desk/accounts/new/"),
)


@pytest.mark.parametrize(("username", "place"), EMPTY)
def test_a_form_sent_empty_is_sound_and_says_what_is_missing(
    desks: Callable[[str], tuple[Page, Watch]], site: Site, username: str, place: str
) -> None:
    page, watch = desks(username)
    page.goto(place.format(**site.codes))
    page.locator("main form[method=post]").first.evaluate("form => { form.noValidate = true }")
    page.locator("main form[method=post] button.main").first.click()
    expect(page.locator("#errors").first).to_be_visible()
    assert not faults(page, watch)


def test_a_page_with_every_fault_is_found_out(desks: Callable[[str], tuple[Page, Watch]]) -> None:
    """The broken twin: a page that is too wide, tells the blind nothing, and runs what it may not."""
    page, watch = desks("")
    page.goto("/track")
    page.evaluate(
        """const main = document.querySelector("main");
        main.style.minWidth = "3000px";
        main.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='0'><input type='text'>");"""
    )
    found = faults(page, watch)
    assert set(found) == {"wider than 1280", "wider than 360", "axe at 1280", "axe at 360", "console"}, found
