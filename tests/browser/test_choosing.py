"""What a telephone chooses: photographs made smaller before they are sent where that is wished, and what is no file."""

import io
import os
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.browser
UNREADABLE = """() => {
  Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("A requested file could not be read.", "NotReadableError"));
}"""


def photograph() -> dict[str, object]:
    """One of more than three megabytes, as a telephone takes it."""
    buffer = io.BytesIO()
    Image.frombytes("L", (3000, 2000), os.urandom(3000 * 2000)).save(buffer, "JPEG", quality=60)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


@pytest.mark.parametrize(("wished", "size"), [(True, (2560, 1707)), (False, (3000, 2000))])
def test_a_photograph_is_made_smaller_before_it_is_sent_where_that_is_wished(
    window: Callable[..., BrowserContext], wished: bool, size: tuple[int, int]
) -> None:
    page, photo = window().new_page(), photograph()
    page.goto("/appeals/new")
    page.get_by_label("照片缩小后再传").set_checked(wished)
    with page.expect_request(lambda request: "Upload-Length".lower() in request.headers) as begun:
        page.locator("input[type=file]").set_input_files(photo)
    assert (int(begun.value.headers["upload-length"]) < len(photo["buffer"])) is wished
    expect(page.locator(".kept .ready")).to_have_count(1)
    page.locator("[name=text]").fill("道路塌了半边")
    page.locator("[name=enterprise_name]").fill("顺达物流有限公司")
    page.locator("[name=contact_phone]").fill("13800002001")
    page.locator("main form button.main").click()
    page.wait_for_url("**/receipt")
    page.goto(f"/my/{page.url.split('/')[-2]}/")
    content = page.request.get(str(page.locator(".files a").get_attribute("href"))).body()
    assert Image.open(io.BytesIO(content)).size == size


def test_a_folder_or_a_file_that_another_program_holds_is_explained(window: Callable[..., BrowserContext]) -> None:
    page = window().new_page()
    page.goto("/appeals/new")
    page.evaluate(UNREADABLE)
    page.locator("input[type=file]").set_input_files({"name": "材料", "mimeType": "", "buffer": b"x"})
    expect(page.locator(".kept .refused small")).to_have_text(
        "浏览器读不到它：文件夹请打开后选里面的文件，或者先压成 ZIP；正被别的程序占用的，请关闭后再选"
    )
