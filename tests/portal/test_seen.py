"""谁看过我的诉求: whoever at the desk opens an appeal is noted; the enterprise reads posts, the auditor names, nobody deletes it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.cast import NOW, Stage
from tests.held import hold

from qinqing.doors.portal.expected import expected
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.actions import note_openings
from qinqing.procedure.appeals.models import Opening
from qinqing.procedure.decisions import actions as items
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register.actions.tokens import issue_token
from qinqing.services.accounts.models import Account
from qinqing.services.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast):
    """``desk(actor)``: a browser signed in as that actor."""

    def sign_in(actor):
        browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
        browser.force_login(Account.objects.get(pk=actor.person))
        session = browser.session
        session.update({"post": actor.post, "since": int(NOW.timestamp())})
        session.save()
        return browser

    return sign_in


@pytest.fixture
def handled(cast):
    return Stage(cast)("handling")


def test_the_enterprise_reads_which_post_opened_it_and_nobodys_name(cast, desk, enterprise, handled):
    officer = cast.officer("power-supply")
    page = enterprise("hengxin").get(f"/my/{handled.code}/").text
    assert "还没有人打开过" in page
    assert desk(officer).get(f"/desk/appeals/{handled.code}/").status_code == 200
    page = enterprise("hengxin").get(f"/my/{handled.code}/").text
    seen = page[page.index('id="seen"') :]
    seen = seen[: seen.index("</section>")]
    assert officer.organ_name in seen
    assert "11月23日 10:00" in seen
    assert officer.name not in seen


def test_the_same_is_read_by_number_and_code_without_an_account(cast, desk, stranger):
    receipt = appeals.lodge(text="停电", enterprise_name="某厂", by=PUBLIC, at=NOW)
    desk(cast.intake).get(f"/desk/appeals/{receipt.appeal.code}/")
    once = stranger.get("/track").text.split('name="once" value="')[1].split('"')[0]
    told = {"number": receipt.appeal.number, "code": receipt.query_code, "once": once}
    assert cast.intake.organ_name in stranger.post("/track", told, follow=True).text


def test_once_an_hour_for_each_person(cast, desk, handled):
    for _ in range(3):
        desk(cast.intake).get(f"/desk/appeals/{handled.code}/")
    assert Opening.objects.count() == 1
    note_openings([handled], by=cast.intake, at=NOW + timedelta(minutes=59))
    assert Opening.objects.count() == 1
    note_openings([handled], by=cast.intake, at=NOW + timedelta(hours=1))
    (seen,) = queries.opened_by(handled)
    assert (seen.times, seen.last - seen.first) == (2, timedelta(hours=1))


@pytest.mark.parametrize("path", ["papers/{paper}/docx/", "files/{file}/", "told/", "ask_material/"])
def test_files_papers_and_moves_are_openings_too(cast, desk, handled, path):
    appeals.supplement(
        handled, note="照片", files=[SimpleUploadedFile("a.txt", "说明".encode())], by=cast.actor("hengxin"), at=NOW
    )
    paper, file = queries.papers(handled, cast.intake)[0], queries.files(handled, cast.intake)[0]
    where = f"/desk/appeals/{handled.code}/{path.format(paper=paper.code, file=file.code)}"
    answer = desk(cast.officer("power-supply")).get(where)
    assert answer.status_code == 200, where
    list(answer.streaming_content if answer.streaming else ())
    assert Opening.objects.get().person == cast.officer("power-supply").person


def test_the_enterprise_itself_lists_and_searches_are_not_noted(cast, desk, enterprise, handled):
    enterprise("hengxin").get(f"/my/{handled.code}/")
    browser = desk(cast.intake)
    for path in ("/desk/", "/desk/appeals/", f"/desk/appeals/?q={handled.number}"):
        assert browser.get(path).status_code == 200
    assert not Opening.objects.exists()


def test_whoever_may_not_read_it_leaves_no_trace(cast, desk, handled):
    assert desk(cast.officer("housing")).get(f"/desk/appeals/{handled.code}/").status_code == 404
    assert not Opening.objects.exists()


def test_nothing_of_it_is_on_the_record(cast, desk, handled):
    before = Entry.objects.count()
    desk(cast.intake).get(f"/desk/appeals/{handled.code}/")
    assert Entry.objects.count() == before


def test_whoever_could_read_whose_a_confidential_appeal_is_is_noted_as_such(cast, desk):
    appeal = Stage(cast)("handling", confidential=True)
    for actor in (cast.intake, cast.officer("power-supply")):
        assert desk(actor).get(f"/desk/appeals/{appeal.code}/").status_code == 200
    assert dict(Opening.objects.values_list("person", "knew")) == {
        cast.intake.person: True, cast.officer("power-supply").person: False,
    }  # fmt: skip


def test_the_auditor_sees_names_and_numbers_and_no_text(cast, desk, handled):
    desk(cast.intake).get(f"/desk/appeals/{handled.code}/")
    auditor = desk(cast.post("audit-admin"))
    page = auditor.get("/desk/openings/").text
    assert cast.intake.name in page
    assert handled.number in page
    assert handled.title not in page
    assert handled.enterprise_name not in page
    assert auditor.get(f"/desk/appeals/{handled.code}/").status_code == 404
    assert cast.intake.name in auditor.get(f"/desk/openings/?number={handled.number.lower()}").text
    assert "没有符合条件的记录" in auditor.get("/desk/openings/?name=没有这个人").text
    assert "没有符合条件的记录" in auditor.get("/desk/openings/?knew=on").text
    assert cast.intake.name in auditor.get("/desk/openings/?since=2026-11-23&until=2026-11-23").text
    assert "没有符合条件的记录" in auditor.get("/desk/openings/?until=2026-11-22").text
    with pytest.raises(NotFound):
        queries.openings(cast.intake, queries.SoughtOpenings())


def test_the_log_is_paged(cast, desk, handled):
    for hour in range(60):
        note_openings([handled], by=cast.intake, at=NOW + timedelta(hours=hour))
    auditor = desk(cast.post("audit-admin"))
    first = auditor.get("/desk/openings/").text
    assert first.count(handled.number) // 2 == 50
    cursor = first.split("before=")[1].split('"')[0]
    assert auditor.get(f"/desk/openings/?before={cursor}").text.count(handled.number) // 2 == 10


@pytest.mark.parametrize("sql", ["UPDATE appeals_opening SET name = 'x'", "DELETE FROM appeals_opening"])
def test_nobody_changes_or_deletes_it(cast, handled, sql):
    note_openings([handled], by=cast.intake, at=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Opening.objects.count() == 1


def test_several_are_noted_in_one_statement_and_the_page_costs_one_more(cast, desk, handled, django_assert_num_queries):
    other = Stage(cast)("handling")
    with django_assert_num_queries(1):
        note_openings([handled, other, handled], by=cast.intake, at=NOW)
    assert Opening.objects.count() == 2


def shown_in(cast):
    """Where else than on its own page an appeal that was decided is read: address, and the same for programs."""
    day = hold(cast, Stage(cast), ("decided",))
    minutes = day.until("issued")
    (entry,) = receptions.agenda(day.day, cast.office)
    (item,) = decisions.items_of(entry.appeal, cast.office)
    whole, sheet = receptions.minutes_papers(minutes, cast.office)[0], decisions.item_papers(item, cast.office)[0]
    return [
        f"days/{day.code}", f"minutes/{minutes.code}", f"minutes/{minutes.code}/papers/{whole.code}/docx",
        f"items/{item.code}", f"items/{item.code}/papers/{sheet.code}/docx",
    ]  # fmt: skip


def seen_by(reader):
    """How often this person has opened the one appeal there is on a day's agenda."""
    return Opening.objects.filter(person=reader.person).count()


@pytest.mark.parametrize("place", range(5), ids=["day", "minutes", "their paper", "item", "its sheet"])
def test_days_minutes_and_items_are_openings_of_what_was_heard(cast, desk, place):
    path = shown_in(cast)[place]
    for reader in (cast.intake, cast.officer("power-supply"))[: 1 if "paper" in path else 2]:
        answer = desk(reader).get(f"/desk/{path}/")
        assert answer.status_code == 200, path
        list(answer.streaming_content if answer.streaming else ())
        assert seen_by(reader) == 1


@pytest.mark.parametrize("place", range(5), ids=["day", "minutes", "their paper", "item", "its sheet"])
def test_the_same_read_by_a_program_is_noted_too(cast, place):
    path = shown_in(cast)[place]
    answer = program(cast.intake)(f"/api/v1/desk/{path}")
    assert answer.status_code == 200, path
    assert seen_by(cast.intake) == 1


def test_a_report_put_before_a_leader_is_an_opening(cast, desk):
    item = decisions.fetch(cast.office, shown_in(cast)[3].split("/")[1])
    officer, head, at = cast.officer("power-supply"), cast.head("power-supply"), NOW + timedelta(days=1)
    for act, told, by in (
        (items.contact, {"contact": "李工", "note": "已见面"}, officer), (items.complete, {"note": "已改造"}, officer),
        (items.draft_report, {"text": "二号线已改造完毕"}, officer), (items.sign_report, {}, head),
        (items.circulate, {}, cast.office),
    ):  # fmt: skip
        act(decisions.fetch(by, item.code), **told, by=by, at=at)
    assert "二号线已改造完毕" in desk(cast.mayor).get("/desk/circulations/").text
    assert seen_by(cast.mayor) == 1


def test_lists_of_days_minutes_and_items_are_not_noted(cast, desk):
    shown_in(cast)
    for path in ("days", "minutes", "items"):
        assert desk(cast.intake).get(f"/desk/{path}/").status_code == 200
        assert program(cast.intake)(f"/api/v1/desk/{path}").status_code == 200
    assert not Opening.objects.exists()


def test_the_interface_for_programs_notes_it_too(cast, handled):
    answer = program(cast.intake)(f"/api/v1/desk/appeals/{handled.code}")
    assert answer.status_code == 200, answer.text
    assert Opening.objects.get().person == cast.intake.person


def program(actor):
    """``program(actor)(address)``: what a program with a reading token of this person is answered."""
    _, spelt = issue_token(name="平台", scopes=["read"], days=30, by=actor, at=NOW)
    return lambda address: Client().get(address, headers={"authorization": f"Bearer {spelt}"})


@pytest.mark.parametrize(("hidden", "told"), [(True, "由工信商务局转问您"), (False, "打电话联系您")])
def test_the_receipt_promises_no_call_from_a_department_that_must_not_know(stranger, hidden, told):
    receipt = appeals.lodge(text="停电", enterprise_name="某厂", confidential=hidden, by=PUBLIC, at=NOW)
    assert [told in one.what for one in expected(receipt.appeal)].count(True) == 1
