"""五(三), 四(五), 四(六), 五(五): a department is merged or split in mid-quarter; what each did stays its own, what is owed goes on.

The figures are counted again from the journal alone by the recounts of the consistency tests.
"""

from datetime import datetime, timedelta

import pytest
from tests.bulletins.conftest import DECEMBER, approve, publish, submit
from tests.cast import NOW
from tests.consistency.bulletin_recount import agrees
from tests.consistency.coverage_recount import mapped, of_the_journal
from tests.consistency.inspection_recount import Recount, essence
from tests.held import abolish

from qinqing.doors.operations.county import inspecting
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.bulletins import queries as figures
from qinqing.procedure.bulletins.rules import Cut, Window
from qinqing.procedure.outreach.queries import CoverageWanted, groups
from qinqing.procedure.register import actions as registering
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as after
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
REORGANISED = NOW + timedelta(days=1)
ANSWERED = NOW + timedelta(days=2)
PLACE = "housing"


@pytest.fixture
def quarter(stand, cast):
    """The power company has closed one, handles one, and implements what was decided on another; then it is no more."""
    closed, open_one = stand("closed"), stand("handling")
    stand("implementing", rung=2)
    return closed, open_one


@pytest.fixture(params=["merged", "split"])
def heir(request, quarter, cast):
    """Who goes on: the one successor, or, where two take over, the one the bureau chooses for this matter."""
    successor = PLACE if request.param == "merged" else None
    abolish(cast, "power-supply", successor=successor, at=REORGANISED)
    return cast.organ(PLACE)


def hand_over(code, heir, cast):
    found = queries.fetch(cast.intake, code)
    return appeals.hand_over(found, lead=heir, reason="机构改革，职能划转", by=cast.intake, at=ANSWERED)


def answered(appeal, cast, speaker):
    """The heir finishes what the other had begun."""
    officer, head = cast.officer(PLACE), cast.head(PLACE)
    appeals.draft_outcome(
        appeal, outcome="resolved", checked="已查", answer="已办", contact="何工", by=officer, at=ANSWERED
    )
    appeals.sign_answer(appeal, by=head, at=ANSWERED)
    appeals.confirm(appeal, said="好", by=speaker(appeal), at=ANSWERED)
    appeals.close(appeal, result="resolved", by=cast.intake, at=ANSWERED)


def test_what_is_under_way_waits_with_the_bureau_until_it_is_handed_over(quarter, heir, cast):
    _, open_one = quarter
    assert open_one.code in {row.code for row in queries.todo(cast.intake, at=ANSWERED).appeals}
    before = Clocks.of(open_one.subject).get("handle")
    moved = hand_over(open_one.code, heir, cast)
    now = Clocks.of(open_one.subject).get("handle")
    assert (now.due_on, now.started_at, now.holder_organ) == (before.due_on, before.started_at, heir)
    assert (moved.lead_id, moved.state) == (heir, "handling")
    assert open_one.code in {row.code for row in queries.todo(cast.officer(PLACE), at=ANSWERED).appeals}
    assert open_one.code not in {row.code for row in queries.todo(cast.intake, at=ANSWERED).appeals}
    assert journal.verify().ok


def test_a_department_that_is_still_there_is_not_passed_over_so(quarter, cast):
    with pytest.raises(Refused, match="没有撤并") as refused:
        hand_over(quarter[1].code, cast.organ(PLACE), cast)
    assert refused.value.clause == "五(三)"


def test_it_is_not_handed_to_one_that_is_no_more_either(quarter, heir, cast):
    with pytest.raises(Refused, match="已撤并"):
        hand_over(quarter[1].code, cast.organ("power-supply"), cast)


def test_statistics_and_bulletin_keep_for_each_what_it_did(quarter, heir, cast, speaker):
    former = cast.organ("power-supply")
    answered(hand_over(quarter[1].code, heir, cast), cast, speaker)
    bulletins.follow_record()
    november = Window(
        datetime(2026, 11, 1, tzinfo=SHANGHAI),
        datetime(2026, 12, 1, tzinfo=SHANGHAI),
        datetime(2026, 12, 1, tzinfo=SHANGHAI),
    )
    names = register.organ_names()
    rows = {row.name: row.now for row in figures.measured(cast.mayor, Cut.DEPARTMENT, [november])}
    assert (rows[names[former]].received, rows[names[former]].closed, rows[names[former]].open) == (2, 1, 1)
    assert (rows[names[heir]].received, rows[names[heir]].closed, rows[names[heir]].open) == (1, 1, 0)
    bulletins.open_due(DECEMBER)
    found = figures.fetch_bulletin(cast.intake, "2026-11")
    for step in (submit, approve, publish):
        step(found, cast)
    assert agrees(figures.fetch_published("2026-11")) == 3
    lines = {line.organ: line.counts for line in figures.figures_of(found).departments}
    assert [lines[register.organ(one).code].closed for one in (former, heir)] == [1, 1]


def test_the_round_draws_what_the_former_was_told_and_the_heir_answers(quarter, heir, cast):
    seconds = iter(range(1, 600))

    def tick():
        return DECEMBER + timedelta(seconds=next(seconds))

    one = supervision.open_round(year=2026, quarter=4, by=cast.inspector, at=DECEMBER)
    inspecting.look_at_all(cast, one, today=DECEMBER.date(), tick=tick)
    inspecting.report(cast, one, tick)
    count = Recount(register.organ_names())
    for entry in journal.Entry.objects.order_by("pk"):
        count.read(entry.subject, entry.event, entry.facts, entry.sets)
    ((told, counted),) = count.reports
    assert essence(told) == counted
    assert told["all"] == 1
    finding = after.findings(after.fetch_round(cast.inspector, one.code), cast.inspector, after.FindingsWanted()).rows[
        0
    ]
    gone = register.organ(cast.organ("power-supply"))
    assert finding.organ_id == (gone.successor or gone.id)


def test_a_parks_enterprises_are_its_successors_and_the_map_says_so(cast):
    park, town = cast.organ("park-west"), cast.organ("lingcheng")
    before = mapped(groups(cast.intake, CoverageWanted()))
    of_the_park = sum(count["all"] for (township, *_), count in before.items() if township == park)
    of_the_town = sum(count["all"] for (township, *_), count in before.items() if township == town)
    assert of_the_park > 0
    abolish(cast, "park-west", successor="lingcheng", at=REORGANISED)
    told = mapped(groups(cast.intake, CoverageWanted()))
    assert told == of_the_journal().count()
    assert {township for township, *_ in told} == {township for township, *_ in before} - {park} | {town}
    mine = mapped(groups(cast.officer("lingcheng"), CoverageWanted()))
    assert sum(count["all"] for count in mine.values()) == of_the_park + of_the_town
    assert journal.verify().ok


def test_a_park_that_is_split_leaves_its_enterprises_where_somebody_must_look(cast):
    """Without one successor nobody knows whose each is: the register keeps the former place until the bureau amends it."""
    park, town = cast.organ("park-west"), cast.organ("lingcheng")
    abolish(cast, "park-west", successor=None, at=REORGANISED)
    told = mapped(groups(cast.intake, CoverageWanted()))
    assert park in {township for township, *_ in told}
    one = register.find_enterprises(cast.intake, "云岭恒信", 1)[0]
    registering.amend_enterprise(one, township=town, by=cast.intake, at=REORGANISED)
    assert mapped(groups(cast.intake, CoverageWanted())) == of_the_journal().count()
