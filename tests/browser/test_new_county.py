"""新县启用 by eye: an empty database becomes a county through its pages and files alone, and takes its first appeal by each of
the seven ways. The steps are those of the guide's chapter. 四, 五(四), 三(四).
"""

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import MORNING, Site, house_at
from tests.browser.people import Person
from tests.browser.watching import Watch, barriers, surplus
from tests.founding import ENTERPRISES, ORGANS, PEOPLE, POINT, workbook

from qinqing.services.accounts.rules import one_time

pytestmark = pytest.mark.browser
NUMBER = re.compile(r"JDR-2026-\d{6}")
HEARD = {
    "telephone": "七月以来每周停电两三次，炉内铁水报废",
    "fax": "招不到熟练焊工，想请组织专场招聘",
    "email": "贷款到期，银行要先还后贷，周转不开",
    "counter": "厂门口的路坑坑洼洼，大货车进不来",
}


class House:
    """The new county's house, its clock, and its people, each at a browser of their own."""

    def __init__(self, site: Site, browser: Browser, watch: Watch, begun: float) -> None:
        self.site, self.browser, self.watch, self.begun = site, browser, watch, begun
        self.people: dict[str, Person] = {}

    @property
    def now(self) -> datetime:
        """What the served clock says."""
        return MORNING + timedelta(seconds=time.time() - self.begun)

    def page(self, width: int = 1280) -> Page:
        """Of somebody who is not signed in."""
        context = self.browser.new_context(
            base_url=self.site.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 800},
        )
        context.set_default_timeout(15_000)
        return self.watch(context.new_page())

    def enter(self, who: str, username: str, password: str) -> None:
        """Signs in for the first time: at once a password of one's own, and an authenticator where the post asks for it."""
        person = self.people[who] = Person(self.page())
        page, own = person.page, f"{password}-my-own"
        page.goto("/sign-in/")
        person.send({"username": username, "password": password})
        expect(page).to_have_url(re.compile("/password/"))
        person.send({"old": password, "new": own, "again": own})
        if "/second-factor/" in page.url:
            secret = page.locator("#secret").inner_text().replace(" ", "")
            code = one_time.code_at(secret, one_time.step_of(self.now))
            person.send({"code": code, "password": own})
            person.send(button="main button:has-text('已经收好')")
        expect(page).to_have_url(re.compile("/desk/"))

    def hand_in(self, who: str, kind: str, rows: list[tuple[str, ...]]) -> None:
        """导入: the file, the preview, the word."""
        person = self.people[who]
        person.page.goto("/desk/imports/")
        person.page.get_by_role("link", name=f"导入{kind}", exact=True).click()
        sheet = {"name": f"{kind}.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(rows)}
        person.page.locator("[name=file]").set_input_files(sheet)
        person.send()
        expect(person.page.get_by_role("heading", name="确认导入")).to_be_visible()
        assert not barriers(person.page)
        person.send()
        expect(person.page.locator(".head p")).to_contain_text("已导入")

    def lacking(self) -> set[str]:
        """The lines of the checklist without which a county cannot begin."""
        page = self.people["system"].page
        page.goto("/desk/setup/")
        assert not barriers(page)
        return {row.get_attribute("id") or "" for row in page.locator("tr:has(.badge.yellow)").all()}

    def numbered(self, who: str) -> str:
        """The number on the receipt that this person sees."""
        found = NUMBER.search(self.people[who].page.locator("main").inner_text())
        assert found, self.people[who].page.url
        return found[0]


@pytest.fixture
def house(tmp_path: Any, browser: Browser, watch: Watch) -> Iterator[House]:
    begun = time.time()
    site = house_at(tmp_path, QINQING_TEST_BEGUN=str(begun), QINQING_CONTACT="")
    try:
        site.run("-m", "qinqing.doors.operations.cli", "migrate", "--verbosity", "0")
        site.open()
        yield House(site, browser, watch, begun)
    finally:
        site.close()
        for context in browser.contexts:
            context.close()


def administrators(house: House) -> None:
    """开始之前: three of them, each on their own."""
    told = house.site.run(
        "-m", "qinqing.doors.operations.cli", "administrators", "--system", "王建国", "--security", "李志强",
        "--audit", "赵秀兰", "--office", "清水县人民政府办公室", "--json",
    )  # fmt: skip
    for one in json.loads(told)["administrators"]:
        house.enter(one["role"].partition("_")[0], one["username"], one["password"])


def passwords(house: House) -> dict[str, str]:
    """发放首次密码, as they stand on the slips to be cut apart."""
    person = house.people["security"]
    person.page.goto("/desk/accounts/")
    person.page.get_by_role("link", name="发放首次密码").first.click()
    person.send()
    slips = person.page.locator(".slip")
    expect(slips.first).to_be_visible()
    codes = [slip.locator("code").all_inner_texts() for slip in slips.all()]
    return dict(codes)


def set_up(house: House) -> None:
    """The chapter's steps 1 to 8; the checklist after each."""
    administrators(house)
    assert house.lacking() == {"name", "organs", "posts", "portfolios", "contact"}
    follow(house, "name").send({"name": "清水县", "city": "清河市", "television": "清水县电视台"})
    house.hand_in("system", "机构名册", ORGANS)
    assert house.lacking() == {"posts", "portfolios", "contact"}
    house.hand_in("security", "人员名册", PEOPLE)
    assert house.lacking() == {"passwords", "contact"}
    told = passwords(house)
    for who, username in (("clerk", "韦小兰"), ("city", "顾婷婷")):
        house.enter(who, username, told[username])
    reached = follow(house, "contact")
    reached.page.get_by_role("link", name="添加联系点").click()
    reached.send(POINT)
    house.hand_in("clerk", "企业名册", ENTERPRISES)
    assert house.lacking() == set()
    expect(house.people["system"].page.locator("main")).to_contain_text("可以受理诉求")


def follow(house: House, line: str) -> Person:
    """去办 of a line of the checklist: the system administrator stands where it is done."""
    person = house.people["system"]
    person.page.goto("/desk/setup/")
    person.page.locator(f"#{line} a.btn").click()
    person.page.wait_for_load_state()
    return person


def test_a_new_county_takes_its_first_appeal_by_each_of_the_seven_ways(house: House) -> None:
    set_up(house)
    numbers = [lodged_at_the_portal(house), *(registered(house, channel) for channel in HEARD)]
    numbers += [heard_on_a_visit(house), handed_down(house)]
    assert sorted(numbers) == [f"JDR-2026-{place:06}" for place in range(1, 8)]


def lodged_at_the_portal(house: House) -> str:
    """On a telephone, by somebody without an account."""
    visitor = house.people["visitor"] = Person(house.page(width=360))
    visitor.page.goto("/")
    expect(visitor.page.locator("body")).to_contain_text("0776-5210001")
    visitor.page.goto("/appeals/new")
    text = "宗地红线与规划道路重叠，办不了施工许可"
    visitor.send({"text": text, "enterprise_name": "清水县宏达铸造有限公司", "contact_phone": "13900002001"})
    assert (barriers(visitor.page), surplus(visitor.page)) == ([], 0)
    return house.numbered("visitor")


def registered(house: House, channel: str) -> str:
    """登记诉求, pressed again where the page asks to look at something first."""
    page = house.people["clerk"].page
    page.goto("/desk/appeals/new/")
    house.people["clerk"].fill({"text": HEARD[channel], "enterprise_name": f"清水县{channel}厂"})
    page.locator("[name=channel]").select_option(channel)
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_load_state()
    if page.locator("#id_checked").count():
        page.locator("#id_checked").check()
        page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("main")).to_contain_text("查询码")
    return house.numbered("clerk")


def heard_on_a_visit(house: House) -> str:
    """走访: written down, and what was heard becomes an appeal in one click."""
    clerk = house.people["clerk"]
    clerk.page.goto("/desk/visits/new/?q=绿源")
    clerk.page.locator("a[href$='/write_down/']").first.click()
    told = {"visited_at": "2026-11-20T15:00", "visitors": "韦小兰", "summary": "生产正常"}
    clerk.send({**told, "text_1": "冷库夜间电压不稳"})
    clerk.page.locator("form[action$='/register/'] button").first.click()
    expect(clerk.page.locator("main")).to_contain_text("查询码")
    return house.numbered("clerk")


def handed_down(house: House) -> str:
    """转来诉求, by the city's centre."""
    city = house.people["city"]
    city.page.goto("/desk/appeals/handed-down/")
    city.send({"text": "市里转来：出口退税迟迟不到账", "enterprise_name": "清水县绿源食品厂"})
    expect(city.page.locator("main")).to_contain_text(NUMBER)
    return house.numbered("city")
