"""A deputy mayor's day with five appeals and four outcomes, then a mayor's that sends one to the city; their papers opened again."""

import io
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Site
from tests.browser.people import Person
from tests.browser.settled import HEARD
from tests.papers import standard
from tests.papers.reading import MM, Page, pages

pytestmark = pytest.mark.browser

INTAKE, OFFICE, DEPUTY, MAYOR = "weixiaolan", "zhouwenqing", "huangzhijian", "qinyuanming"
TODAY = "2026-11-23"
PATIENCE = 60_000  # milliseconds until a paper not yet filed is drawn, on a busy machine
LEAD, HELPER = "云岭县供电公司", "城西工业园管委会"
ITEM = {"criterion_1": "双回路送电，连续三十天不跳闸", "lead_1": LEAD, "due_on_1": "2026-12-25"}
OUTCOMES = (
    {"outcome": "decided", "text_1": "架设第二条专线并送电", **ITEM},
    {"outcome": "explained", "basis": "《城镇排水与污水处理条例》第十七条。"},
    {"outcome": "unresolved"},
    {"outcome": "deferred"},
    {"outcome": "decided", "text_1": "落实随迁子女学位", **ITEM, "assisting_1": ["工业园"]},
)
CLOSING = "会议要求，各部门主要负责人对决定事项亲自过问、亲自协调、亲自推动。"
CONCLUDED = ("研究决定", "已解释", "未解决", "缓议", "研究决定")


def test_it_is_prepared_held_and_closed_and_its_papers_say_so(
    site: Site, someone: Callable[..., Person], tmp_path: Path
) -> None:
    codes = site.codes["heard"].split()
    day = _planned(someone(OFFICE), "副县长（分管工业）", "县政府五楼会议室", codes, hours=("12:00", "14:00"))
    _prepared(someone(OFFICE), day)
    _dossier_is_read(someone(OFFICE), day, tmp_path)
    _attended(someone(INTAKE), day)
    _heard(someone(INTAKE), day)
    someone(INTAKE).take(day, "close_day")
    minutes = _minuted(someone, day, host=DEPUTY)

    office = someone(OFFICE)
    office.page.goto(minutes)
    number = office.page.locator("h1").first.inner_text()
    filed = office.page.locator("section:has(> h2:text-is('公文')) .files > li")
    expect(filed).to_have_count(3)  # the minutes, and a sheet for each of two departments
    word, drawn = _opened(office, "会议纪要", tmp_path)
    assert standard.number_of(drawn) == number
    _says_in_order(word, drawn)
    _is_minutes(drawn)
    for organ, items in (("供电公司", (0, 4)), ("城西工业园管委会", (4,))):
        sheet, on_pages = _opened(office, f"{organ}交办单", tmp_path)
        _assigns(sheet, on_pages, number, items)


def test_a_mayors_day_sends_one_to_the_city(site: Site, someone: Callable[..., Person], tmp_path: Path) -> None:
    office, intake, code = someone(OFFICE), someone(INTAKE), site.codes["for_mayor"]
    day = _planned(office, "县长", "县政府一楼接待室", [code], hours=("12:00", "13:00"))
    office.take(day, "call_departments")
    _attended(intake, day)
    intake.page.goto(f"{day}appeals/{code}/")
    intake.send({"statement": "林地指标等了半年。", "opinion": "县里没有指标，报市里协调。", "outcome": "unresolved"})
    intake.take(day, "close_day")
    office.take(f"/desk/appeals/{code}/", "send_to_city")
    expect(office.page.locator("main")).to_contain_text("报市协调")

    office.page.goto(_minuted(someone, day, host=MAYOR))
    word, _ = _opened(office, "会议纪要", tmp_path)
    told = [one.text for one in word.paragraphs]
    assert told[told.index("（二）领导意见") + 1] == "县里没有指标，报市里协调。"
    office.page.goto(f"/desk/appeals/{code}/")
    request, on_pages = _opened(office, "请示", tmp_path)
    assert "林地指标" in "".join(one.text for one in request.paragraphs)
    assert standard.number_of(on_pages)


def _planned(office: Person, host: str, room: str, codes: Sequence[str], *, hours: tuple[str, str]) -> str:
    """A day with these appeals on its agenda, in this order. Returns its address."""
    page = office.page
    page.goto("/desk/days/new/")
    told = {"host_post": host, "date": TODAY, "starts_at": hours[0], "ends_at": hours[1], "place": room}
    office.send({**told, "capacity": len(codes), "reason": "企业急盼，当天研究"})
    day = page.url
    for code in codes:
        page.locator(f"#c-{code}").check()
    office.send(button="main button.main:has-text('列入议程')")
    listed = page.locator(".agenda > li")
    expect(listed).to_have_count(len(codes))
    for place, code in enumerate(codes):
        while page.locator(f"#a-{code} ~ #a-{codes[place - 1]}").count() and place:
            page.locator(f"#a-{code} button[name=down]").click()
    return day


def _prepared(office: Person, day: str) -> None:
    """The departments are called, and everybody gets the notice."""
    office.take(day, "call_departments", {"organs": ["供电公司", "工业园"]})
    office.take(day, "issue_notice")
    expect(office.page.locator("main")).to_contain_text("活动通知")


def _dossier_is_read(office: Person, day: str, folder: Path) -> None:
    """The dossier as a paper: a cover that lists the five, then a sheet for each of them on a page of its own."""
    office.take(day, "issue_dossier")
    office.page.goto(f"{day}dossier/")
    word, drawn = _opened(office, "接待材料", folder)
    heads = [one.text for one in word.paragraphs if re.match(r"[一二三四五]、", one.text)]
    assert all(title in head for title, head in zip(HEARD, heads, strict=True))
    assert all(
        title in cell for title, cell in zip(HEARD, [row.cells[2].text for row in word.tables[1].rows[1:]], strict=True)
    )
    for title, head in zip(HEARD, heads, strict=True):
        (page,) = [one for one in drawn if any(line.text.replace(" ", "").startswith(head[:8]) for line in one.lines)]
        assert title in "".join(line.text for line in page.lines).replace(" ", "")
    standard.pages_are_numbered(drawn)
    assert standard.number_of(drawn)


def _attended(intake: Person, day: str) -> None:
    """The power company's head comes, the park sends somebody and says why."""
    page = intake.page
    page.goto(f"{day}record_attendance/")
    for box in page.locator("main fieldset.box").all():
        field = box.locator("[name^='presence_']").get_attribute("name") or ""
        if HELPER in box.inner_text():
            name, reason = (field.replace("presence", one) for one in ("name", "reason"))
            intake.fill({field: "委托他人到会", name: "罗永强", reason: "主任在省里开会"})
        else:
            intake.fill({field: "主要负责人到会", field.replace("presence", "name"): "郑启明"})
    intake.send()


def _heard(intake: Person, day: str) -> None:
    """One after the other, from the agenda's first by the room's own way to the next."""
    page = intake.page
    page.goto(day)
    page.locator("ol.agenda h3 a").first.click()
    page.wait_for_url("**/appeals/**")
    for place, (title, told) in enumerate(zip(HEARD, OUTCOMES, strict=True), 1):
        expect(page.locator("h1").first).to_have_text(title)
        said = {
            "outcome": told["outcome"],
            "statement": f"{title}，已经等了三个月。",
            "opinion": f"第{place}件按会议意见办。",
        }
        intake.fill(said)
        if "assisting_1" in told:
            page.locator("main details.more summary").first.click()
        intake.send({name: value for name, value in told.items() if name != "outcome"})
    page.goto(day)
    for place, words in enumerate(CONCLUDED):
        expect(page.locator("ol.agenda > li").nth(place).locator("b").first).to_have_text(words)


def _minuted(someone: Callable[..., Person], day: str, *, host: str) -> str:
    """Drafted from the record, sent, confirmed by who hosted, issued. Returns the address of the minutes."""
    intake = someone(INTAKE)
    intake.page.goto(f"{day}minutes/")
    intake.send()
    minutes = intake.page.url.removesuffix("write/")
    intake.send({"closing": CLOSING})
    intake.take(minutes, "send_minutes")
    someone(host).take(minutes, "confirm_minutes")
    someone(OFFICE).take(minutes, "issue_minutes")
    return minutes


def _opened(reader: Person, title: str, folder: Path) -> tuple[docx.document.Document, list[Page]]:
    """A paper of the page the reader is at, downloaded both ways by its links; as the standard has any paper."""
    row, files = reader.page.locator(".files > li", has_text=title).first, {}
    for form in ("Word", "PDF"):
        with reader.page.expect_download(timeout=PATIENCE) as waiting:
            row.get_by_role("link", name=form, exact=True).click(timeout=PATIENCE)
        files[form] = folder / f"{title}.{form}"
        waiting.value.save_as(files[form])
    word, drawn = docx.Document(io.BytesIO(files["Word"].read_bytes())), pages(files["PDF"].read_bytes())
    standard.is_on_a4(word)
    standard.is_in_its_fonts(word)
    standard.has_22_lines(word)
    standard.dates_are_in_figures(drawn)
    return word, drawn


def _says_in_order(word: docx.document.Document, drawn: Sequence[Page]) -> None:
    """Five appeals as they were heard, who came at the end; the same words in the same order on the pages."""
    told = [one.text.strip() for one in word.paragraphs if one.text.strip()]
    heads = [one for one in told if re.match(r"[一二三四五]、", one)]
    assert [head[:2] for head in heads] == ["一、", "二、", "三、", "四、", "五、"]
    assert all(title in head for title, head in zip(HEARD, heads, strict=True))
    for place, title in enumerate(HEARD, 1):
        part = told[told.index(heads[place - 1]) :]
        assert part[1:6] == [
            "（一）企业陈述",
            f"{title}，已经等了三个月。",
            "（二）领导意见",
            f"第{place}件按会议意见办。",
            "（三）会议结论",
        ]
    people = [one for one in told if re.match(r"(出席|请假|列席)：", one)]
    assert [one[:2] for one in people] == ["出席", "请假", "列席"]
    assert "郑启明" in people[0]
    assert "罗永强" in people[0] + people[1]
    whole, at = standard.text_of(drawn), 0
    for line in told:
        at = whole.index(re.sub(r"\s", "", line), at)


def _is_minutes(drawn: Sequence[Page]) -> None:
    """The mark in red 35 mm under the top of the text, 22 lines a page at 28.95 points, numbered at the outer edge."""
    mark = drawn[0].lines[0]
    assert "纪要" in mark.text
    assert (mark.middle - mark.size / 2) / MM == pytest.approx(37 + 35, abs=0.15)
    assert len(drawn[0].red) == 1
    assert len(drawn) > 1
    body = [line for line in drawn[1].lines if line.size == pytest.approx(16)]
    pitches = {round(later.middle - line.middle, 2) for line, later in pairwise(body)}
    assert len(body) <= 22
    assert pitches == {28.95}
    standard.pages_are_numbered(drawn)


def _assigns(word: docx.document.Document, drawn: Sequence[Page], minutes: str, items: Sequence[int]) -> None:
    """One department's letter: what the minutes give it, and nothing of what they give others."""
    told = [one.text for one in word.paragraphs]
    whole = standard.text_of(drawn)
    assert any(minutes in one for one in told)
    assert len(word.tables) == len(items)
    for place, outcome in enumerate(OUTCOMES):
        text = str(outcome.get("text_1", ""))
        assert not text or (text in told) == (place in items)
        assert not text or (text in whole) == (place in items)
    assert "2026年12月25日" in whole
    assert standard.NUMBER.fullmatch(standard.number_of(drawn))
    standard.pages_are_numbered(drawn, letter=True)
