"""制度执行检查: what a record tells of each step of the Plan. Pure."""

from datetime import datetime, timedelta

import pytest

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins.rules import Rate
from qinqing.procedure.bulletins.rules.checking import CHECKS, HABITS, Told, steps

MONDAY = datetime(2026, 11, 2, 9, tzinfo=SHANGHAI)
DUE = MONDAY + timedelta(days=5)
LEAD, OTHER = 7, 8


def clock(kind="handle", *, stopped=None, verdict="", paused=None):
    at = {"due_at": DUE.isoformat(), "stopped_at": stopped and stopped.isoformat(), "paused_at": paused}
    return {
        "kind": kind,
        "holder_role": "officer",
        "holder_organ": LEAD,
        "edition": 1,
        "verdict": verdict,
        "extended": 0,
        "due_on": "2026-11-06",
        **at,
    }


def entry(event, days=0, *, role="officer", organ=LEAD, facts=None, sets=None, number=1):
    return Told(event, MONDAY + timedelta(days=days), facts or {}, sets or {}, number, role, organ)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (clock(stopped=MONDAY, verdict="on_time"), (True, MONDAY, MONDAY)),
        (clock(stopped=DUE + timedelta(days=1), verdict="late"), (False, DUE, DUE + timedelta(days=1))),
        (clock(), (False, DUE, None)),
    ],
)
def test_a_limit_counts_when_it_was_kept_or_from_when_it_is_missed(last, found):
    entries = [
        entry("appeals.appeal.transferred", sets={"clock/handle": clock()}),
        entry("appeals.appeal.answered", 1, sets={"clock/handle": last, "contacted": True}, number=2),
    ]
    (step,) = (one for one in steps("appeal", entries) if one.check == "handle")
    assert (step.kept, step.at, step.done_at) == found
    assert (step.organ, step.edition, step.sequence, step.due_at) == (LEAD, 1, 2, DUE)


@pytest.mark.parametrize(
    "last", [clock(verdict="void", stopped=MONDAY), clock(paused=MONDAY.isoformat()), clock("answer"), None]
)
def test_a_limit_that_counts_for_nothing_rests_or_is_the_enterprises_is_no_step(last):
    assert steps("appeal", [entry("appeals.appeal.transferred", sets={"clock/handle": last})]) == []


def test_a_department_contacts_the_enterprise_before_it_answers():
    before = [entry("appeals.appeal.transferred", sets={"lead_id": LEAD, "contacted": False})]
    contacted = entry("appeals.appeal.contacted", 1, sets={"contacted": True}, number=2)
    answered = entry("appeals.appeal.answered", 2, number=3)
    assert [step.kept for step in steps("appeal", [*before, contacted, answered])] == [True]
    assert [(step.kept, step.organ) for step in steps("appeal", [*before, answered])] == [(False, LEAD)]


@pytest.mark.parametrize(
    ("role", "organ", "sets", "kept"),
    [
        ("officer", LEAD, {"lead_id": LEAD}, True),
        ("head", LEAD, {"lead_id": LEAD}, True),
        ("intake", OTHER, {"lead_id": LEAD}, False),
        ("officer", OTHER, {"lead_id": LEAD}, False),
        ("intake", OTHER, {"lead_id": None}, True),
        ("intake", OTHER, {"lead_id": LEAD, "confidential": True}, True),
    ],
)
def test_whoever_solved_it_calls_back(role, organ, sets, kept):
    called = {"facts": {"reached": "已接通"}, "role": role, "organ": organ, "number": 2}
    (step,) = steps("appeal", [entry("x", sets=sets), entry("supervision.appeal.followed_up", **called)])
    assert (step.check, step.kept) == ("solver_calls", kept)


def test_a_call_that_reached_nobody_is_no_step():
    assert steps("appeal", [entry("supervision.appeal.followed_up", facts={"reached": "未接通"})]) == []


@pytest.mark.parametrize(("role", "kept"), [("enterprise", True), ("intake", False), ("officer", False)])
def test_nobody_but_the_enterprise_rates(role, kept):
    (step,) = steps("appeal", [entry("supervision.appeal.evaluated", role=role)])
    assert (step.check, step.kept) == ("enterprise_rates", kept)


def test_an_appeal_is_heard_by_the_end_of_the_next_month_and_by_the_mayor_of_the_next_quarter():
    brought = entry("appeals.appeal.opinions_compiled", sets={"rung": 2})
    (step,) = steps("appeal", [brought])
    assert (step.check, step.kept, step.at) == ("heard_in_turn", False, datetime(2027, 1, 1, tzinfo=SHANGHAI))
    (step,) = steps("appeal", [entry("appeals.appeal.reported_to_mayor", sets={"rung": 3})])
    assert step.at == datetime(2027, 4, 1, tzinfo=SHANGHAI)
    for days, kept in ((59, True), (60, False)):
        heard = entry("appeals.appeal.decided", days, number=2)
        (step,) = steps("appeal", [brought, heard])
        assert (step.kept, step.sequence, step.done_at) == (kept, 2, heard.at)


def test_a_deferred_appeal_waits_anew_and_one_taken_back_waits_on():
    brought = entry("appeals.appeal.opinions_compiled", sets={"rung": 2})
    deferred = entry("appeals.appeal.deferred", 40, number=2)
    assert [(step.kept, step.sequence) for step in steps("appeal", [brought, deferred])] == [(True, 2), (False, 2)]
    decided, back = (
        entry("appeals.appeal.decided", 3, number=2),
        entry("appeals.appeal.hearing_taken_back", 3, number=3),
    )
    (step,) = steps("appeal", [brought, decided, back])
    assert (step.kept, step.sequence) == (False, 1)


def test_an_appeal_that_was_withdrawn_waits_for_nobody():
    brought = entry("appeals.appeal.opinions_compiled", sets={"rung": 2})
    assert steps("appeal", [brought, entry("appeals.appeal.withdrawn", 1, sets={"closed_at": "2026-11-03"})]) == []


@pytest.mark.parametrize(("kind", "found"), [("centralised", [(LEAD, True), (OTHER, False)]), ("joint", [])])
def test_main_leaders_come_in_person_but_to_joint_meetings(kind, found):
    came = {"attendance/7": {"presence": "leader"}, "attendance/8": {"presence": "substitute"}}
    entries = [entry("receptions.day.planned", sets={"kind": kind}), entry("x", 1, sets=came, number=2)]
    assert steps("reception", entries) == []
    entries.append(entry("receptions.day.closed", 1, number=3))
    assert [(step.organ, step.kept) for step in steps("reception", entries)] == found
    assert all(step.sequence == 2 for step in steps("reception", entries))


@pytest.mark.parametrize(("prefix", "column"), [("round", "closed_at"), ("bulletin", "published_at")])
@pytest.mark.parametrize(("days", "kept"), [(7, True), (8, True), (9, False)])
def test_reports_are_done_by_the_end_of_their_day(prefix, column, days, kept):
    opened = entry("x", sets={"due_on": "2026-11-10", "edition_id": 3, column: None})
    (step,) = steps(prefix, [opened])
    assert (step.kept, step.at, step.done_at) == (False, datetime(2026, 11, 11, tzinfo=SHANGHAI), None)
    (step,) = steps(prefix, [opened, entry("y", days, sets={column: "2026-11-10"}, number=2)])
    assert (step.kept, step.edition, step.sequence) == (kept, 3, 2)


def test_every_check_has_its_clause_and_they_stand_in_the_plans_order():
    clauses = [check.clause for check in CHECKS.values()]
    assert clauses[0] == "二(一)"
    assert clauses.index("四(一)1") < clauses.index("四(二)") < clauses.index("四(六)") < clauses.index("五(四)")
    assert all(check.label and check.meaning for check in CHECKS.values())
    assert {"answer", "confirm"}.isdisjoint(CHECKS)


def habits(entries):
    return [(step.check, step.kept, step.organ) for step in steps("appeal", entries) if step.check in HABITS]


@pytest.mark.parametrize(("event", "kept"), [("signed_for", True), ("returned", False)])
def test_a_department_takes_what_it_is_given_or_returns_it(event, kept):
    assert habits([entry(f"appeals.appeal.{event}", organ=OTHER)]) == [("returns", kept, OTHER)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, [("extends", True, LEAD), ("last_day", True, LEAD)]),
        ({"extended": 5}, [("extends", False, LEAD), ("last_day", True, LEAD)]),
        ({"due_on": "2026-11-03"}, [("extends", True, LEAD), ("last_day", False, LEAD)]),
        ({"verdict": "late", "due_on": "2026-11-01"}, [("extends", True, LEAD)]),
        ({"verdict": "void"}, []),
    ],
)
@pytest.mark.parametrize("key", ["clock/handle", "clock/handle#2"])
def test_an_answer_was_extended_or_waited_for_the_last_day(key, change, found):
    stopped = {
        "clock/contact": clock("contact"),
        key: clock(verdict="on_time") | {"extended": 0, "due_on": "2026-11-07"} | change,
    }
    assert habits([entry("appeals.appeal.answered", 1, sets=stopped)]) == found


def test_an_answer_is_shown_beside_the_limit_that_it_waited_for():
    told = entry(
        "appeals.appeal.answered", 1, sets={"clock/handle": clock(verdict="on_time") | {"due_on": "2026-11-03"}}
    )
    (step,) = [step for step in steps("appeal", [told]) if step.check == "last_day"]
    assert (step.due_at, step.done_at) == (DUE, told.at)


@pytest.mark.parametrize(("part", "whole", "much"), [(1, 5, True), (1, 6, False), (4, 4, False), (0, 0, False)])
def test_much_is_a_share_of_enough(part, whole, much):
    assert HABITS["returns"].is_much(Rate(part, whole)) is much
