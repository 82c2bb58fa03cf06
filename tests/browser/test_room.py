"""The hearing room without a mouse: typed, kept, found again on another machine, written by two, recorded. 四(二)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import Site
from tests.browser.people import Person

pytestmark = pytest.mark.browser
TAKER, OTHER = "weixiaolan", "zhouwenqing"


def tabbed_to(page: Page, name: str) -> None:
    """Tab is pressed until the field is reached."""
    for _ in range(80):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {name}")


def is_kept(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("已保存")


def test_it_is_kept_without_a_press_found_elsewhere_shared_and_recorded_by_keyboard_alone(
    site: Site, window: Callable[..., BrowserContext], someone: Callable[..., Person]
) -> None:
    room = f"/desk/days/{site.codes['day']}/appeals/{site.codes['room']}/"
    laptop = window()
    first = Person(laptop.new_page())
    first.sign_in(TAKER)
    first.page.goto(room)
    tabbed_to(first.page, "statement")
    first.page.keyboard.type("专线等了三个月")
    is_kept(first.page)
    tabbed_to(first.page, "opinion")
    first.page.keyboard.type("限期送电")
    laptop.close()  # the lid is shut in the middle of a sentence

    mine, theirs = someone(TAKER).page, someone(OTHER).page
    for page in (mine, theirs):
        page.goto(room)
        expect(page.locator("[name=statement]")).to_have_value("专线等了三个月")
    tabbed_to(mine, "statement")
    mine.keyboard.press("End")
    mine.keyboard.type("，每周停电两次")
    is_kept(mine)
    tabbed_to(theirs, "statement")
    theirs.keyboard.press("End")
    theirs.keyboard.type("，损失八十万元")
    clash = theirs.locator(".clash")
    expect(clash).to_contain_text("每周停电两次")
    expect(theirs.locator("[name=statement]")).to_have_value("专线等了三个月，损失八十万元")
    clash.locator("[data-choose=both]").focus()
    theirs.keyboard.press("Enter")
    is_kept(theirs)
    both = "专线等了三个月，损失八十万元\n专线等了三个月，每周停电两次"
    expect(mine.locator("[name=statement]")).to_have_value(both, timeout=30_000)  # it asks every few seconds

    tabbed_to(mine, "opinion")
    mine.keyboard.type("由供电公司限期送电")
    mine.keyboard.press("Alt+3")
    mine.keyboard.press("Control+Enter")
    mine.wait_for_url(lambda url: site.codes["room"] not in url)
    mine.goto(room)
    expect(mine.locator("form[data-room]")).to_have_count(0)
    expect(mine.locator("section:has(> h2:text-matches('^未解决'))")).to_contain_text("每周停电两次")
