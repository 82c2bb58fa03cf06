"""A reception day through the client: planned, held, minuted, and what it decided carried out, by moves alone."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.conftest import KEY
from tests.cast import NOW, Stage

from qinqing.doors.api.day_moves import DAY
from qinqing.doors.api.item_moves import ITEM, OWN_ITEM
from qinqing.doors.api.minutes_moves import MINUTES
from qinqing.doors.console import day_moves, item_moves, minutes_moves
from qinqing.doors.portal.items import PAGES as PORTAL_ITEMS
from qinqing.kernel.phrases import local
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.states import MOVES as ITEM_MOVES
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.states import MINUTES as MINUTES_MOVES
from qinqing.procedure.receptions.states import MOVES as DAY_MOVES
from qinqing.procedure.register import queries as register
from qinqing_client import Problem

TODAY = local(NOW).date().isoformat()
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def stage(cast):
    return Stage(cast)


def host_code(cast):
    return next(post.code for post in register.posts() if post.id == cast.deputy("C").post)


def planned(program, cast, **told):
    sent = {"host_post": host_code(cast), "date": TODAY, "place": "县政府二楼会议室", "reason": "急需协调"}
    return program("office-1").plan_day(**(sent | {"departments": ["power-supply"]} | told))["code"]


def held(program, cast, appeal):
    """A day on which this appeal was decided, closed."""
    office, intake, day = program("office-1"), program("intake-1"), planned(program, cast)
    office.day_move(day, "put_on_agenda", appeals=[appeal.code])
    office.day_move(day, "issue_notice")
    intake.day_move(day, "record_attendance", rows=[{"organ": "power-supply", "presence": "leader", "name": "何经理"}])
    intake.day_move(day, "record_guest", appeal=appeal.code, guest="came", name="陈总")
    item = {"text": "更换变压器", "criterion": "送电", "lead": "power-supply", "due_on": "2027-01-29", "amount": "12万"}
    intake.day_move(day, "record_decision", appeal=appeal.code, opinion="限期解决", statement="容量不足", items=[item])
    intake.day_move(day, "close_day")
    return day


def minuted(program, cast, appeal):
    """Its minutes, issued."""
    day, intake = held(program, cast, appeal), program("intake-1")
    code = program("office-1").reception_day(day)["minutes"]
    intake.minutes_move(code, "draft_minutes")
    intake.minutes_move(code, "write_minutes", parts=[{"appeal": appeal.code, "conclusion": "由电力公司更换变压器。"}])
    intake.minutes_move(code, "send_minutes")
    program(host_key(cast)).minutes_move(code, "confirm_minutes", remark="同意")
    program("office-1").minutes_move(code, "issue_minutes")
    return code


def host_key(cast):
    return next(post.code for post in register.posts() if post.id == cast.deputy("C").post)


def test_a_day_is_planned_held_and_closed(program, cast, stage):
    appeal = stage("ripe", rung=2)
    day = held(program, cast, appeal)
    told = program("office-1").reception_day(day)
    assert (told["state"], told["heard"], told["concluded"], told["decided"]) == ("held", 1, 1, 1)
    (entry,) = told["agenda"]
    assert (entry["outcome"], entry["opinion"], entry["guest_name"]) == ("decided", "限期解决", "陈总")
    assert entry["items"] == [item["number"] for item in program("intake-1").items()["items"]]
    assert [row["name"] for row in told["attendance"]] == ["何经理"]
    assert {line["what"] for line in told["course"]} >= {"安排接待日", "记录研究决定", "结束接待日"}
    (notice,) = told["papers"]
    assert program("office-1").day_paper(day, notice["code"]).startswith(b"PK")
    assert program("office-1").day_paper(day, notice["code"], "pdf").startswith(b"%PDF")


def test_minutes_are_written_confirmed_issued_and_read_as_text_and_as_paper(program, cast, stage):
    code = minuted(program, cast, stage("ripe", rung=2))
    told = program("mayor").minutes(code)
    assert told["number"]
    (part,) = told["parts"]
    assert part["conclusion"] == "由电力公司更换变压器。"
    assert [item["lead"] for item in part["items"]] == [program("mayor").organ("power-supply")["short_name"]]
    minutes = next(paper for paper in told["papers"] if paper["kind"] == "minutes")
    assert program("mayor").minutes_paper(code, minutes["code"], "pdf").startswith(b"%PDF")
    assert [row["code"] for row in program("mayor").minutes_list(state="issued")["minutes"]] == [code]


def test_a_department_reads_its_excerpt_and_sheet_alone(program, cast, stage):
    code = minuted(program, cast, stage("ripe", rung=2))
    officer = program("power-supply-officer")
    told = officer.minutes(code)
    assert [row["organ"] for row in told["excerpts"]] == [officer.organ("power-supply")["short_name"]]
    assert {paper["kind"] for paper in told["papers"]} == {"assignment"}
    with pytest.raises(Problem) as problem:
        program("housing-officer").minutes(code)
    assert problem.value.status == 404


def test_an_item_is_carried_out_to_its_closing(program, cast, stage):
    appeal = stage("ripe", rung=2)
    minuted(program, cast, appeal)
    officer, head, intake = program("power-supply-officer"), program("power-supply-head"), program("intake-1")
    (row,) = officer.items(standing="open")["items"]
    code = row["code"]
    assert (row["amount"], row["appeal"]) == ("120000.00", appeal.code)
    officer.item_move(code, "contact", contact="陈总 13800138000", note="约定勘查")
    officer.item_move(code, "plan_milestones", milestones=[{"text": "现场勘查", "due_on": "2026-11-27"}])
    officer.item_proof(code, 1, "勘查记录", [("勘查.png", PICTURE)])
    officer.item_move(code, "complete", note="已更换")
    officer.item_move(code, "draft_report", text="变压器已更换，已送电")
    head.item_move(code, "sign_report")
    program("office-1").item_move(code, "circulate")
    program("mayor").item_move(code, "mark_read", remark="好")
    own = program("hengxin")
    (mine,) = own.own_appeal(appeal.code)["items"]
    own.own_item_move(appeal.code, mine["code"], "confirm_receipt", received_on=TODAY, amount="12万")
    intake.item_move(code, "accept")
    intake.item_move(code, "close_out")
    told = intake.item(code)
    assert (told["state"], told["received"], bool(told["closing_number"])) == ("closed", "120000.00", True)
    assert [one["state"] for one in told["milestones"]] == ["已完成"]
    assert officer.item_file(code, told["files"][0]["code"]).startswith(PICTURE[:8])
    report = next(paper for paper in told["papers"] if paper["kind"] == "report")
    assert intake.item_paper(code, report["code"]).startswith(b"PK")
    assert [one["post"] for one in told["reports"][0]["read"] if one["remark"]] == ["县长"]


def test_an_item_of_another_appeal_is_not_there(program, cast, stage):
    appeal, other = stage("ripe", rung=2), stage("handling")
    held(program, cast, appeal)
    own = program("hengxin")
    (mine,) = own.own_appeal(appeal.code)["items"]
    with pytest.raises(Problem) as told:
        own.own_item_move(other.code, mine["code"], "doubt", said="没有送电")
    assert told.value.status == 404


def test_a_meeting_is_called_with_its_agenda(program, cast, stage):
    appeal, office = stage("ripe", rung=2), program("office-1")
    sent = {"date": TODAY, "place": "三楼会议室", "reason": "急需", "departments": ["power-supply"]}
    called = office.call_meeting(**sent, agenda=[appeal.code], key=KEY.format(1))
    assert office.call_meeting(**sent, agenda=[appeal.code], key=KEY.format(1)) == called
    told = office.reception_day(called["code"])
    assert (told["kind"], [entry["appeal"] for entry in told["agenda"]]) == ("联席会议", [appeal.code])
    assert "接待日" not in "".join(move["label"] for move in told["moves"])


def test_who_was_faster_is_named_and_what_is_absent_from_the_agenda_is_said(program, cast, stage):
    day, office = planned(program, cast), program("office-1")
    seen = office.reception_day(day)["version"]
    office.day_move(day, "amend", version=seen, note="请提前十分钟到")
    with pytest.raises(Problem) as late:
        office.day_move(day, "cancel_day", version=seen, reason="改期")
    assert (late.value.status, late.value.code) == (409, "conflict")
    with pytest.raises(Problem) as absent:
        office.day_move(day, "take_off", appeal="nothing", reason="改期")
    assert (absent.value.status, "议程上没有" in absent.value.detail) == (422, True)


def test_moves_offered_are_exactly_the_tables(program, cast, stage):
    appeal = stage("ripe", rung=2)
    code = minuted(program, cast, appeal)
    item = (
        decisions.items_of(appeal, cast.intake)[0]
        if appeal.decided
        else decisions.todo(cast.officer("power-supply"), at=NOW)[0]
    )
    for who in ("intake-1", "office-1", "mayor", "power-supply-officer", "power-supply-head", "inspector-1"):
        actor = cast.post(who)
        offered = decisions.offers(decisions.fetch(actor, item.code), actor, at=NOW)
        assert _offers(program(who).item(item.code), ITEM) == _table(offered), who
        minutes = receptions.fetch_minutes(actor, code)
        assert _offers(program(who).minutes(code), MINUTES) == _table(receptions.minutes_offers(minutes, actor)), who
        day = receptions.fetch(actor, minutes.day.code)
        assert _offers(program(who).reception_day(day.code), DAY) == _table(receptions.offers(day, actor, at=NOW)), who


def _offers(told, steps):
    assert all(one["here"] == (one["name"] in steps) == (one["fields"] is not None) for one in told["moves"])
    return [(one["name"], one["allowed"], one["reason"]) for one in told["moves"]]


def _table(offered):
    return [(move.name, bool(verdict), verdict.reason) for move, verdict in offered]


def test_every_move_of_the_three_tables_is_made_here_or_known_to_be_made_elsewhere():
    assert set(ITEM) == set(item_moves.PAGES)
    assert set(OWN_ITEM) == set(PORTAL_ITEMS)
    assert {move.name for move in ITEM_MOVES} == set(ITEM) | item_moves.ELSEWHERE
    assert {move.name for move in DAY_MOVES} == set(DAY) | {"plan", "call_meeting", "write_sheet"}
    assert set(day_moves.PAGES) <= set(DAY)
    assert {move.name for move in MINUTES_MOVES} == set(MINUTES) | {"open_minutes"}
    assert set(minutes_moves.PAGES) <= set(MINUTES)


def test_lists_go_page_after_page_with_the_same_number_of_queries(program, cast, stage):
    for month in ("2027-01-11", "2027-01-12", "2027-01-13"):
        planned(program, cast, date=month)
    office = program("office-1")
    newest = [day["date"] for day in office.every_reception_day(size=2)]
    assert newest == sorted(newest, reverse=True)
    assert len(newest) == 3
    assert [day["date"] for day in office.every_reception_day(size=1, order="oldest")] == newest[::-1]
    assert [day["date"] for day in office.reception_days(since="2027-01-12", until="2027-01-12")["days"]] == [
        "2027-01-12"
    ]
    asked = []
    for size in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as found:
            office.reception_days(size=size)
        asked.append(len(found))
    assert asked[0] == asked[1]
    assert asked[0] <= 12


@pytest.mark.parametrize(
    "query", ["after=1", "after=x~1", "after=2026-11-23~x", "after=2026-13-01~1", "after=20261123~1", "size=0", "size=101",
              "since=1999-01-01", "until=9999-12-31", "state=gone", "kind=%00", "password=1"],
)  # fmt: skip
def test_days_asked_for_amiss_are_refused_with_the_reason(program, query):
    office = program("office-1")
    with pytest.raises(Problem) as told:
        office.reception_days(**dict([query.replace("%00", "\0").split("=", 1)]))
    assert told.value.status == 422


@pytest.mark.parametrize(
    "wanted", [{"after": "x"}, {"after": "2026-11-23~1"}, {"order": "due", "after": "5"}, {"order": "password"},
               {"order": "due", "after": "2026-11-23T00:00~5"}, {"due_from": "0001-01-01"}, {"lead": "nobody"},
               {"text": "x" * 10_000}, {"light": "blue"}, {"agenda_item__day": "1"}],
)  # fmt: skip
def test_items_asked_for_amiss_are_refused_with_the_reason(program, wanted):
    with pytest.raises(Problem) as told:
        program("intake-1").items(**wanted)
    assert told.value.status == 422


def test_a_confidential_enterprise_is_kept_from_the_departments(program, cast, stage):
    appeal = stage("ripe", rung=2, confidential=True)
    if not appeal.confidential:
        pytest.fail("the appeal must be confidential")
    day = held(program, cast, appeal)
    officer = program("power-supply-officer")
    told = (
        str(officer.reception_day(day)) + str(officer.items()) + str(officer.item(officer.items()["items"][0]["code"]))
    )
    assert appeal.enterprise_name not in told
    assert "陈总" not in told
