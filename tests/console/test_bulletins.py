"""月度通报 at the desk: the draft with what is flagged beside it, and what may be done."""

from datetime import timedelta

import pytest
import time_machine
from tests.bulletins.conftest import DECEMBER, opened, until  # noqa: F401
from tests.consistency.test_offers import browser_of

from qinqing.procedure.bulletins import actions, queries

pytestmark = pytest.mark.django_db
URL = "/desk/bulletins/2026-11/"


@pytest.fixture
def desk(cast):
    """``desk("mayor")``: a browser at this post's desk, in the morning of the second of December."""
    with time_machine.travel(DECEMBER, tick=False):
        yield lambda post: browser_of(cast.post(post), DECEMBER)


def test_the_clerk_chooses_a_case_and_sees_what_is_flagged(desk, cast, opened):  # noqa: F811
    browser, code = desk("intake-1"), queries.candidates(opened, cast.intake)[0].appeal.code
    assert browser.post(f"{URL}choose_example/", {"appeal": code}).status_code == 303
    typed = {"preface": "请找陈立恒", "title_1": "用电", "text_1": "企业反映停电。"}
    assert browser.post(f"{URL}write/", typed).status_code == 303
    page = browser.get(URL).text
    assert "<mark" in page
    assert "还有 1 处可能泄露身份" in page
    refused = browser.post(f"{URL}submit/", {})
    assert refused.status_code == 422
    assert "请改写，或写明理由予以保留" in refused.text
    key = queries.flagged(queries.fetch_bulletin(cast.intake, "2026-11"))[0].flag.key
    assert browser.post(f"{URL}keep/", {"key": key, "reason": "本人同意"}).status_code == 303
    assert browser.post(f"{URL}submit/", {}).status_code == 303


def test_what_was_typed_stays_when_it_is_refused(desk, cast, opened):  # noqa: F811
    code = queries.candidates(opened, cast.intake)[0].appeal.code
    actions.choose_example(opened, appeal=code, by=cast.intake, at=DECEMBER)
    answer = desk("intake-1").post(f"{URL}write/", {"preface": "长" * 40_000, "title_1": "", "text_1": "正文"})
    assert answer.status_code == 422
    assert "长" * 40_000 in answer.text


def test_it_goes_from_desk_to_desk(desk, until):  # noqa: F811
    until("with_head")
    assert "2026年11月通报" in desk("bureau-head").get("/desk/").text
    assert desk("mayor").get(URL).status_code == 404
    assert desk("bureau-head").post(f"{URL}approve/", {}).status_code == 303
    assert "批准公开" in desk("mayor").get(URL).text
    assert desk("mayor").post(f"{URL}publish/", {}).status_code == 303
    assert "已公开" in desk("inspector-1").get("/desk/bulletins/").text


def test_one_that_is_late_says_so(cast, opened):  # noqa: F811
    late = DECEMBER.replace(day=11)
    with time_machine.travel(late, tick=False):
        assert "已超期" in browser_of(cast.intake, late).get("/desk/bulletins/").text


def test_a_bulletin_past_its_day_is_red_on_the_desk(cast, opened):  # noqa: F811
    """四(六): published by the tenth of the next month."""
    late = DECEMBER + timedelta(days=9)
    with time_machine.travel(late, tick=False):
        page = browser_of(cast.post("intake-1"), late).get("/desk/").content.decode()
    assert "超期 1 天" in page.partition("等本岗办理的月度通报")[2].partition("</ul>")[0]
