"""工作日历: the year in words, a limit to try, and a notice previewed before it moves anything."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from tests.cast import NOW
from tests.console.conftest import STAFF

from qinqing.services.calendar import queries
from qinqing.services.calendar.models import Clock, Notice

pytestmark = pytest.mark.django_db
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。
国务院办公厅 2026年11月23日"""


def test_all_staff_see_it_and_only_the_system_administrator_enters_notices(admitted):
    assert admitted("/desk/calendar/") == STAFF
    assert admitted("/desk/calendar/notice/") == {"system-admin"}


def test_it_says_each_day_in_words(desk):
    page = desk("mayor").get("/desk/calendar/?year=2026").content.decode()
    assert "10月</b> 18 个工作日" in page
    assert "国庆节 1日—7日；国庆节调休上班 10日" in page
    assert "国办发明电〔2025〕7号" in page


def test_it_marks_a_year_without_notice_as_provisional(desk):
    assert "暂定" not in desk("mayor").get("/desk/calendar/?year=2026").content.decode()
    assert "2027年的放假通知还没有录入" in desk("mayor").get("/desk/calendar/?year=2027").content.decode()


@pytest.mark.parametrize(
    ("today", "missing"),
    [("2026-10-31", []), ("2026-11-01", [2027]), ("2027-03-01", [2027]), ("2027-11-01", [2027, 2028])],
)
def test_from_the_first_of_november_on_the_next_years_notice_is_awaited(cast, today, missing):
    assert queries.awaited(date.fromisoformat(today)) == missing


@pytest.mark.parametrize("url", ["/desk/", "/desk/calendar/"])
def test_whoever_enters_notices_is_told_which_one_is_awaited(desk, url):
    said = "2027年放假通知还没有生效"
    assert said in desk("system-admin").get(url).content.decode()
    assert said not in desk("security-admin").get(url).content.decode()


@pytest.mark.parametrize("year", ["1999", "9999", "二〇二六", "²", ""])
def test_a_year_it_does_not_know_is_brought_to_one_it_does(desk, year):
    assert desk("mayor").get("/desk/calendar/", {"year": year}).status_code == 200


def test_it_counts_a_limit_day_by_day(desk):
    page = desk("intake-1").get("/desk/calendar/?start=2026-09-30&length=2").content.decode()
    assert "<b>10月9日 星期五</b> 24:00 到期" in page
    assert page.count("不计：国庆节") == 7


@pytest.mark.parametrize("asked", ["start=2019-01-01&length=3", "start=2026-01-01&length=999", "start=不知道&length=x"])
def test_a_limit_it_cannot_count_is_said_at_the_field(desk, asked):
    answer = desk("intake-1").get(f"/desk/calendar/?{asked}")
    assert answer.status_code == 200
    assert "wrong-text" in answer.content.decode()


@pytest.fixture
def proposed(desk):
    """The address of the notice that the system administrator proposed."""
    browser = desk("system-admin")
    answer = browser.post("/desk/calendar/notice/", {"text": NOTICE})
    assert answer.headers["Location"] == "/desk/calendar/notice/confirm/"
    return browser.post("/desk/calendar/notice/confirm/").headers["Location"]


def test_a_notice_moves_nothing_before_another_confirms_it(desk, stand):
    appeal = stand("transferred")
    Clock.objects.filter(subject=appeal.subject, key="handle").update(
        base_on=date(2026, 12, 30), due_on=date(2027, 1, 1), provisional=True, length=2
    )
    version, browser = queries.version(), desk("system-admin")
    browser.post("/desk/calendar/notice/", {"text": NOTICE})
    page = browser.get("/desk/calendar/notice/confirm/").content.decode()
    assert "部门办理" in page
    assert "1月1日—3日（3 天）" in page
    url = browser.post("/desk/calendar/notice/confirm/").headers["Location"]
    page = desk("bureau-head").get(url).content.decode()
    assert "1月1日—3日（3 天）" in page
    assert "部门办理" in page
    assert (queries.version(), Notice.objects.filter(year=2027).count()) == (version, 0)
    desk("bureau-head").post(url)
    assert Clock.objects.get(subject=appeal.subject, key="handle").due_on == date(2027, 1, 4)
    assert not queries.current().provisional(date(2027, 12, 31))
    page = desk("mayor").get("/desk/calendar/?year=2027").content.decode()
    assert "提出，莫东升（工信商务局局长）确认" in page


def test_whoever_proposed_it_cannot_confirm_it(desk, proposed):
    browser = desk("system-admin")
    page = browser.get(proposed).content.decode()
    assert "须由另一个人确认" in page
    assert "确认录入" not in page
    answer = browser.post(proposed)
    assert answer.status_code == 422
    assert "须由另一个人确认" in answer.content.decode()
    assert Notice.objects.filter(year=2027).count() == 0


def test_it_is_shown_where_it_waits_and_to_those_who_may_confirm(desk, admitted, proposed):
    for post in ("system-admin", "bureau-head"):
        assert proposed in desk(post).get("/desk/calendar/").content.decode()
    assert proposed not in desk("mayor").get("/desk/calendar/").content.decode()
    assert admitted(proposed) == admitted(f"{proposed}decline/") == {"system-admin", "bureau-head"}
    assert "请确认2027年放假通知" in desk("bureau-head").get("/desk/messages/").content.decode()


def test_it_is_turned_down_with_a_reason(desk, proposed):
    browser = desk("bureau-head")
    assert browser.post(f"{proposed}decline/", {"reason": ""}).status_code == 422
    assert browser.post(f"{proposed}decline/", {"reason": "1月9日录错了"}).headers["Location"] == proposed
    page = desk("system-admin").get(proposed).content.decode()
    assert "1月9日录错了" in page
    assert "不录入" in page
    assert browser.post(proposed).status_code == 409


def test_a_sentence_not_understood_keeps_the_text(desk):
    answer = desk("system-admin").post("/desk/calendar/notice/", {"text": NOTICE.replace("放假", "欢庆")})
    assert answer.status_code == 422
    assert "欢庆" in answer.content.decode()


def test_going_back_from_the_preview_shows_the_text_again(desk):
    browser = desk("system-admin")
    browser.post("/desk/calendar/notice/", {"text": NOTICE, "region": ""})
    assert "国办发明电〔2026〕9号" in browser.get("/desk/calendar/notice/").content.decode()


def test_without_a_preview_there_is_nothing_to_confirm(desk):
    assert desk("system-admin").get("/desk/calendar/notice/confirm/").headers["Location"] == "/desk/calendar/notice/"


def test_an_explanation_is_for_those_who_see_what_the_limit_is_for(stand, admitted):
    appeal = stand("transferred")
    clock = Clock.objects.get(subject=appeal.subject, key="handle")
    seen = admitted(f"/desk/why/{clock.pk}/")
    assert seen == {
        "intake-1", "bureau-head", "mayor", "deputy-industry", "power-supply-officer", "power-supply-head",
    }  # fmt: skip


def test_an_explanation_names_day_clause_and_notice(stand, desk):
    clock = Clock.objects.get(subject=stand("transferred").subject, key="handle")
    page = desk("power-supply-officer").get(f"/desk/why/{clock.pk}/").content.decode()
    assert "第 10 个工作日，到期" in page
    assert "四(一)1" in page
    assert "国办发明电〔2025〕7号" in page


def test_an_explanation_tells_pauses_and_extensions(stand, desk):
    clock = Clock.objects.get(subject=stand("transferred").subject, key="handle")
    began = clock.base_on + timedelta(days=1)
    clock.pauses.create(from_at=NOW, from_on=began, until_at=NOW, until_on=began + timedelta(days=1))
    Clock.objects.filter(pk=clock.pk).update(extended=3)
    page = desk("power-supply-officer").get(f"/desk/why/{clock.pk}/").content.decode()
    assert "不计：暂停计时" in page
    assert "不延期则" in page


def test_the_page_asks_as_often_however_many_notices_there_are(desk, django_assert_num_queries):
    browser = desk("mayor")
    browser.get("/desk/calendar/")
    with django_assert_num_queries(8):
        browser.get("/desk/calendar/?year=2026")
    with django_assert_num_queries(8):
        browser.get("/desk/calendar/?year=2020")


@pytest.fixture
def imported(cast, tmp_path):
    """The address of the notice that the machine's operator entered by command."""
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    call_command("calendar_import", str(file))
    return reverse("console:proposal", args=[queries.alone(2027)[0].code])


def test_everybody_reads_that_it_was_imported_alone_and_the_bureaus_head_that_it_is_right(desk, imported):
    said = "由命令导入，未经第二人确认"
    for post in ("mayor", "system-admin", "intake-1", "audit-admin"):
        page = desk(post).get("/desk/calendar/?year=2027").content.decode()
        assert page.count(said) == 2
        assert (imported in page) is (post == "system-admin")
    page = desk("system-admin").get(imported).content.decode()
    assert "核对无误，确认" not in page
    assert "由工信商务局负责人核对后确认或撤回" in page
    browser = desk("bureau-head")
    assert "核对无误，确认" in browser.get(imported).content.decode()
    browser.post(imported)
    page = browser.get("/desk/calendar/?year=2027").content.decode()
    assert said not in page
    assert "提出，莫东升（工信商务局局长）确认" in page


def test_it_is_taken_back_with_a_reason(desk, imported):
    browser = desk("bureau-head")
    assert "恢复导入以前的安排" in browser.get(f"{imported}decline/").content.decode()
    assert browser.post(f"{imported}decline/", {"reason": ""}).status_code == 422
    browser.post(f"{imported}decline/", {"reason": "不是国务院的通知"})
    page = browser.get("/desk/calendar/?year=2027").content.decode()
    assert "按周一至周五暂定" in page
    assert "2027年的放假通知还没有录入" in page
    assert "不是国务院的通知" in browser.get(imported).content.decode()


@pytest.mark.parametrize(
    ("post", "title"),
    [
        ("bureau-head", "请核对由命令导入的2027年放假通知"),
        ("system-admin", "有人用命令导入了2027年放假通知"),
        ("audit-admin", "有人用命令导入了2027年放假通知"),
        ("office-1", "2027年放假安排已录入"),
    ],
)
def test_those_who_answer_for_it_are_told_of_a_command(desk, imported, post, title):
    page = desk(post).get("/desk/messages/").content.decode()
    assert page.count("2027年放假") == page.count(title) == 1
