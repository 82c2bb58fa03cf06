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


def _findings(page: Page) -> list[str]:
    links = page.locator("main a[href^='/desk/findings/']").all()
    found = sorted({str(link.get_attribute("href")) for link in links})
    assert found
    return found
