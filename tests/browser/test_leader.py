"""领导一屏 on a telephone: one screen, nothing wider than it, and nothing that keeps anybody out."""

from collections.abc import Callable

import pytest
from tests.browser.people import Person
from tests.browser.watching import barriers, surplus

pytestmark = pytest.mark.browser
TALL = 800


@pytest.mark.parametrize("username", ["qinyuanming", "huangzhijian"])
def test_it_fits_a_telephone(someone: Callable[..., Person], username: str) -> None:
    page = someone(username, width=360, height=TALL).page
    page.goto("/desk/leader/")
    assert page.locator("h1").inner_text() == "一屏"
    assert page.locator("main section").count() == 5
    assert surplus(page) == 0
    assert barriers(page) == []
    last = page.locator("main section").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= TALL
    assert page.evaluate("document.documentElement.scrollHeight") <= TALL, "there is nothing to scroll to"
