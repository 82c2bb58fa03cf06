"""遮盖材料 by pointer, by keyboard and with numbers alone: the numbers are what is painted."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site
from tests.browser.people import Person
from tests.browser.watching import barriers, surplus

pytestmark = pytest.mark.browser
INTAKE = "weixiaolan"


def picture() -> bytes:
    """Wide enough to be drawn on."""
    buffer = io.BytesIO()
    Image.new("RGB", (800, 500), "#cfe6df").save(buffer, "PNG")
    return buffer.getvalue()


def opened(site: Site, page: Page) -> None:
    """The page of a picture that was just brought."""
    where = f"/desk/appeals/{site.codes['handling']}/"
    page.goto(f"{where}supplement/")
    page.locator("input[type=file]").set_input_files({"name": "证件.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_label("说明").fill("证件")
    page.get_by_role("button", name="补充材料").click()
    page.wait_for_url(f"**{where}")
    page.locator("a.act").last.click()
    expect(page.get_by_role("heading", name="遮盖材料")).to_be_visible()


def numbers(page: Page, row: int) -> list[float]:
    """One box as the form has it."""
    return [float(page.locator(f"[name={place}_{row}]").input_value()) for place in ("left", "top", "width", "height")]


def test_a_box_is_drawn_moved_by_keys_and_taken_away(site: Site, someone: Callable[..., Person]) -> None:
    page = someone(INTAKE).page
    opened(site, page)
    sheet = page.locator("[data-cover-page] svg").bounding_box()
    assert sheet
    page.mouse.move(sheet["x"] + sheet["width"] * 0.1, sheet["y"] + sheet["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(sheet["x"] + sheet["width"] * 0.5, sheet["y"] + sheet["height"] * 0.6, steps=6)
    page.mouse.up()
    assert numbers(page, 1) == pytest.approx([10, 20, 40, 40], abs=0.6)
    before = numbers(page, 1)
    page.locator("svg rect").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert numbers(page, 1) == pytest.approx([before[0] + 0.5, before[1], before[2], before[3] + 0.5], abs=0.11)
    expect(page.locator("[data-cover-said]")).to_contain_text("第 1 处黑框")
    page.keyboard.press("Delete")
    expect(page.locator("svg rect")).to_have_count(0)
    page.keyboard.press("Enter")  # on "加一个框", where it stands now
    assert numbers(page, 1) == [40, 45, 20, 10]
    page.get_by_label("遮盖的原因").fill("第三人的身份证照片")
    page.get_by_role("button", name="遮盖", exact=True).click()
    expect(page.get_by_text("证件（已遮盖）.png").first).to_be_visible()


def test_the_page_is_sound(site: Site, someone: Callable[..., Person]) -> None:
    page = someone(INTAKE).page
    opened(site, page)
    page.get_by_role("button", name="加一个框").click()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert surplus(page) == 0
        assert barriers(page) == []


def test_without_javascript_the_numbers_show_where_and_do_the_same(site: Site, someone: Callable[..., Person]) -> None:
    page = someone(INTAKE, java_script_enabled=False).page
    opened(site, page)
    for place, value in (("left", 10), ("top", 20), ("width", 30), ("height", 40)):
        page.locator(f"[name={place}_1]").fill(str(value))
    page.get_by_role("button", name="在画面上看看位置").click()
    expect(page.locator("svg rect")).to_have_attribute("width", "30.0")
    page.get_by_label("遮盖的原因").fill("第三人的身份证照片")
    page.get_by_role("button", name="遮盖", exact=True).click()
    expect(page.get_by_text("（已遮盖）").first).to_be_visible()
