"""The machine's operator enters a notice alone: it counts at once, says so, and a second person looks at it afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.calendar import actions, queries
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.models import Notice, Proposal
from qinqing.services.calendar.rules import Draft
from qinqing.services.journal.queries import history

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 28, 2, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OPERATOR = Actor(Role.SYSTEM_ADMIN, name="命令行")
HEAD = Actor(Role.BUREAU_HEAD, name="莫东升", person=3)
ADMIN = Actor(Role.SYSTEM_ADMIN, name="周敏", person=1)
DRAFT = Draft(2027, (date(2027, 1, 1), date(2027, 1, 2)), (date(2027, 1, 9),), "国办发明电〔2026〕9号")
BETTER = Draft(2027, (date(2027, 1, 1), date(2027, 1, 4)), (), "国办发明电〔2026〕9号")


def imported(draft=DRAFT):
    actions.import_notice(draft, by=OPERATOR, at=NOW)
    return queries.alone(2027)[0]


def events():
    return [entry.event.rpartition(".")[2] for entry in history("calendar/2027")]


@pytest.fixture
def clock(db):
    """Two working days from the thirtieth of December: the first of January, for want of a notice."""
    clocks = Clocks("appeal/tried")
    clocks.start("handle", length=2, at=datetime(2026, 12, 30, 2, tzinfo=UTC), holder_role=Role.OFFICER)
    clocks.save()
    return lambda: (Clocks.of("appeal/tried").get("handle").due_on, Clocks.of("appeal/tried").get("handle").provisional)


def test_it_counts_at_once_and_says_that_nobody_seconded_it(clock):
    assert clock() == (date(2027, 1, 1), True)
    alone = imported()
    assert clock() == (date(2027, 1, 4), False)
    [entry] = history("calendar/2027")
    assert (entry.event, entry.by.name) == ("calendar.notice.imported", "命令行")
    assert (entry.facts["proposal"], entry.facts["moved"], "proposed_by" in entry.facts) == (alone.code, 1, False)
    [notice] = Notice.objects.filter(year=2027)
    assert (notice.entered_by, notice.confirmed_by) == (OPERATOR.title, "")
    assert alone.get_standing_display() == "由命令导入，未经第二人确认"


def test_a_second_person_confirms_it_and_nothing_moves(clock):
    alone, version = imported(), queries.version()
    actions.second_notice(alone, by=HEAD, at=LATER)
    assert (queries.version(), queries.alone(2027), events()) == (version, [], ["imported", "seconded"])
    assert Notice.objects.get(year=2027).confirmed_by == HEAD.title
    with pytest.raises(Conflict, match="同事处理"):
        actions.take_back_notice(alone, reason="错了", by=HEAD, at=LATER)


@pytest.mark.parametrize(
    "by",
    [
        *(pytest.param(Actor(role, person=9), id=role) for role in Role if role is not Role.BUREAU_HEAD),
        pytest.param(Actor(Role.BUREAU_HEAD, name="莫东升"), id="nobody's account"),
        pytest.param(OPERATOR, id="the operator"),
    ],
)
def test_nobody_else_does_so_or_takes_it_back(by):
    alone = imported()
    for act in (actions.second_notice, lambda *a, **k: actions.take_back_notice(*a, reason="错了", **k)):
        with pytest.raises(Refused):
            act(alone, by=by, at=LATER)
    assert (queries.alone(2027), events()) == ([alone], ["imported"])


def test_taken_back_where_no_notice_was_the_year_is_provisional_again(clock):
    alone = imported()
    with pytest.raises(Refused, match="为什么"):
        actions.take_back_notice(alone, reason="　", by=HEAD, at=LATER)
    moved = actions.take_back_notice(alone, reason="不是国务院的通知", by=HEAD, at=LATER)
    assert (len(moved.moved), clock()) == (1, (date(2027, 1, 1), True))
    assert queries.current().provisional(date(2027, 6, 1))
    assert 2027 in queries.awaited(date(2026, 12, 28))
    assert queries.explain(date(2027, 6, 1), 5).notices == ()
    alone.refresh_from_db()
    assert (alone.standing, alone.reason, alone.ruled_by) == ("declined", "不是国务院的通知", HEAD.title)
    assert history("calendar/2027")[-1].facts["reason"] == "不是国务院的通知"


def test_taken_back_where_there_was_one_it_counts_again(clock):
    actions.enter_notice(BETTER, proposed_by=ADMIN, by=HEAD, at=NOW)
    before = [(day.working, day.reason) for day in map(queries.current().day, BETTER.off)]
    alone = imported(DRAFT)
    assert not queries.current().is_working(date(2027, 1, 2))
    actions.take_back_notice(alone, reason="旧稿", by=HEAD, at=LATER)
    assert [(day.working, day.reason) for day in map(queries.current().day, BETTER.off)] == before
    newest = Notice.objects.filter(year=2027).order_by("version").last()
    assert (newest.version, newest.number, newest.status) == (3, BETTER.number, "published")


@pytest.mark.parametrize(
    "correct",
    [
        lambda: actions.enter_notice(BETTER, proposed_by=ADMIN, by=HEAD, at=LATER),
        lambda: actions.import_notice(BETTER, by=OPERATOR, at=LATER),
    ],
    ids=["by two people", "by command again"],
)
def test_a_newer_notice_replaces_it(correct):
    former = imported()
    correct()
    former.refresh_from_db()
    assert former.standing == "replaced"
    assert former not in queries.alone(2027)
    with pytest.raises(Conflict):
        actions.second_notice(former, by=HEAD, at=LATER)


def test_what_waits_at_the_desk_stays_there():
    waiting = actions.propose_notice(BETTER, by=ADMIN, at=NOW)
    imported()
    waiting.refresh_from_db()
    assert waiting.waits
    actions.confirm_notice(waiting, by=HEAD, at=LATER)
    assert queries.alone(2027) == []


def test_the_database_keeps_one_alone_too():
    """Broken twin: past the action, the constraint still holds."""
    made = imported()
    made.pk, made.code = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
    assert Proposal.objects.count() == 1
