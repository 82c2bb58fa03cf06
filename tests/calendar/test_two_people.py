"""Two people answer for a holiday notice: one proposes it, and it moves nothing until another confirms it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.services.calendar import actions, queries
from qinqing.services.calendar.models import Notice, Proposal
from qinqing.services.calendar.rules import Draft, read_data
from qinqing.services.journal.queries import history

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 28, 2, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ADMIN = Actor(Role.SYSTEM_ADMIN, name="周敏", person=1)
OTHER = Actor(Role.SYSTEM_ADMIN, name="程凯", person=2)
HEAD = Actor(Role.BUREAU_HEAD, name="莫东升", person=3)
DRAFT = Draft(2027, (date(2027, 1, 1), date(2027, 1, 2)), (date(2027, 1, 9),), "国办发明电〔2026〕9号")


def propose(draft=DRAFT, by=ADMIN):
    return actions.propose_notice(draft, by=by, at=NOW)


def entered(year=2027):
    return Notice.objects.filter(year=year).count()


def test_a_proposal_moves_nothing_and_is_on_the_record():
    before = queries.version()
    made = propose()
    assert (queries.version(), entered(), made.waits) == (before, 0, True)
    [entry] = history("calendar/2027")
    assert (entry.event, entry.by.name) == ("calendar.notice.proposed", "周敏")
    assert (entry.facts["proposal"], entry.facts["off"]) == (made.code, ["2027-01-01", "2027-01-02"])
    assert read_data(made.said) == DRAFT


@pytest.mark.parametrize("by", [OTHER, HEAD])
def test_another_with_the_right_puts_it_in_force(by):
    made = propose()
    actions.confirm_notice(made, by=by, at=LATER)
    [notice] = Notice.objects.filter(year=2027)
    assert (notice.entered_by, notice.confirmed_by) == (ADMIN.title, by.title)
    assert not queries.current().is_working(date(2027, 1, 1))
    assert history("calendar/2027")[-1].facts["proposed_by"] == ADMIN.title
    made.refresh_from_db()
    assert (made.standing, made.ruled_by, made.ruled_at) == ("confirmed", by.title, LATER)


@pytest.mark.parametrize(
    "by",
    [
        pytest.param(ADMIN, id="the same person"),
        pytest.param(Actor(Role.BUREAU_HEAD, name="周敏", person=1), id="the same person in another post"),
        pytest.param(Actor(Role.BUREAU_HEAD, name="莫东升"), id="nobody's account"),
        *(pytest.param(Actor(role, person=9), id=role) for role in Role if role not in {"system_admin", "bureau_head"}),
    ],
)
def test_nobody_else_confirms_it(by):
    made = propose()
    with pytest.raises(Refused):
        actions.confirm_notice(made, by=by, at=LATER)
    made.refresh_from_db()
    assert (made.waits, entered(), len(history("calendar/2027"))) == (True, 0, 1)


def test_the_same_person_does_not_do_both_at_once_either():
    with pytest.raises(Refused, match="须由另一个人确认"):
        actions.enter_notice(DRAFT, proposed_by=ADMIN, by=ADMIN, at=NOW)
    assert (Proposal.objects.count(), entered(), history("calendar/2027")) == (0, 0, [])


@pytest.mark.parametrize("by", [ADMIN, HEAD])
def test_it_may_be_taken_back_or_turned_down_with_a_reason(by):
    made = propose()
    with pytest.raises(Refused, match="为什么"):
        actions.decline_notice(made, reason="　", by=by, at=LATER)
    actions.decline_notice(made, reason="10月10日录错了", by=by, at=LATER)
    assert (made.standing, made.reason, entered()) == ("declined", "10月10日录错了", 0)
    assert history("calendar/2027")[-1].event == "calendar.notice.declined"
    with pytest.raises(Conflict, match="同事处理"):
        actions.confirm_notice(made, by=OTHER, at=LATER)
    assert entered() == 0


def test_it_is_confirmed_once():
    made, seen = propose(), Proposal.objects.get()
    actions.confirm_notice(made, by=HEAD, at=LATER)
    with pytest.raises(Conflict) as told:
        actions.confirm_notice(seen, by=OTHER, at=LATER)
    assert (told.value.by, told.value.at, entered()) == (HEAD.title, LATER, 1)


def test_one_proposal_waits_for_a_year_and_region():
    propose()
    with pytest.raises(Conflict, match="已经提出") as told:
        propose(by=OTHER)
    assert told.value.by == ADMIN.title
    propose(DRAFT.in_region("云岭县"))
    assert len(queries.proposals_waiting(HEAD)) == 2
    actions.decline_notice(queries.proposals_waiting(ADMIN)[0], reason="重录", by=ADMIN, at=LATER)
    propose()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SYSTEM_ADMIN, Role.BUREAU_HEAD}])
def test_only_those_who_may_rule_read_it(role):
    made = propose()
    assert queries.proposals_waiting(Actor(role, person=9)) == []
    with pytest.raises(NotFound):
        queries.fetch_proposal(Actor(role, person=9), made.code)
    assert queries.fetch_proposal(HEAD, made.code) == made


def test_the_database_keeps_one_waiting_too():
    """Broken twin: past the action, the constraint still holds."""
    made = propose()
    made.pk, made.code = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_the_years_that_came_with_the_program_need_nobody():
    assert set(Notice.objects.values_list("confirmed_by", flat=True)) == {""}
    assert Proposal.objects.count() == 0
