"""The system clock is put back, put forward, corrected: nothing escalates twice, and the record keeps the order of acts.

A jump is what separates one reading of the clock from the next; the steps of a second are what a time service makes.
"""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from tests.cast import NOW

from qinqing.doors.operations import duties
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.supervision import actions as supervision
from qinqing.services.accounts import actions as accounts
from qinqing.services.calendar import actions as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.models import Clock
from qinqing.services.journal import actions as sealing
from qinqing.services.journal import queries as record
from qinqing.services.journal.queries import anchors
from qinqing.services.notifications.actions import sending
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.rules.media import Fate

pytestmark = pytest.mark.django_db
HOUR, DAY, STEP = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
JUMPS = {"-2 h": -2 * HOUR, "+2 h": 2 * HOUR, "-3 days": -3 * DAY, "NTP back": -STEP, "NTP forward": STEP}
jumped = pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
LATE = datetime(2026, 12, 10, 12, 0, tzinfo=SHANGHAI)  # three working days after the end of a limit of ten


@jumped
def test_each_stage_of_the_chase_is_taken_once(stand, jump):
    appeal = stand("handling")
    for at in (LATE, LATE + jump, LATE, LATE + jump + STEP, LATE + STEP):
        supervision.chase(at=at)
    stages = [entry.facts["stage"] for entry in record.history(appeal.subject) if "stage" in entry.facts]
    assert len(stages) == len(set(stages)) == 1
    told = Message.objects.filter(subject=appeal.subject, line__startswith="chase.")
    assert len(told) == len({(row.mailbox, row.title) for row in told})


@jumped
def test_the_days_digest_is_told_once(stand, jump):
    stand("handling")
    supervision.tell_the_day(at=LATE)
    told = Message.objects.filter(line="digest", key__contains="2026-12-10").count()
    for at in (LATE + jump, LATE, LATE + jump, LATE + STEP):
        supervision.tell_the_day(at=at)
    assert told
    assert Message.objects.filter(line="digest", key__contains="2026-12-10").count() == told


@jumped
def test_the_record_keeps_the_order_of_acts_and_verifies(stand, cast, jump):
    appeal, officer = stand("handling"), cast.officer("power-supply")
    appeals.ask_material(appeal, note="停电记录", by=officer, at=NOW + HOUR)
    appeals.supplement(appeal, note="已送", by=cast.intake, at=NOW + HOUR + jump)
    appeals.ask_material(appeal, note="照片", by=officer, at=NOW + HOUR + jump + STEP)
    entries = record.history(appeal.subject)
    assert [entry.event.rpartition(".")[2] for entry in entries[-3:]] == [
        "material_asked", "material_supplied", "material_asked",
    ]  # fmt: skip
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert record.verify().ok


@jumped
def test_no_limit_gets_shorter_by_a_pause_that_ends_before_it_began(jump):
    clocks = Clocks.of("appeal/a")
    due = clocks.start("handle", at=NOW, holder_role="officer", length=10).due_at
    clocks.pause("handle", NOW + 5 * DAY)
    clocks.resume("handle", NOW + 5 * DAY + jump)
    clocks.save()
    assert Clock.objects.get().due_at >= due
    assert calendar.settle(by=None, at=NOW + 6 * DAY) == 0
    assert Clock.objects.get().excluded == clocks.get("handle").excluded


def test_a_step_before_the_start_of_its_limit_is_in_time():
    clocks = Clocks.of("appeal/a")
    clocks.start("sign", at=NOW, holder_role="officer", length=1)
    clocks.stop("sign", NOW - 3 * DAY)
    assert clocks.get("sign").verdict == "on_time"


@jumped
def test_every_entry_is_sealed_once_whatever_day_it_carries(stand, cast, jump):
    appeal = stand("handling")
    sealing.seal(at=NOW + DAY)
    appeals.ask_material(appeal, note="停电记录", by=cast.officer("power-supply"), at=NOW + DAY + jump)
    for days in (1, 2, 5):
        sealing.seal(at=NOW + days * DAY)
    seals = list(anchors.sealed())
    assert [one.first for one in seals[1:]] == [one.last + 1 for one in seals[:-1]]
    assert seals[-1].last == record.Entry.objects.latest("pk").pk
    assert record.verify().ok


def test_whoever_was_locked_out_by_a_clock_that_ran_ahead_is_not_locked_out_for_days():
    def strike(at):
        return accounts.strike("name:zhang", at=at, limit=1, window=HOUR)

    assert [strike(NOW + 3 * DAY), strike(NOW + 3 * DAY)] == [True, False]
    assert [strike(NOW), strike(NOW)] == [True, False]
    assert [strike(NOW - STEP), strike(NOW + STEP)] == [False, False]


@pytest.mark.parametrize(
    ("waiting", "taken"),
    [
        ({"due_at": NOW + 3 * DAY}, True),
        ({"due_at": NOW + 3 * DAY, "tries": 1}, True),
        ({"due_at": NOW, "tries": 1, "taken_until": NOW + 3 * DAY}, True),
        ({"due_at": NOW + 8 * HOUR, "tries": 5}, False),
        ({"due_at": NOW, "tries": 1, "taken_until": NOW + sending.LEASE}, False),
    ],
)
def test_a_message_waits_for_no_moment_that_a_wrong_clock_wrote(waiting, taken):
    channel = Channel.objects.create(medium="webhook", name="平台", active=True, settings={}, kinds=[])
    Delivery.objects.create(once="a", code="a", channel=channel, made_at=NOW, fate=Fate.WAITING, **waiting)
    assert bool(sending._take(NOW)) is taken


@jumped
def test_the_worker_says_that_the_clock_jumped(caplog, jump):
    with time_machine.travel(NOW, tick=False) as clock:
        former = duties._offset()
        clock.move_to(NOW + jump)
        duties._heed(former)
    assert ("the system clock jumped" in caplog.text) is (abs(jump) > duties.JUMP)


def test_the_sequence_tells_what_came_first_and_not_the_moment(stand, cast):
    """The broken twin: ordered by its moments, the same record would tell another story."""
    appeal = stand("handling")
    appeals.ask_material(appeal, note="停电记录", by=cast.officer("power-supply"), at=NOW - 3 * DAY)
    entries = record.history(appeal.subject)
    assert entries[-1].at < entries[0].at
    assert sorted(entries, key=lambda entry: entry.at) != entries
    assert date(2026, 11, 20) == entries[-1].at.astimezone(SHANGHAI).date()
