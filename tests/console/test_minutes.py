"""会议纪要 at the desk: begun on the day's page, written beside the record, confirmed on a telephone, issued."""

import pytest
from django.urls import reverse
from tests.held import hold

from qinqing.procedure.receptions import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast, stand):
    return hold(cast, stand, ("decided", "deferred"))


def url(held, page="", name=""):
    return reverse(f"console:minutes{page}", args=[held.minutes.code, *([name] if name else [])])


def typed(held, **also):
    """The editor as the page shows it, with these fields typed anew."""
    minutes = held.minutes
    told = {name: getattr(minutes, name) for name in ("form", "opening", "present", "excused", "observers", "closing")}
    for part in queries.minutes_parts(minutes, held.cast.office):
        told |= {f"{name}_{part.entry_id}": getattr(part, name) for name in (
            "heading", "statement", "opinion", "conclusion",
        )}  # fmt: skip
    return told | {"version": minutes.version} | also


def test_they_are_begun_on_the_days_page_and_written_at_once(desk, held):
    day = f"/desk/days/{held.code}/"
    assert f'href="{day}minutes/"' in desk("intake-1").get(day).text
    assert f'href="{day}minutes/"' not in desk("power-supply-head").get(day).text
    answer = desk("intake-1").post(f"{day}minutes/")
    assert answer.headers["Location"] == url(held, "_write")
    assert desk("intake-1").get(f"{day}minutes/").headers["Location"] == url(held)


def test_the_editor_shows_each_text_beside_its_record(desk, held):
    held.until("drafting")
    page = desk("intake-1").get(url(held, "_write")).text
    for words in ("企业陈述", "七月以来每周跳闸两三次", "改造园区二号线", "连续三十天不跳闸", "罗副主任"):
        assert words in page
    assert page.count("接待日记录") == 3


def test_what_was_typed_is_saved(desk, held):
    held.until("drafting")
    assert desk("intake-1").post(url(held, "_write"), typed(held, closing="特此纪要。")).status_code == 303
    assert held.minutes.closing == "特此纪要。"
    page = desk("office-1").get(url(held)).text
    assert "特此纪要。" in page
    assert "历次修改" in page


def test_a_colleague_who_was_faster_is_shown_beside_what_was_typed(desk, held):
    held.until("drafting")
    mine = typed(held, closing="我写的结尾")
    desk("office-1").post(url(held, "_write"), typed(held, closing="同事写的结尾"))
    answer = desk("intake-1").post(url(held, "_write"), mine)
    assert answer.status_code == 409
    for words in ("我写的结尾", "同事写的结尾", "现在保存的“结尾”"):
        assert words in answer.text
    assert held.minutes.closing == "同事写的结尾"
    again = desk("intake-1").post(url(held, "_write"), typed(held, closing="两人商定的结尾"))
    assert again.status_code == 303
    assert held.minutes.closing == "两人商定的结尾"


def test_the_host_finds_them_at_the_desk_and_reads_all_before_confirming(desk, held):
    held.until("with_host")
    assert url(held) in desk("deputy-industry").get("/desk/").text
    assert url(held) not in desk("mayor").get("/desk/").text
    page = desk("deputy-industry").get(url(held, "_move", "confirm_minutes")).text
    for words in ("七月以来每周跳闸两三次", "改造园区二号线", "退回修改"):
        assert words in page
    posted = {"version": held.minutes.version, "remark": "抓紧办"}
    assert desk("deputy-industry").post(url(held, "_move", "confirm_minutes"), posted).status_code == 303
    assert held.minutes.state == "confirmed"


def test_the_office_is_told_what_issuing_does(desk, held):
    held.until("confirmed")
    move = url(held, "_move", "issue_minutes")
    assert "印发后不能修改，只能更正" in desk("office-1").get(move).text
    assert desk("office-1").post(move, {"version": held.minutes.version}).status_code == 303
    assert held.minutes.number
    assert held.minutes.number in desk("power-supply-head").get("/desk/minutes/").text


def test_a_correction_stands_beside_what_it_corrects(desk, held):
    held.until("issued")
    told = {"was": "每周跳闸", "becomes": "每月跳闸", "reason": "笔误", "version": held.minutes.version}
    part = queries.minutes_parts(held.minutes, held.cast.office)[0]
    propose = url(held, "_move", "propose_erratum")
    assert desk("intake-1").post(propose, told | {"entry": part.entry_id}).status_code == 303
    assert "每月跳闸" not in desk("power-supply-head").get(url(held)).text
    confirm = {"version": held.minutes.version}
    assert desk("deputy-industry").post(url(held, "_move", "confirm_erratum"), confirm).status_code == 303
    page = desk("power-supply-head").get(url(held)).text
    assert "第 1 号更正" in page
    assert "“每周跳闸”更正为“每月跳闸”" in page


def test_what_no_font_draws_is_named_before_they_are_issued(desk, held):
    held.until("drafting")
    told = typed(held, present="陈\U0003347f")
    assert desk("intake-1").post(url(held, "_write"), told).status_code == 303
    held.until("confirmed")
    for address in (url(held), url(held, "_move", "issue_minutes")):
        assert "画不出来：“\U0003347f”（U+3347F）。" in desk("office-1").get(address).text


def test_the_limit_says_why_it_ends_when_it_does(desk, held):
    page = desk("office-1").get(url(held)).text
    assert "印发会议纪要" in page
    why = page.partition('href="/desk/why/')[2].partition('"')[0]
    assert "接待日会议纪要" in desk("office-1").get(f"/desk/why/{why}").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_for_one_and_for_three(desk, cast, stand, django_assert_num_queries, count):
    for _ in range(count):
        hold(cast, stand, ("deferred",)).until("issued")
    desk("office-1").get("/desk/minutes/")
    with django_assert_num_queries(7):
        desk("office-1").get("/desk/minutes/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_minutes_take_the_same_for_one_appeal_and_for_three(desk, cast, stand, django_assert_num_queries, count):
    held = hold(cast, stand, ("decided",) * count)
    held.until("issued")
    desk("office-1").get(url(held))
    with django_assert_num_queries(20):
        desk("office-1").get(url(held))


def test_what_was_issued_is_offered_as_a_paper_to_whoever_reads_it_all(desk, cast, stand):
    held = hold(cast, stand, ("decided", "deferred"), confidential=True)
    held.until("issued")
    (paper,) = queries.minutes_papers(held.minutes, cast.office)
    address = f"{url(held)}papers/{paper.code}/docx/"
    assert address in desk("office-1").get(url(held)).text
    assert desk("office-1").get(address).content.startswith(b"PK")
    assert address not in desk("power-supply-officer").get(url(held)).text
    assert desk("power-supply-officer").get(address).status_code == 404
