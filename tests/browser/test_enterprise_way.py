"""The enterprise's whole way, from the first page to its appeal's own: by keyboard alone, at twice the size, on a slow line,
and signed in by a code without JavaScript. L2."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect
from tests.browser.people import Person
from tests.documents import making

pytestmark = pytest.mark.browser

TEXT = "厂门口的路塌了半边，货车进不来，已经三天。"
FIELDS = {"text": TEXT, "enterprise_name": "顺达物流有限公司", "contact_phone": "13800002001"}
MORE = "今天又塌了一段。"
LATENCY, BYTES_A_SECOND = 400, 50 * 1024  # milliseconds; both ways
FIRST_PAGE = 100_000  # bytes: two seconds on that line
PHOTO = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": making.image("JPEG", (800, 400))}


class Keyboard:
    """Somebody without a mouse: what is not reached by Tab is not there, and what is must show that it is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, words: str, *, field: str = "") -> None:
        """On to the next control with these words, or to the field of this name."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            told = self.page.evaluate(
                "(() => { const one = document.activeElement; return [one.name || '', one.textContent.trim()] })()"
            )
            if told[0] == field if field else told[1].startswith(words):
                assert self.page.evaluate(
                    "(() => { const style = getComputedStyle(document.activeElement);"
                    " return style.outlineStyle !== 'none' || style.boxShadow !== 'none' })()"
                ), f"{words or field} has the focus and does not show it"
                return
        pytest.fail(f"no way by keyboard to {words or field} on {self.page.url}")

    def press(self, words: str) -> None:
        """Follows a link or presses a button."""
        self.go(words)
        before = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != before)

    def fill(self, fields: dict[str, str]) -> None:
        """One field after the other, in the order of the page."""
        for name, value in fields.items():
            self.go("", field=name)
            self.page.keyboard.type(value)


def test_by_keyboard_alone(stranger: Callable[..., Page]) -> None:
    page = stranger()
    hands = Keyboard(page)
    page.goto("/")
    hands.press("反映诉求")
    hands.fill(FIELDS)
    hands.press("提交")
    expect(page.locator("h1")).to_have_text("已提交")
    number, query_code = page.locator("dl.big dd").all_inner_texts()
    page.context.clear_cookies()
    page.goto("/")
    hands.press("查询进度")
    hands.fill({"number": number, "code": query_code})
    hands.press("查询")
    expect(page.locator("blockquote")).to_contain_text(TEXT)
    hands.press("补充材料")
    hands.fill({"note": MORE})
    hands.press("提交")
    expect(page.locator("main")).to_contain_text(MORE)
    hands.press("撤回诉求")
    hands.fill({"reason": "路通了"})
    hands.press("撤回")
    expect(page.locator(".head .badge")).to_contain_text("办结")


@pytest.mark.parametrize("large", [False, True])
def test_at_twice_the_size(stranger: Callable[..., Page], large: bool) -> None:
    """A window of 1280 px at 200 % shows 640; with the large type besides nothing is cut off or lies beside the screen."""
    page = stranger(width=640, height=450, device_scale_factor=2)
    enterprise = Person(page)
    page.goto("/")
    if large:
        page.get_by_role("button", name="大字版").click()
    for place in ("/", "/plan", "/days/", "/help", "/bulletins/", "/sign-in/", "/sign-in/phone/", "/track"):
        page.goto(place)
        assert_fits(page)
    page.goto("/appeals/new")
    assert_fits(page)
    enterprise.send(FIELDS)
    assert_fits(page)
    number, query_code = page.locator("dl.big dd").all_inner_texts()
    page.goto("/track")
    enterprise.send({"number": number, "code": query_code})
    assert_fits(page)
    enterprise.take(page.url, "supplement", {"note": MORE})
    assert_fits(page)


def test_the_large_type_on_a_phone(someone: Callable[..., Person]) -> None:
    """Signed in, the frame carries a long name beside the messages: it breaks and pushes nothing off the screen."""
    page = someone("hengxin", width=360).page
    page.get_by_role("button", name="大字版").click()
    for place in ("/", "/my/", "/my/people/", "/my/messages/", "/days/"):
        page.goto(place)
        assert_fits(page)


def assert_fits(page: Page) -> None:
    """Nothing lies beside the screen, and no words are cut off."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    cut = page.evaluate(
        "[...document.querySelectorAll('main h1, main h2, main p, main .btn, main label, main dd')]"
        ".filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1"
        " && getComputedStyle(one).overflowX !== 'visible').map(one => one.textContent.trim().slice(0, 40))"
    )
    assert (wide, cut) == (0, []), page.url


def test_on_a_slow_line(window: Callable[..., BrowserContext]) -> None:
    """Four hundred milliseconds there and back, fifty kilobytes a second: the first page is small, a photograph arrives."""
    page = window(width=360).new_page()
    page.set_default_timeout(60_000)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    came: list[int] = []
    line.on("Network.loadingFinished", lambda told: came.append(int(told["encodedDataLength"])))
    page.goto("/", wait_until="networkidle")
    assert sum(came) <= FIRST_PAGE, f"the first page takes {sum(came)} bytes"
    page.goto("/appeals/new")
    enterprise = Person(page)
    enterprise.fill(FIELDS)
    page.locator("input[type=file]").set_input_files([PHOTO])
    expect(page.locator(".kept .ready")).to_have_count(1, timeout=60_000)
    enterprise.send()
    expect(page.locator("h1")).to_have_text("已提交")
    number, query_code = page.locator("dl.big dd").all_inner_texts()
    page.goto("/track")
    enterprise.send({"number": number, "code": query_code})
    expect(page.locator("blockquote")).to_contain_text(TEXT)
    expect(page.locator(".files a")).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
def test_signed_in_by_a_code_and_out_again(stranger: Callable[..., Page], script: bool) -> None:
    """The demo county sends no text message and shows it on the page; the rest is as in earnest."""
    enterprise = Person(stranger(width=360, java_script_enabled=script))
    page = enterprise.page
    page.goto("/sign-in/")
    page.get_by_role("link", name="企业用手机验证码登录").click()
    enterprise.send({"phone": "１３９ 0000 77" + ("01" if script else "02")})
    expect(page.locator(".again .soon")).to_contain_text("秒才能重新获取")
    expect(page.locator(".again .btn")).to_be_hidden()
    code = re.search(r"验证码 ([0-9]{6})，", page.content())
    assert code is not None
    page.locator("[name=code]").fill("000000" if code[1] != "000000" else "111111")
    page.locator("main form.card button.main").click()
    expect(page.locator("#errors")).to_contain_text("还可以试 4 次")
    enterprise.send({"code": code[1]}, button="main form.card button.main")
    enterprise.send({"name": "陆敏"})
    expect(page.locator("h1")).to_have_text("我的诉求")
    page.goto("/my/people/")
    expect(page.locator("main")).to_contain_text("您还没有加入企业")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_first_page_loads_nothing_from_elsewhere(stranger: Callable[..., Page]) -> None:
    page, asked = stranger(width=360), []
    page.on("response", lambda answer: asked.append(answer))
    page.goto("/", wait_until="networkidle")
    house = page.url.rstrip("/")
    assert [one.url for one in asked if not _ours(one, house)] == []


def _ours(answer: Response, house: str) -> bool:
    return answer.url.startswith((house, "data:"))
