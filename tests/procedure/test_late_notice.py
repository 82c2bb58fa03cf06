"""The holiday notice for 2027 comes late, in the first days of it: clocks move once, and nothing is told or counted twice.

Procedure, section 5: dates beyond the published calendar are provisional and are recomputed, on the record, when the notice
is entered.
"""

import json
from datetime import date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from tests.cast import Stage

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import queries
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.bulletins import queries as figures
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as after
from qinqing.services.calendar import actions as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.rules import Draft
from qinqing.services.journal import queries as journal
from qinqing.services.notifications.models import Message

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 12, 21, 10, tzinfo=SHANGHAI)
NOTICE = Draft(
    2027, (date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)), (date(2027, 1, 9),), "国办发明电〔2027〕1号"
)


def morning(day, hour=9):
    return datetime(2027, 1, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def handled(cast):
    """Ten working days from the twenty-first of December: the fourth of January, for want of a notice."""
    return Stage(cast, BEGUN)("handling")


@pytest.fixture
def entered(cast):
    """``entered(at)``: the notice is proposed by one and confirmed by another."""

    def enter(at):
        return calendar.enter_notice(NOTICE, proposed_by=cast.post("system-admin"), by=cast.bureau_head, at=at)

    return enter


def stages(appeal):
    return [entry.facts["stage"] for entry in journal.history(appeal.subject) if "stage" in entry.facts]


def chased(appeal):
    return list(Message.objects.filter(subject=appeal.subject, line__startswith="chase.").order_by("pk"))


def test_the_limit_moves_and_so_does_what_was_copied_from_it(handled, entered, cast):
    assert Clocks.of(handled.subject).get("handle").due_on == date(2027, 1, 4)
    moved = entered(morning(5, 8))
    clock = Clocks.of(handled.subject).get("handle")
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 5), False)
    assert queries.fetch(cast.intake, handled.code).due_at == clock.due_at
    assert (moved.overdue_before, moved.overdue_after) == (1, 0)
    assert [entry.event for entry in journal.history(handled.subject)][-1] == "calendar.clock.moved"
    assert journal.verify().ok


def test_those_on_a_moved_limit_are_told_which_it_is_and_the_enterprise_what_it_was_promised(cast, entered):
    """Whose turn it is may be on another limit than the one that moved; the pressing limit may have stayed."""
    moved = Stage(cast, BEGUN)("handling", assisting=("housing",))
    entered(morning(4, 8))
    said = {
        one.mailbox: one.text
        for one in Message.objects.filter(subject=moved.subject, line__startswith="calendar.moved")
    }
    assert said == {
        f"officer@{cast.organ('power-supply')}": f"《{moved.title}》“部门办理”由1月4日改为1月5日。",
        f"enterprise:{moved.enterprise_id}": f"《{moved.title}》“部门答复您”由1月4日改为1月5日。",
    }


def test_no_stage_of_the_chase_is_told_again(handled, entered):
    """Reminded on the fourth, chased on the fifth; the notice makes the fifth its last day, and the sixth its first too late."""
    supervision.chase(at=morning(4))
    supervision.chase(at=morning(5))
    assert stages(handled) == ["到期当天提醒", "催办"]
    told = [message.pk for message in chased(handled)]
    entered(morning(5, 10))
    for day in (5, 6):
        supervision.chase(at=morning(day, 11))
    assert stages(handled) == ["到期当天提醒", "催办"]
    assert [message.pk for message in chased(handled)] == told
    supervision.chase(at=morning(7))
    assert stages(handled) == ["到期当天提醒", "催办", "工信商务局催办"]


def test_a_frozen_bulletin_keeps_its_digest(handled, entered, cast):
    bulletins.follow_record()
    bulletins.open_due(morning(4))
    found = figures.fetch_bulletin(cast.intake, "2026-12")
    bulletins.submit(found, by=cast.intake, at=morning(4))
    bulletins.approve(found, by=cast.bureau_head, at=morning(4, 10))
    bulletins.publish(found, by=cast.mayor, at=morning(4, 11))
    frozen = figures.fetch_published("2026-12").digest
    entered(morning(5, 8))
    bulletins.follow_record()
    said = StringIO()
    with time_machine.travel(morning(5, 12), tick=False):
        call_command("bulletin", "2026-12", "--json", stdout=said)
    assert (json.loads(said.getvalue())["digest"], json.loads(said.getvalue())["frozen"]) == (frozen, True)


def test_a_digest_of_the_day_is_told_once(handled, entered, cast):
    supervision.tell_the_day(at=morning(5))
    before = Message.objects.filter(line__startswith="digest").count()
    entered(morning(5, 10))
    supervision.tell_the_day(at=morning(5, 11))
    assert before > 0
    assert Message.objects.filter(line__startswith="digest").count() == before


def test_a_rectification_of_an_inspection_moves_with_it(cast, entered):
    Stage(cast, BEGUN)("implementing", rung=2)
    at = datetime(2026, 12, 28, 10, tzinfo=SHANGHAI)
    one = supervision.open_round(year=2026, quarter=4, by=cast.inspector, at=at)
    finding = after.findings(one, cast.inspector, after.FindingsWanted()).rows[0]
    supervision.find_wanting(finding, words="没有换线", days=5, by=cast.inspector, at=at)
    before = Clocks.of(finding.subject).running()[0].due_on
    entered(morning(4, 8))
    after_notice = Clocks.of(finding.subject).running()[0]
    assert (before, after_notice.due_on) == (date(2027, 1, 4), date(2027, 1, 5))
    assert after.fetch_finding(cast.inspector, finding.code).due_at == after_notice.due_at
    assert journal.verify().ok
