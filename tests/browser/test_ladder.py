"""One trouble, all four rungs, every post its own steps: through the pages, in a real browser, on the real server."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site
from tests.browser.people import Person

pytestmark = pytest.mark.browser

INTAKE, OFFICE, MAYOR, CITY = "weixiaolan", "zhouwenqing", "qinyuanming", "gutingting"
OFFICER, HEAD, OTHER = "luhaisheng", "zhengqiming", "hanxueqin"
LEAD = "云岭县供电公司"
TODAY = "2026-11-23"
TEXT = "新厂区双回路供电一直没有批下来，全厂停了三次。需要架设第二条专线，线路要穿过林地。"


def test_an_appeal_climbs_all_four_rungs_and_is_rated(
    site: Site, stranger: Callable[..., Page], someone: Callable[..., Person]
) -> None:
    enterprise = Person(stranger(width=390))
    number, query_code = _lodge(enterprise)
    place = _find(someone(INTAKE), number)
    _departments_fail(someone, place)
    _office_consults(someone, place)
    _day_without_result(someone, place, host="副县长（分管工业）", room="县政府二楼会议室")
    someone(OFFICE).take(place, "report_to_mayor")
    _day_without_result(someone, place, host="县长", room="县政府一楼会议室")
    someone(OFFICE).take(place, "send_to_city")
    item = _city_decides(someone, place)
    _implemented(someone, item)
    _enterprise_is_content(enterprise, number, query_code, then=lambda: someone(INTAKE).take(place, "close"))

    page = someone(INTAKE).page
    page.goto(place)
    expect(page.locator(".head .badge")).to_have_text("已办结")
    expect(page.locator("#ladder > li.done")).to_have_count(4)
    expect(page.locator("main")).to_contain_text("非常满意")
    expect(enterprise.page.locator("#ladder > li.done")).to_have_count(4)
    report = json.loads(site.run("-m", "qinqing.doors.operations.cli", "verify", "--json"))
    assert report["ok"], report["faults"]


def _lodge(enterprise: Person) -> tuple[str, str]:
    page = enterprise.page
    page.goto("/")
    page.get_by_role("link", name="反映诉求").last.click()
    enterprise.send(
        {
            "text": TEXT, "enterprise_name": "云岭恒信精密铸造有限公司", "credit_code": "91459900MA109Y035B",
            "contact_name": "覃工", "contact_phone": "13800002099",
        }
    )  # fmt: skip
    number, query_code = page.locator("dl.big dd").all_inner_texts()
    assert re.fullmatch(r"JDR-2026-[0-9]{6}", number)
    return number, query_code.strip()


def _find(intake: Person, number: str) -> str:
    """As people do it: by the number, in the search field above every page."""
    page = intake.page
    page.locator("#find").fill(number)
    page.locator("#find").press("Enter")
    page.locator("#rows a", has_text="双回路").first.click()
    page.wait_for_url(re.compile(r"/desk/appeals/[0-9a-z]{10}/$"))
    return page.url


def _departments_fail(someone: Callable[..., Person], place: str) -> None:
    """The first rung: registered, sorted, transferred; the department cannot, its head signs, the bureau reports."""
    intake, officer = someone(INTAKE), someone(OFFICER)
    intake.take(place, "register")
    intake.take(
        place,
        "sort",
        {"matter": "涉及多部门、需县领导协调的重大事项", "category": "用电", "kind": "复杂事项", "section": "C 制造业"},
    )
    intake.take(place, "transfer", {"lead": LEAD, "note": "请速办。"})
    officer.take(place, "sign_for")
    officer.take(place, "contact", {"contact": "覃工 13800002099", "note": "约好明天现场看。"})
    officer.take(
        place,
        "draft_outcome",
        {
            "outcome": "unresolved", "checked": "专线路径穿过林地。", "answer": "林地手续不在本单位职权内，建议县里协调。",
            "contact": "陆工 0000-6120001",
        },
    )  # fmt: skip
    someone(HEAD).take(place, "sign_unresolved")
    intake.page.goto("/desk/batches/")
    intake.page.locator(f"#c-{place.rstrip('/').rsplit('/')[-1]}").check()
    intake.send({"note": "本周一件。"})
    expect(intake.page.locator("h1")).to_be_visible()


def _office_consults(someone: Callable[..., Person], place: str) -> None:
    office = someone(OFFICE)
    office.take(place, "consult", {"organs": ["供电公司", "自然资源局"]})
    for username in (OFFICER, OTHER):
        someone(username).take(place, "give_opinion", {"opinion": "同意提交接待日研究。"})
    office.take(place, "compile_opinions")


def _day_without_result(someone: Callable[..., Person], place: str, *, host: str, room: str) -> None:
    """A reception day from planning to its end; the appeal stays unresolved."""
    office, intake = someone(OFFICE), someone(INTAKE)
    office.page.goto("/desk/days/new/")
    hours = {"starts_at": "15:00", "ends_at": "17:00"}
    office.send({"host_post": host, "date": TODAY, **hours, "place": room, "reason": "企业停产，当天研究"})
    day = office.page.url
    office.page.locator(f"#c-{place.rstrip('/').rsplit('/')[-1]}").check()
    office.send(button="main button.main:has-text('列入议程')")
    office.take(day, "call_departments")
    intake.page.goto(f"{day}record_attendance/")
    fields = intake.page.locator("main [name^='presence_']")
    for field in fields.evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        intake.fill({field: "主要负责人到会", field.replace("presence", "name"): "郑启明"})
    intake.send()
    intake.page.goto(day)
    intake.page.locator("ol.agenda h3 a").click()
    intake.page.wait_for_url("**/appeals/**")
    intake.send({"statement": "我们等不起了。", "opinion": "本级协调不了，报上一级。", "outcome": "unresolved"})
    intake.page.wait_for_url(day)
    intake.take(day, "close_day")
    expect(intake.page.locator(".head .badge")).to_have_text("已举行")


def _city_decides(someone: Callable[..., Person], place: str) -> str:
    """The city answers with one decided item. Returns the item's address."""
    city = someone(CITY)
    city.take(
        place,
        "city-decides",
        {
            "opinion": "市里协调林地指标，请县里落实。", "text_1": "架设第二条专线并送电", "criterion_1": "双回路送电",
            "lead_1": LEAD, "due_on_1": "2026-12-23",
        },
    )  # fmt: skip
    officer = someone(OFFICER)
    officer.page.goto(place)
    officer.page.get_by_role("link", name="架设第二条专线").first.click()
    officer.page.wait_for_url("**/desk/items/**")
    return officer.page.url


def _implemented(someone: Callable[..., Person], item: str) -> None:
    officer = someone(OFFICER)
    officer.take(item, "contact", {"contact": "覃工", "note": "约好进场时间。"})
    officer.take(item, "complete", {"note": "专线已送电。"})
    officer.take(item, "draft_report", {"text": "第二条专线已架设并送电，企业确认。"})
    someone(HEAD).take(item, "sign_report")
    code = item.rstrip("/").rsplit("/")[-1]
    for username, words in ((OFFICE, "送领导圈阅"), (MAYOR, "圈阅")):
        person = someone(username)
        person.page.goto("/desk/circulations/")
        form = f"main form[action*='{code}'] button:has-text('{words}')"
        person.send(button=form)
    intake = someone(INTAKE)
    intake.take(item, "accept")
    intake.take(item, "confirm", {"said_by": "覃总", "said": "专线通了，没有再跳闸。"})
    intake.take(item, "close_out")
    expect(intake.page.locator(".head .badge").last).to_have_text("已销号")


def _enterprise_is_content(enterprise: Person, number: str, query_code: str, *, then: Callable[[], None]) -> None:
    """Follows the appeal with what the receipt says, confirms; ``then`` it is closed, and the enterprise rates."""
    page = enterprise.page
    page.context.clear_cookies()
    page.goto("/track")
    enterprise.send({"number": number, "code": query_code.lower()})
    page.wait_for_url("**/my/**")
    mine = page.url
    enterprise.take(mine, "confirm", {"said": "谢谢。"})
    then()
    enterprise.take(mine, "evaluate", {"solved": "yes", "level": "5", "comment": "终于通电了。"})
    page.goto(mine)
