"""A clerk writes down a call and never leaves the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.people import Person

pytestmark = pytest.mark.browser


def test_the_enterprise_is_found_while_typing_and_chosen_with_the_arrow_keys(someone: Callable[..., Person]) -> None:
    page = someone("weixiaolan").page
    page.goto("/desk/appeals/new/")
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type("二号线又跳闸了，炉子停了四个小时")
    page.keyboard.press("Tab")
    expect(page.locator("#id_enterprise_name")).to_be_focused()
    page.keyboard.type("yl")
    found = page.locator("#beside .match")
    expect(found.first.get_by_role("button")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(found.first.get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#id_enterprise_name")).to_be_focused()
    page.keyboard.press("ArrowDown")
    wanted = found.first.locator("b").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#id_enterprise_name")).to_have_value(wanted)
    expect(page.locator("#id_enterprise_name")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")
    expect(page.locator("main")).to_contain_text("JDR-2026-")
