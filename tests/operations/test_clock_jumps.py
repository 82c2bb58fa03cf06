"""The server's clock jumps: two hours back and forth, three days back, a step of the time service. 四(五).

Nothing is told or chased twice, the record is in the order of its numbers whatever its moments say, and it proves itself.
"""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from tests.cast import NOW

from qinqing.config.wiring import DUTIES
from qinqing.doors.operations import duties
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.services.calendar.models import Clock
from qinqing.services.journal import queries as record
from qinqing.services.notifications.models import Message

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 12, 11, 10, tzinfo=SHANGHAI)  # a Friday, four working days after the limit
JUMPS = {
    "two hours back": [timedelta(), -timedelta(hours=2)],
    "two hours on, and back": [timedelta(), timedelta(hours=2), timedelta()],
    "three days back": [timedelta(), -timedelta(days=3), timedelta()],
    "a step of the time service": [timedelta(), -timedelta(milliseconds=700), timedelta(milliseconds=300)],
}


def turn(at):
    """Every duty of the worker but the drawing of papers, which asks for no time."""
    for name, duty in duties.load(DUTIES):
        if not name.endswith("file_papers"):
            duty(at)


@pytest.mark.parametrize("jump", JUMPS)
def test_nothing_is_chased_or_told_twice(stand, jump):
    appeal = stand("handling")
    for step in JUMPS[jump]:
        turn(LATE + step)
    chased = [entry for entry in record.history(appeal.subject) if "stage" in entry.facts]
    assert [(entry.facts["limit"], entry.facts["stage"]) for entry in chased] == [("部门办理", "提请督办")]
    told = Counter(Message.objects.exclude(line="digest").values_list("mailbox", "line", "subject", "title"))
    assert [one for one, times in told.items() if times > 1] == []
    assert record.verify().ok


@pytest.mark.parametrize("jump", JUMPS)
def test_the_digest_of_a_day_is_told_once(stand, jump):
    stand("handling")
    for step in JUMPS[jump] * 2:
        turn(LATE + step)
    digests = Counter(Message.objects.filter(line="digest").values_list("mailbox", "key"))
    assert digests
    assert set(digests.values()) == {1}


BACK = [timedelta(hours=-2), timedelta(days=-3), timedelta(milliseconds=-700)]


@pytest.mark.parametrize("back", BACK)
def test_the_record_is_in_the_order_of_its_numbers_not_of_its_moments(stand, cast, back):
    appeal, officer = stand("handling"), cast.officer("power-supply")
    moments = [NOW + timedelta(hours=1), NOW + timedelta(hours=1) + back, NOW + timedelta(hours=2)]
    appeals.ask_material(appeal, note="停电记录", by=officer, at=moments[0])
    appeals.supplement(appeal, note="已送", by=cast.intake, at=moments[1])
    appeals.supplement(appeal, note="又送一份", by=cast.intake, at=moments[2])
    last = record.history(appeal.subject)[-3:]
    assert [entry.sequence for entry in last] == [last[0].sequence, last[0].sequence + 1, last[0].sequence + 2]
    assert [entry.at for entry in last] == moments
    assert [entry.at for entry in queries.timeline(appeal, cast.intake)][:3] == moments[::-1]
    assert record.verify().ok


@pytest.mark.parametrize("back", BACK)
def test_a_rest_that_ends_before_it_began_moves_no_limit(stand, cast, back):
    """A jump back gives nobody more time than the rest lasted, and takes none."""
    appeal, officer = stand("handling"), cast.officer("power-supply")
    before = Clock.objects.get(subject=appeal.subject, key="handle").due_at
    appeals.ask_material(appeal, note="停电记录", by=officer, at=NOW + timedelta(hours=1))
    appeals.supplement(appeal, note="已送", by=cast.intake, at=NOW + timedelta(hours=1) + back)
    clock = Clock.objects.get(subject=appeal.subject, key="handle")
    assert (clock.due_at, clock.excluded, clock.paused_at) == (before, 0, None)
