"""留痕: who did what and when, for the auditor alone, without a word of what an appeal says; and its verification."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from tests.cast import NOW

import qinqing
from qinqing.doors.console.events import EVENTS, SUBJECTS, told_apart
from qinqing.kernel.actors import MACHINE
from qinqing.services.journal import actions as journal
from qinqing.services.journal import guards
from qinqing.services.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(desk):
    return desk("audit-admin")


def test_only_the_auditor_gets_in(admitted):
    assert admitted("/desk/journal/") == {"audit-admin"}
    assert admitted("/desk/journal/verify/") == {"audit-admin"}


def test_it_shows_who_did_what_and_nothing_of_the_appeal(auditor, stand):
    appeal = stand("transferred")
    page = auditor.get("/desk/journal/").content.decode()
    assert f"诉求 {appeal.code}" in page
    assert "韦晓岚（工信商务局受理岗）" in page
    assert "转办" in page
    assert appeal.title not in page
    assert appeal.enterprise_name not in page
    assert appeal.number not in page


def test_it_is_filtered_by_subject_person_event_and_day(auditor, stand):
    first, second = stand("transferred"), stand("registered")

    def subjects(**asked: str) -> set[str]:
        return {row["line"].subject for row in auditor.get("/desk/journal/", asked).context["rows"]}

    assert subjects(kind="appeal", subject=first.code) == {first.subject}
    assert subjects(subject=second.subject) == {second.subject}
    assert first.subject in subjects(who="weixiaolan")
    assert subjects(who="韦晓岚") == subjects(who="weixiaolan")
    assert subjects(event="appeals.appeal.transferred") == {first.subject}
    assert subjects(kind="appeal", until="2026-11-22") == set()
    assert first.subject in subjects(since="2026-11-23", until="2026-11-23")


def test_a_name_several_bear_asks_which(auditor):
    answer = auditor.get("/desk/journal/", {"who": "黄"})
    assert answer.context["rows"] == []
    assert "请选一位" in answer.content.decode()


@pytest.mark.parametrize(
    "odd", ["subject=%00", "who=%00", "event=x", "since=x", "after=x", "kind=x&after=9999999999999999999"]
)
def test_an_odd_address_is_no_trouble(auditor, odd):
    assert auditor.get(f"/desk/journal/?{odd}").status_code == 200


def test_fifty_make_a_page_and_the_next_begins_where_it_ended(auditor):
    first = auditor.get("/desk/journal/?kind=post")
    numbers = [row["line"].number for row in first.context["rows"]]
    assert len(numbers) == 50
    second = auditor.get(f"/desk/journal/?{first.context['page']['older']}")
    assert all(row["line"].number < numbers[-1] for row in second.context["rows"])
    assert all(row["line"].subject.startswith("post/") for row in second.context["rows"])


def test_it_shows_the_latest_seal(auditor):
    (seal,) = journal.seal_now(at=NOW)[-1:]
    assert seal.digest in auditor.get("/desk/journal/").content.decode()


def test_a_sound_record_verifies(auditor, stand):
    stand("transferred")
    assert auditor.post("/desk/journal/verify/").headers["Location"] == "/desk/journal/verify/"
    page = auditor.get("/desk/journal/verify/").content.decode()
    assert "全部相符" in page
    assert f"核验了 {Entry.objects.count()} 条记录" in page


def test_a_forged_entry_is_named(auditor, stand):
    appeal = stand("transferred")
    guards.remove(connection)
    try:
        Entry.objects.filter(subject=appeal.subject, sequence=2).update(name="别人")
        auditor.post("/desk/journal/verify/")
    finally:
        guards.install(connection)
    page = auditor.get("/desk/journal/verify/").content.decode()
    assert "处不符" in page
    assert f"诉求 {appeal.code}" in page


def test_reading_the_page_proves_nothing_by_itself(auditor):
    assert "用时" not in auditor.get("/desk/journal/verify/").content.decode()


def test_it_asks_as_often_for_one_row_as_for_three(auditor, stand, django_assert_num_queries):
    counts = []
    for _ in range(3):
        stand("registered")
        with django_assert_num_queries(7):
            rows = auditor.get("/desk/journal/?event=appeals.appeal.lodged").context["rows"]
        counts.append(len(rows))
    assert counts == [1, 2, 3]


def test_no_subject_is_shown_by_its_english_name():
    told = {
        kind for path in Path(qinqing.__file__).parent.rglob("events.py")
        for kind in re.findall(r'f"([a-z_]+)/\{', path.read_text())
    }  # fmt: skip
    assert len(told) > 30
    assert told - set(SUBJECTS) == set()
    assert len(set(SUBJECTS.values())) == len(SUBJECTS)


def test_events_of_one_name_are_told_apart_where_one_is_chosen():
    told = told_apart(EVENTS)
    assert len(set(told.values())) == len(told)
    assert told["supervision.sample_call.reminded"] == "提醒时限（抽样通话）"


def test_the_machine_is_named_once():
    assert MACHINE.title == "系统"


def test_the_auditor_takes_away_what_the_filters_show(auditor, cast):
    answer = auditor.post("/desk/ledgers/record/?kind=post")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    shown = [row["line"].number for row in auditor.get("/desk/journal/?kind=post").context["rows"]]
    assert [row[heading.index("编号")] for row in rows][: len(shown)] == shown
    assert len(rows) == Entry.objects.filter(subject__startswith="post/").count()
    assert {row[heading.index("对象")].partition(" ")[0] for row in rows} == {"岗位"}
    assert Entry.objects.latest("pk").subject.startswith("ledger/record-")
    assert "导出办理记录" in auditor.get("/desk/journal/").content.decode()


def test_nobody_else_takes_the_record_away(desk):
    assert {
        desk(post).post("/desk/ledgers/record/").status_code for post in ("intake-1", "office-1", "system-admin")
    } == {404}
