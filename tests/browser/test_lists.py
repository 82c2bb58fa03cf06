"""Lists that answer in place: what htmx puts there is what a reload would show."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import Person

pytestmark = pytest.mark.browser


def rows(page: Page) -> str:
    """The list as the page has it, without what htmx notes while it works and the token that each answer draws anew."""
    html = str(page.locator("#rows").evaluate("rows => rows.outerHTML"))
    return re.sub(r' class="(htmx-[a-z]+ ?)*"| value="\w{64}"', "", html)


@pytest.mark.parametrize(
    ("place", "field", "choice"),
    [
        ("/desk/appeals/", "state", "handling"),
        ("/desk/appeals/", "standing", "over"),
        ("/desk/items/", "standing", "open"),
    ],
)
def test_filtering_swaps_the_rows_for_those_of_the_reloaded_page(
    someone: Callable[..., Person], place: str, field: str, choice: str
) -> None:
    page = someone("zhouwenqing").page
    page.goto(place)
    before = rows(page)
    page.evaluate("window.same = true")
    with page.expect_response(lambda answer: f"{field}={choice}" in answer.url) as answered:
        page.locator(f"form.filters [name={field}]").select_option(choice)
    assert answered.value.request.headers["hx-request"] == "true"
    page.wait_for_url(f"**{field}={choice}**")
    swapped = rows(page)
    assert page.evaluate("window.same === true")
    assert "htmx-" not in swapped
    page.reload()
    expect(page.locator(f"form.filters [name={field}]")).to_have_value(choice)
    assert rows(page) == swapped
    page.go_back()
    expect(page.locator(f"form.filters [name={field}]")).to_have_value("")
    assert rows(page) == before
