"""Lodging on a telephone with three photographs, broken off at ten points: nothing typed and no file is lost. L3.

With JavaScript every file is on the server the moment it is chosen; without it, from the first time the form is sent.
"""

import base64
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from pillow_heif import from_pillow
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.browser.conftest import Site
from tests.browser.people import PASSWORD, Person
from tests.browser.watching import Watch
from tests.documents import making

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
TEXT = "厂门口的路塌了半边，货车进不来，已经三天。"
FIELDS = {"text": TEXT, "enterprise_name": "顺达物流有限公司", "contact_phone": "13800002001"}


def heic(colour: str) -> bytes:
    """A telephone's photograph: lying on its side, with the place it was taken at."""
    buffer, picture = io.BytesIO(), Image.new("RGB", (640, 320), "white")
    picture.paste(colour, (0, 0, 320, 320))
    from_pillow(picture).save(buffer, exif=making.located().tobytes(), quality=60)
    return buffer.getvalue()


PHOTOS = [
    {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": heic("red")},
    {"name": "IMG_0002.jpg", "mimeType": "image/jpeg", "buffer": making.image("JPEG", (800, 400), exif=making.located())},
    {"name": "IMG_0003.HEIC", "mimeType": "image/heic", "buffer": heic("blue")},
]  # fmt: skip
KEPT = ["IMG_0001.jpg", "IMG_0002.jpg", "IMG_0003.jpg"]
LARGE = {
    "name": "扫描.pdf",
    "mimeType": "application/pdf",
    "buffer": making.pdf("3 0 obj<</Type/Page>>endobj\n" * 150_000),
}
SEND = "main form button.main"


@pytest.fixture
def telephone(window: Callable[..., BrowserContext]) -> Callable[..., Person]:
    """``telephone()``: a person with a page of a telephone; troubles in its console are part of these tests."""
    return lambda **options: Person(window(**PHONE, **options).new_page())


def fill(person: Person) -> None:
    """Everything typed, three photographs chosen, and both on the server."""
    person.page.goto("/appeals/new")
    person.fill(FIELDS)
    choose(person.page, PHOTOS)
    expect(person.page.locator(".kept .ready")).to_have_count(3)
    saved(person.page)


def choose(page: Page, files: Any) -> None:
    page.locator("input[type=file]").set_input_files(files)


def saved(page: Page) -> None:
    """Whatever is typed reaches the server when a field is left."""
    page.locator("[name=contact_name]").focus()
    page.locator("[name=contact_phone]").focus()
    page.locator("[name=contact_name]").focus()
    expect(page.locator(".field .saved, .saved", has_text="已保存").first).to_be_visible()


def assert_all_there(page: Page, names: list[str] = KEPT) -> None:
    for field, value in FIELDS.items():
        expect(page.locator(f"main [name={field}]")).to_have_value(value)
    expect(page.locator(".kept b")).to_have_text(names)


def lodge(person: Person, site: Site, names: list[str] = KEPT) -> None:
    """Sends it, and sees that the appeal holds the text and each file, upright and without its place."""
    page = person.page
    if not page.url.endswith("/receipt"):
        page.locator(SEND).click()
    expect(page.locator("h1")).to_have_text("已提交")
    page.goto(f"/my/{page.url.split('/')[-2]}/")
    expect(page.locator("blockquote")).to_contain_text(TEXT)
    expect(page.locator(".files a")).to_have_text(names)
    for link in page.locator(".files a").all():
        answer = page.request.get(site.url + str(link.get_attribute("href")))
        content = answer.body()
        if answer.headers["content-type"] == "image/jpeg":
            picture = Image.open(io.BytesIO(content))
            assert picture.height == 2 * picture.width, "upright"
            assert b"SECRETPHONE" not in content
            assert not picture.getexif()
        else:
            assert content == LARGE["buffer"]
    page.goto("/appeals/new")
    expect(page.locator("[name=text]")).to_have_value("")
    expect(page.locator(".kept li")).to_have_count(0)


def test_lodging_with_three_photographs(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    expect(person.page.locator(".kept .ready small").first).to_contain_text("拍摄地点已去掉")
    lodge(person, site)


def test_broken_off_by_a_reload(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    person.page.reload()
    assert_all_there(person.page)
    expect(person.page.locator("#draft")).to_contain_text(re.compile(r"已为您恢复 .*\d\d:\d\d 的草稿，传好的材料也在"))
    lodge(person, site)


def test_broken_off_by_going_back(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    person.page.goto("/days/")
    fill(person)
    person.page.go_back()
    expect(person.page.locator("h1")).to_have_text(re.compile("接待日安排"))
    person.page.go_forward()
    person.page.reload()
    assert_all_there(person.page)
    lodge(person, site)


def test_broken_off_by_a_browser_that_crashes(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    context = person.page.context
    person.page.close(run_before_unload=False)
    person.page = context.new_page()
    person.page.goto("/appeals/new")
    assert_all_there(person.page)
    lodge(person, site)


def test_broken_off_by_the_network_in_the_middle_of_a_file(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    page = person.page
    pieces = []

    def cut(route: Route) -> None:
        if route.request.header_value("X-HTTP-Method-Override") == "PATCH":
            pieces.append(route.request.header_value("Upload-Offset"))
            if len(pieces) == 2:
                page.context.set_offline(True)
                route.abort("internetdisconnected")
                return
        route.continue_()

    page.route("**/uploads/**", cut)
    choose(page, LARGE)
    expect(page.locator(".kept small", has_text="网络断了")).to_be_visible()
    page.locator(SEND).click()
    expect(page.locator("[data-status]")).to_contain_text("传完自动提交")
    page.context.set_offline(False)
    page.wait_for_url("**/receipt", timeout=20_000)
    assert pieces[2] == pieces[1] != "0", "it went on from where the line broke"
    lodge(person, site, [*KEPT, "扫描.pdf"])


def test_broken_off_by_a_reload_in_the_middle_of_a_file(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    page = person.page
    sent: list[str] = []

    def hold(route: Route) -> None:
        if route.request.header_value("X-HTTP-Method-Override") == "PATCH":
            sent.append(str(route.request.header_value("Upload-Offset")))
            if len(sent) == 2:
                route.abort()
                return
        route.continue_()

    page.route("**/uploads/**", hold)
    choose(page, LARGE)
    expect(page.locator(".kept small", has_text="网络断了")).to_be_visible()
    page.reload()
    expect(page.locator(".kept .receiving small")).to_contain_text("重新选择同一个文件会从断开处接着传")
    page.locator(SEND).click()
    expect(page.locator("#errors")).to_contain_text("“扫描.pdf”只传了")
    choose(page, LARGE)
    expect(page.locator(".kept .ready")).to_have_count(4)
    expect(page.locator(".kept li")).to_have_count(4)
    assert sent[2] == sent[1], "nothing was sent twice"
    lodge(person, site, [*KEPT, "扫描.pdf"])


@pytest.mark.parametrize("status", [413, 429, 500])
def test_broken_off_by_an_answer_that_is_none(telephone: Callable[..., Person], site: Site, status: int) -> None:
    """What stands before the house, or the house itself, does not take the form this once."""
    person = telephone()
    fill(person)
    page = person.page
    page.route("**/appeals/new", lambda route: route.fulfill(status=status, body="no"), times=1)
    page.locator(SEND).click()
    page.wait_for_load_state()
    page.unroute("**/appeals/new")
    page.goto("/appeals/new")
    assert_all_there(page)
    lodge(person, site)


@pytest.mark.parametrize("status", [413, 429, 500])
def test_a_piece_that_is_not_taken_this_once_is_sent_again(telephone: Callable[..., Person], status: int) -> None:
    person = telephone()
    person.page.goto("/appeals/new")
    answered: list[int] = []

    def refuse(route: Route) -> None:
        if route.request.header_value("X-HTTP-Method-Override") == "PATCH" and not answered:
            answered.append(status)
            route.fulfill(status=status, body="no")
        else:
            route.continue_()

    person.page.route("**/uploads/**", refuse)
    choose(person.page, LARGE)
    expect(person.page.locator(".kept .ready")).to_have_count(1, timeout=15_000)
    assert answered == [status]


def test_broken_off_by_a_sign_in_in_another_tab(telephone: Callable[..., Person], site: Site) -> None:
    """The token of the open page is stale from then on; the form comes back filled, with its files."""
    person = telephone()
    fill(person)
    other = Person(person.page.context.new_page())
    other.sign_in("hengxin")
    person.page.locator(SEND).click()
    person.page.wait_for_load_state()
    person.page.goto("/appeals/new")
    assert_all_there(person.page)
    lodge(person, site)


def test_broken_off_by_a_session_that_ends(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    person.sign_in("hengxin")
    fill(person)
    page = person.page
    kept = [cookie for cookie in page.context.cookies() if "session" not in cookie["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(kept)
    page.locator(SEND).click()
    page.wait_for_load_state()
    page.goto("/sign-in/?next=/appeals/new")
    page.get_by_label("用户名").fill("hengxin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/appeals/new")
    assert_all_there(page)
    lodge(person, site)


def test_broken_off_by_a_server_that_is_killed(telephone: Callable[..., Person], site: Site) -> None:
    """In the middle of a file, and once more before the form is sent."""
    person = telephone()
    fill(person)
    page = person.page
    killed: list[str] = []

    def kill(route: Route) -> None:
        if route.request.header_value("X-HTTP-Method-Override") == "PATCH" and len(killed) < 2:
            killed.append(str(route.request.header_value("Upload-Offset")))
            if len(killed) == 2:
                site.crash()
        route.continue_()

    page.route("**/uploads/**", kill)
    choose(page, LARGE)
    expect(page.locator(".kept .ready")).to_have_count(4, timeout=30_000)
    assert len(killed) == 2
    site.crash()
    page.reload()
    assert_all_there(page, [*KEPT, "扫描.pdf"])
    lodge(person, site, [*KEPT, "扫描.pdf"])


def test_broken_off_by_an_impatient_double_click(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    person.page.locator(SEND).dblclick()
    person.page.wait_for_url("**/receipt")
    lodge(person, site)


def test_a_photograph_is_taken_away_again(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone()
    fill(person)
    person.page.locator(".kept li", has_text="IMG_0002").get_by_role("button", name="移除").click()
    expect(person.page.locator(".kept b")).to_have_text([KEPT[0], KEPT[2]])
    lodge(person, site, [KEPT[0], KEPT[2]])


def test_a_file_that_is_refused_says_why_and_the_others_stay(telephone: Callable[..., Person], watch: Watch) -> None:
    page = telephone().page
    page.goto("/appeals/new")
    macros = making.docx({"word/vbaProject.bin": b"x"})
    for name, content, words in [
        ("合同.exe", b"MZ", "程序"),
        ("~$合同.docx", b"x", "临时锁文件"),
        ("合同.docx", macros, "宏"),
    ]:
        choose(page, {"name": name, "mimeType": "application/octet-stream", "buffer": content})
        row = page.locator(".kept li", has_text=name)
        expect(row.locator("small")).to_contain_text(words)
        row.get_by_role("button", name="移除").click()
        expect(row).to_have_count(0)
    choose(page, PHOTOS[:1])
    expect(page.locator(".kept .ready")).to_have_count(1)


PASTE = """(area, {html, text}) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


def test_pictures_pasted_with_text_become_material_and_those_left_behind_are_told(
    telephone: Callable[..., Person],
) -> None:
    page = telephone().page
    page.goto("/appeals/new")
    inline = base64.b64encode(making.image("PNG")).decode()
    html = (
        f'<p>停电<o:p></o:p></p><img src="data:image/png;base64,{inline}">'
        '<img src="file:///C:/Users/a/ksohtml/wps1.png">'
    )
    page.locator("[name=text]").evaluate(PASTE, {"html": html, "text": "停电"})
    expect(page.locator(".kept .ready b")).to_have_text(["粘贴的图片1.png"])
    expect(page.locator("[role=status]", has_text="1 张图片，已放进材料")).to_contain_text("1 张图片没有随文字带过来")
    assert page.locator("[name=text]").get_attribute("maxlength") is None, "nothing pasted is cut off"


def test_without_javascript_a_mistake_loses_no_photograph(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone(java_script_enabled=False)
    page = person.page
    page.goto("/appeals/new")
    person.fill({**FIELDS, "text": "  "})
    choose(page, PHOTOS)
    page.locator(SEND).click()
    expect(page.locator("#errors")).to_contain_text("请填写")
    expect(page.locator(".kept b")).to_have_text(KEPT)
    page.locator("main [name=text]").fill(TEXT)
    lodge(person, site)


def test_without_javascript_photographs_are_sent_ahead_one_by_one(telephone: Callable[..., Person], site: Site) -> None:
    person = telephone(java_script_enabled=False)
    page = person.page
    page.goto("/appeals/new")
    person.fill(FIELDS)
    for count, photo in enumerate(PHOTOS, 1):
        choose(page, photo)
        page.get_by_role("button", name="先传选好的文件").click()
        expect(page.locator(".kept .ready")).to_have_count(count)
    assert_all_there(page)
    page.reload()
    assert_all_there(page)
    page.locator(".kept li", has_text="IMG_0003").get_by_role("button", name="移除").click()
    expect(page.locator(".kept b")).to_have_text(KEPT[:2])
    lodge(person, site, KEPT[:2])


def test_a_field_that_is_missing_is_shown_with_its_name(telephone: Callable[..., Person]) -> None:
    """The browser scrolls to the field it refuses: what it is called does not stay above the window."""
    page = telephone().page
    page.goto("/appeals/new")
    page.locator(SEND).click()
    expect(page.locator("main [name=text]")).to_be_focused()
    expect(page.locator("main label[for=id_text]")).to_be_in_viewport(ratio=1)
