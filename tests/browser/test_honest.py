"""What keeps everybody honest, in a browser: a quarter's inspection to its report, a month's bulletin to the public."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import Person
from tests.browser.watching import barriers, surplus

pytestmark = pytest.mark.browser
INSPECTOR, INTAKE, HEAD_OF_BUREAU, MAYOR = "luzhengyi", "weixiaolan", "modongsheng", "qinyuanming"
BULLETIN = "/desk/bulletins/2026-10/"
FIND = {"result": "implemented", "words": "到现场看过，专线已经送电，有照片。"}


def test_a_round_is_drawn_found_and_reported_to_the_mayor(someone: Callable[..., Person]) -> None:
    """四(五)：一季度一督查，督查情况形成报告及时报县长。"""
    inspector = someone(INSPECTOR)
    inspector.page.goto("/desk/inspections/new/")
    inspector.send({"when": "2026年第四季度"})
    place = inspector.page.url
    for finding in _findings(inspector.page):
        inspector.take(finding, "find", FIND)
    inspector.take(place, "close", {"conclusion": "本季度决定事项均有进展，请各部门按月报送。"})
    expect(inspector.page.locator("main")).to_contain_text("督查报告")
    mayor = someone(MAYOR, width=360)
    mayor.take(place, "mark_read")
    assert surplus(mayor.page) == 0
    assert barriers(mayor.page) == []


def test_a_bulletin_goes_from_the_clerk_to_the_public(someone: Callable[..., Person], stranger) -> None:  # type: ignore[no-untyped-def]
    """四(六)：主管局负责人审核、县领导批准后公开；没有处理的身份信息不能送审。"""
    clerk = someone(INTAKE)
    clerk.take(BULLETIN, "write", {"preface": "十月请找联系人，电话13800001107。"})
    expect(clerk.page.locator("main")).to_contain_text("可能泄露身份")
    clerk.take(BULLETIN, "write", {"preface": "十月没有收到诉求。"})
    clerk.take(BULLETIN, "submit")
    someone(HEAD_OF_BUREAU).take(BULLETIN, "approve")
    someone(MAYOR).take(BULLETIN, "publish")
    page = stranger(width=360)
    page.goto("/bulletins/2026-10/")
    expect(page.locator("main")).to_contain_text("十月没有收到诉求。")
    assert "13800001107" not in page.content()
    assert surplus(page) == 0
    assert barriers(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_the_sample_keep_nobody_out(someone: Callable[..., Person], width: int) -> None:
    clerk = someone(INTAKE, width=width)
    for place in _drawn(clerk):
        clerk.page.goto(place)
        assert surplus(clerk.page) == 0, place
        assert barriers(clerk.page) == [], place


def test_a_month_is_drawn_and_whoever_was_drawn_is_called(someone: Callable[..., Person]) -> None:
    """五(四)：工信商务局随机抽取，自己打电话，结果另计。"""
    clerk = someone(INTAKE)
    sample, call = _drawn(clerk)[1:]
    clerk.page.goto("/desk/")
    waiting = clerk.page.locator("main a", has_text="回访").first
    expect(waiting).to_be_visible()
    clerk.take(call, "call_in_vain", {"note": "上午十点没有人接。"})
    clerk.take(call, "reach", {"solved": "yes", "level": "4", "called_back": "yes", "said": "已经好了，谢谢。"})
    clerk.page.goto(sample)
    expect(clerk.page.locator("main")).to_contain_text("已回访，满意")
    clerk.page.goto(call)
    expect(clerk.page.locator("main")).to_contain_text("已经好了，谢谢。")
    assert barriers(clerk.page) == []
    deputy = someone(MAYOR)
    deputy.page.goto(sample)
    expect(deputy.page.locator("main")).not_to_contain_text("已经好了，谢谢。")


def test_a_link_rates_once_whoever_holds_it(someone: Callable[..., Person], stranger, site) -> None:  # type: ignore[no-untyped-def]
    """五(四): forwarded, it opens for whoever has it; used twice, it says so and takes nothing."""
    clerk = someone(INTAKE)
    clerk.page.goto(f"/desk/appeals/{site.codes['rated_later']}/notice/")
    address = clerk.page.locator("p.paper").inner_text().strip()
    first, second = stranger(width=1280), stranger(width=360)
    for page in (first, second):
        page.goto(address)
        assert surplus(page) == 0
        assert barriers(page) == []
    Person(first).send({"solved": "yes", "level": "5"})
    expect(first.locator("body")).to_contain_text("一个链接只能评价一次")
    second.locator("main [name='solved'][value='no']").check()
    second.locator("main [name='level'][value='1']").check()
    second.locator("main form button.main").first.click()
    expect(second.locator("main")).to_contain_text("已经用过了")
    second.goto(address)
    assert second.locator("main form").count() == 0
    expect(second.locator("main")).to_contain_text("一个链接只能评价一次")
    assert surplus(second) == 0
    assert barriers(second) == []


def _drawn(clerk: Person) -> list[str]:
    """The list, October's sample, drawn if nobody has yet, and its first call."""
    page = clerk.page
    page.goto("/desk/samples/")
    if not page.locator("main a", has_text="2026年10月").count():
        page.goto("/desk/samples/draw/")
        clerk.send({"month": "2026年10月"})
        page.goto("/desk/samples/")
    sample = str(page.locator("main a", has_text="2026年10月").first.get_attribute("href"))
    page.goto(sample)
    call = str(page.locator("main td a[href*='/calls/']").first.get_attribute("href"))
    return ["/desk/samples/", sample, call]


def _findings(page: Page) -> list[str]:
    links = page.locator("main a[href^='/desk/findings/']").all()
    found = sorted({str(link.get_attribute("href")) for link in links})
    assert found
    return found
