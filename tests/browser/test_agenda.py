"""An agenda put in order by mouse, by keyboard, and without JavaScript: the server keeps the same order each time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site
from tests.browser.people import Person

pytestmark = pytest.mark.browser
OFFICE = "zhouwenqing"


def numbers(page: Page) -> list[str]:
    """The agenda as the page has it."""
    return page.locator(".agenda input[name=codes]").evaluate_all("all => all.map(one => one.value)")


def kept(page: Page) -> list[str]:
    """The agenda as the server has it."""
    page.reload()
    return numbers(page)


def test_a_row_dragged_to_the_top_stays_there(site: Site, someone: Callable[..., Person]) -> None:
    page = someone(OFFICE).page
    page.goto(f"/desk/days/{site.codes['agenda']}/")
    first, second, third = numbers(page)
    grip = page.locator("[data-order-handle]").nth(2).bounding_box()
    top = page.locator(".agenda > li").first.bounding_box()
    assert grip
    assert top
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(grip["x"], top["y"] + 40, steps=12)
    page.mouse.move(grip["x"], top["y"] + 2, steps=6)
    with page.expect_navigation():
        page.mouse.up()
    assert numbers(page) == [third, first, second]
    assert kept(page) == [third, first, second]


def test_arrow_keys_move_a_row_enter_keeps_it_and_escape_does_not(site: Site, someone: Callable[..., Person]) -> None:
    page = someone(OFFICE).page
    page.goto(f"/desk/days/{site.codes['agenda']}/")
    first, second, third = numbers(page)
    page.locator("[data-order-handle]").nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-order-said]")).to_contain_text("现在是第 3 件，共 3 件，按回车保存")
    assert numbers(page) == [second, third, first]
    page.keyboard.press("Escape")
    assert numbers(page) == [first, second, third]
    expect(page.locator("[data-order-save]")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-order-save]")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert kept(page) == [second, first, third]


def test_without_javascript_the_buttons_do_it(site: Site, someone: Callable[..., Person]) -> None:
    page = someone(OFFICE, java_script_enabled=False).page
    page.goto(f"/desk/days/{site.codes['agenda']}/")
    rows = page.locator(".agenda > li h3 + p")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    expect(page.locator("[data-order-handle]").first).to_be_hidden()
    page.locator(".agenda button[name=down]").first.click()
    expect(rows.nth(0)).to_have_text(second)
    expect(rows.nth(1)).to_have_text(first)
