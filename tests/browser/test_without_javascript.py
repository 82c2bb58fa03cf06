"""The enterprise's way without JavaScript, without a mouse, and with an interruption."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site
from tests.browser.people import Person

pytestmark = pytest.mark.browser

TEXT = "厂门口的路塌了半边，货车进不来，已经三天。"


def test_an_enterprise_lodges_tracks_and_answers_on_a_telephone_without_javascript(
    site: Site, stranger: Callable[..., Page], someone: Callable[..., Person]
) -> None:
    enterprise = Person(stranger(width=360, java_script_enabled=False))
    page = enterprise.page
    page.goto("/appeals/new")
    enterprise.send({"text": TEXT, "enterprise_name": "顺达物流有限公司", "contact_phone": "13800002001"})
    number, query_code = page.locator("dl.big dd").all_inner_texts()
    place = f"/desk/appeals/{page.url.split('/')[-2]}/"
    _answered(someone, place)

    page.context.clear_cookies()
    page.goto("/track")
    enterprise.send({"number": number, "code": query_code})
    expect(page.locator("h1")).to_contain_text("厂门口的路塌了半边")
    expect(page.locator("article.answer")).to_contain_text("路已抢修通车")
    enterprise.take(page.url, "confirm", {"said": "谢谢"})
    expect(page.locator(".head .badge")).to_have_text("企业已回应，待办结")


def _answered(someone: Callable[..., Person], place: str) -> None:
    intake, officer = someone("weixiaolan"), someone("luhaisheng")
    intake.take(place, "register")
    words = {"matter": "企业生产经营、项目建设中的重大困难和问题", "category": "道路交通", "kind": "简单事项"}
    intake.take(place, "sort", words)
    intake.take(place, "transfer", {"lead": "云岭县供电公司"})
    officer.take(place, "sign_for")
    officer.take(place, "contact", {"contact": "王经理", "note": "已电话联系。"})
    told = {"outcome": "resolved", "checked": "路面塌陷属实。", "answer": "路已抢修通车。", "contact": "陆工"}
    officer.take(place, "draft_outcome", told)
    someone("zhengqiming").take(place, "sign_answer")


def test_what_was_typed_is_there_again_after_a_reload(stranger: Callable[..., Page]) -> None:
    page = stranger()
    page.goto("/appeals/new")
    page.get_by_label("遇到了什么困难").fill(TEXT)
    page.get_by_label("企业名称").focus()
    expect(page.locator(".saved")).to_have_text(re.compile("已保存"))
    page.reload()
    expect(page.get_by_label("遇到了什么困难")).to_have_value(TEXT)
    expect(page.locator("#draft")).to_contain_text("已为您恢复")
    page.get_by_role("button", name="不要草稿").click()
    expect(page.get_by_label("遇到了什么困难")).to_have_value("")


def test_a_mistake_loses_nothing_without_javascript(stranger: Callable[..., Page]) -> None:
    page = stranger(width=360, java_script_enabled=False)
    page.goto("/appeals/new")
    page.locator("[name=text]").fill("  ")  # a browser takes this for an answer
    page.locator("[name=enterprise_name]").fill("顺达物流有限公司")
    page.locator("[name=contact_phone]").fill("见名片（ 老王 ）")
    page.locator("main form button.main").click()
    page.locator("#errors a").first.click()
    assert page.url.endswith("#id_text")
    expect(page.locator("[name=contact_phone]")).to_have_value("见名片（ 老王 ）")
    page.locator("[name=text]").fill(TEXT)
    page.locator("main form button.main").click()
    expect(page.locator("h1")).to_have_text("已提交")


def test_the_keyboard_alone_is_enough_to_lodge(stranger: Callable[..., Page]) -> None:
    page = stranger()
    page.goto("/appeals/new")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    words = {"text": TEXT, "enterprise_name": "顺达物流有限公司", "contact_phone": "13800002001"}
    for _ in range(30):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        if name in words:
            page.keyboard.type(words.pop(name))
        elif name == "confidential":
            page.keyboard.press("Space")
        elif name == "提交":
            break
    assert not words
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("已提交")
