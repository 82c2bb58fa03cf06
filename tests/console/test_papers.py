"""公文: one list of all papers, looked through by kind, month and number; letters to enterprises and departments."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import NOW
from tests.held import hold

from qinqing.doors.console.papers import readable
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.documents import queries as papers
from qinqing.services.documents.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(cast, stand):
    """A day whose notice went out: to the departments, and to the enterprises of an open and a confidential appeal."""
    office = cast.office
    day = receptions.plan(
        host_post=cast.post("deputy-industry").post, date=NOW.date(), place="县政府六楼", reason="急", by=office, at=NOW,
        departments=[cast.organ("power-supply")],
    )  # fmt: skip
    heard = [stand("ripe", rung=2), stand("ripe", rung=2, confidential=True)]
    receptions.put_on_agenda(days.fetch(office, day.code), heard, by=office, at=NOW)
    receptions.issue_notice(days.fetch(office, day.code), by=office, at=NOW)
    return days.fetch(office, day.code), heard


def codes(actor, **wanted):
    """The papers the list has for an actor, newest first."""
    return [one.code for one in papers.papers_page(readable(actor), papers.PapersWanted(**wanted)).rows]


def test_departments_read_the_notice_to_departments_alone(cast, announced):
    day, _ = announced
    (notice,) = papers.papers_of(day.subject)
    assert set(codes(cast.officer("power-supply"), kind="notice")) == {notice.code}
    assert codes(cast.officer("park-west"), kind="notice") == []


def test_each_enterprise_is_asked_by_a_letter_of_its_own(cast, announced):
    day, heard = announced
    for appeal in heard:
        (letter,) = papers.papers_of(days.invitation_subject(day, appeal))
        content = papers.paper(letter.code).content
        assert letter.number
        assert appeal.enterprise_name in content
        assert all(other.number not in content for other in heard if other != appeal)
        for actor in (cast.office, cast.intake, cast.post("deputy-industry")):
            assert letter.code in codes(actor, kind="notice")
        assert letter.code not in codes(cast.post("deputy-agriculture"))


def test_a_joint_meeting_asks_no_enterprise(cast, stand):
    office = cast.office
    meeting = receptions.call_meeting(
        date=NOW.date(), place="县政府六楼", departments=[cast.organ("power-supply")], reason="急",
        agenda=[stand("consulting", rung=2)], by=office, at=NOW,
    )  # fmt: skip
    receptions.issue_notice(days.fetch(office, meeting.code), by=office, at=NOW)
    assert Paper.objects.filter(kind="notice").count() == 1


def test_filters_narrow_by_kind_month_and_number(cast, stand):
    minutes = hold(cast, stand).until("issued")
    actor = cast.office
    (written,) = codes(actor, kind="minutes")
    assert codes(actor, text=f"{minutes.number[:5]} 〔2026〕1号") == [written]
    assert written in codes(actor, month=NOW.date().replace(day=1))
    assert codes(actor, month=NOW.date().replace(month=10, day=1)) == []
    assert codes(actor, text="没有这个文号") == []


def test_a_month_has_its_first_and_last_minute(cast, stand):
    stand("registered")
    paper = Paper.objects.get(kind="registration")
    for moment, month, found in (
        ("2026-10-31T16:00:00Z", 11, True),
        ("2026-11-30T15:59:59Z", 11, True),
        ("2026-11-30T16:00:00Z", 11, False),
        ("2026-12-31T15:59:59Z", 12, True),
    ):
        Paper.objects.filter(pk=paper.pk).update(written_at=moment)
        assert (codes(cast.intake, month=NOW.date().replace(month=month, day=1)) == [paper.code]) is found


def test_pages_follow_each_other_without_gap_or_repeat(stand, desk, monkeypatch):
    for _ in range(3):
        stand("registered")
    monkeypatch.setattr("qinqing.services.documents.queries.readable.PAGE", 2)
    browser, seen = desk("intake-1"), []
    query = ""
    while True:
        page = browser.get(f"/desk/papers/?kind=registration{query}")
        seen += [row.paper.code for row in page.context["rows"]]
        if not (older := page.context["page"]["older"]):
            break
        query = f"&{older}"
    assert seen == list(Paper.objects.filter(kind="registration").order_by("-id").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("wanted", "index"),
    [({}, "written"), ({"month": NOW.date().replace(day=1)}, "written"), ({"before": 9}, "written"),
     ({"kind": "transfer"}, "kind"), ({"kind": "transfer", "month": NOW.date().replace(day=1)}, "kind")],
)  # fmt: skip
def test_every_page_begins_where_an_index_leads(cast, wanted, index):
    """No page is found by sorting all papers. PostgreSQL is forbidden what it prefers for a table this small."""
    with CaptureQueriesContext(connection) as asked:
        papers.papers_page([papers.Readable("appeal/")], papers.PapersWanted(**wanted))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{asked[0]['sql']}")
        plan = str(cursor.fetchall())
    assert f"documents_paper_{index}" in plan
    assert "B-TREE" not in plan
    assert "Sort Key" not in plan


def test_what_is_mistyped_in_an_address_does_not_filter(desk, stand):
    stand("registered")
    page = desk("intake-1").get("/desk/papers/?kind=nonsense&month=2026-13&before=x&q=%00")
    assert page.status_code == 200
    assert len(page.context["rows"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("post", "count"), [("intake-1", 6), ("power-supply-officer", 6)])
def test_the_list_takes_as_many_queries_for_three_papers_as_for_one(desk, stand, post, count, rows):
    for _ in range(rows):
        stand("handling")
    browser = desk(post)
    browser.get("/desk/papers/")
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/desk/papers/").status_code == 200
    assert len(asked) == count, "\n".join(one["sql"] for one in asked.captured_queries)


def test_the_letter_that_asks_for_an_opinion_is_where_the_opinion_is_given(desk, cast, stand):
    appeal = stand("consulting", rung=2)
    letter = next(one for one in papers.papers_of(appeal.subject) if one.kind == "consultation")
    address = reverse("console:paper", args=[appeal.code, letter.code, "pdf"])
    assert address in desk("office-1").get("/desk/consultations/").text
    assert address in desk("power-supply-officer").get("/desk/consultations/").text
