"""制度执行检查 on a small stage: counted by an independent hand, kept up with the record, read by those it concerns."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.reading import reading
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.models import Step
from qinqing.procedure.bulletins.rules import Window
from qinqing.services.calendar.models import Clock

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 11, 1, tzinfo=SHANGHAI)
MONTHS = Window(SINCE, datetime(2027, 2, 1, tzinfo=SHANGHAI), NOW + timedelta(days=60))


@pytest.fixture
def lived(stand, cast, later):
    """Some of everything; two months later much of it is late."""
    for state in ("registered", "transferred", "handling", "signing", "closed"):
        stand(state)
    stand("ripe", rung=2)
    late = stand("handling")
    done = later(days=40)
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    appeals.draft_outcome(late, outcome="resolved", checked="查", answer="办", contact="何工", by=officer, at=done)
    appeals.sign_answer(late, by=head, at=done)
    actions.check_record()
    return late


def counted(actor, window=MONTHS, **asked):
    sums = Counter()
    for line in queries.checked(actor, window, **asked):
        sums[line.check, "broken"] += line.broken
        sums[line.check, "whole"] += line.whole
    return +sums


def test_limits_are_counted_as_the_clocks_themselves_say(cast, lived):
    """The clocks' own table, which the check never reads, comes to the same."""
    found, expected = counted(cast.mayor), Counter()
    for clock in Clock.objects.exclude(verdict="void").exclude(kind__in=("answer", "confirm")):
        broken = clock.verdict == "late" or (not clock.verdict and not clock.paused_at and clock.due_at <= MONTHS.at)
        if broken or clock.verdict == "on_time":
            expected[clock.kind, "broken"] += broken
            expected[clock.kind, "whole"] += 1
    limits = {kind for kind, _ in expected}
    assert {key: count for key, count in found.items() if key[0] in limits} == +expected
    assert found["handle", "broken"] >= 3
    assert found["handle", "whole"] > found["handle", "broken"]


def test_what_is_not_due_yet_is_no_deviation(cast, lived):
    """On the Monday itself nothing can have been missed but what was wanted of the months before."""
    today = Window(SINCE, MONTHS.until, NOW + timedelta(minutes=5))
    assert [line for line in queries.checked(cast.mayor, today) if line.broken] == []


def test_reception_days_and_inspections_that_never_were_are_missed(cast, lived):
    """The first appeal came in November, so December is the first month that was whole, and the first quarter."""
    found = counted(cast.mayor)
    deputies = [post for post in cast.county.posts if post.role == "deputy"]
    assert found["reception_day", "broken"] == found["reception_day", "whole"] == len(deputies)
    assert "inspection_report" not in {key for key, _ in found}
    april = datetime(2027, 4, 1, tzinfo=SHANGHAI)
    page = queries.broken(
        cast.mayor, "inspection_report", Window(april, april + timedelta(days=30), april + timedelta(days=20))
    )
    assert [(one.when, one.missing) for one in page.absent] == [("2027年第一季度", 1)]


def test_a_record_is_read_once_and_again_when_it_went_on(cast, stand, later):
    appeal = stand("transferred")
    assert actions.check_record() > 0
    assert actions.check_record() == 0
    appeals.sign_for(appeal, by=cast.officer("power-supply"), at=later())
    assert actions.check_record() == 1


def test_made_anew_in_any_pieces_the_steps_are_the_same(lived):
    def rows():
        columns = ("checked__subject", "key", "kept", "at", "organ", "edition", "due_at", "done_at", "sequence")
        return sorted(map(str, Step.objects.values_list(*columns)))

    former = rows()
    Step.objects.all().delete()
    Step.checked.field.related_model.objects.all().delete()
    stops = iter([True, True, False])
    assert actions.check_record(chunk=2, going=lambda: next(stops)) == 4
    actions.check_record(chunk=2)
    assert rows() == former


def test_what_is_behind_a_figure_is_as_much_as_it_says(cast, lived):
    lines = queries.checked(cast.mayor, MONTHS)
    for check in {line.check for line in lines}:
        page = queries.broken(cast.mayor, check, MONTHS)
        missing = sum(one.missing for one in page.absent)
        assert page.count == len(page.rows) + missing == sum(line.broken for line in lines if line.check == check), (
            check
        )


def test_each_step_that_was_not_taken_names_its_entry_and_its_appeal(cast, lived):
    found = queries.broken(cast.mayor, "handle", MONTHS).rows
    late = next(one for one in found if one.appeal.code == lived.code)
    assert (late.entry.event, late.step.done_at > late.step.due_at) == ("appeals.appeal.answered", True)
    assert [one.step.at for one in found] == sorted((one.step.at for one in found), reverse=True)


def test_the_list_goes_on_where_it_stopped(cast, lived, monkeypatch):
    whole = [one.step.pk for one in queries.broken(cast.mayor, "handle", MONTHS).rows]
    monkeypatch.setattr("qinqing.procedure.bulletins.queries.checks.SIZE", 1)
    found, after = [], ""
    while page := queries.broken(cast.mayor, "handle", MONTHS, after=after):
        found += [one.step.pk for one in page.rows]
        if not (after := page.next):
            break
    assert found == whole
    assert queries.broken(cast.mayor, "handle", MONTHS, after="no-where").rows == []


def test_whoever_may_not_open_an_appeal_reads_the_figure_only(cast, lived):
    for actor in (cast.inspector, cast.office):
        page = queries.broken(actor, "sign", MONTHS)
        assert (page.count, len(page.rows)) == (1, 0), actor.title


def test_a_deputy_mayor_reads_the_own_industries_days_and_the_county(cast, lived):
    own, every = counted(cast.deputy("C")), counted(cast.mayor)
    assert own["handle", "whole"] == every["handle", "whole"]
    assert own["reception_day", "whole"] == 1
    other = next(post for post in cast.county.posts if post.role == "deputy" and "C" not in post.sections)
    assert {key for key, _ in counted(cast.post(other.code))} == {"reception_day"}


def test_an_organ_reads_alone(cast, lived):
    found = counted(cast.mayor, organ=cast.organ("power-supply"))
    assert ("handle", "whole") in found
    assert ("transfer", "whole") not in found
    assert queries.broken(cast.mayor, "handle", MONTHS, organ=cast.organ("housing")).count == 0


def test_it_is_nothing_for_departments_and_strangers(cast, lived):
    for actor in (cast.officer("power-supply"), cast.city, PUBLIC):
        with pytest.raises(NotFound):
            queries.checked(actor, MONTHS)
    with pytest.raises(NotFound):
        queries.broken(cast.mayor, "nothing", MONTHS)


@pytest.mark.parametrize("count", [1, 3])
def test_both_tables_and_the_list_ask_a_constant_number_of_queries(cast, stand, count):
    for _ in range(count):
        stand("handling")
    actions.check_record()
    asked = {}
    for name, ask in (("table", queries.checked), ("list", lambda *told: queries.broken(told[0], "handle", told[1]))):
        ask(cast.mayor, MONTHS)
        with reading(), CaptureQueriesContext(connection) as caught:
            ask(cast.mayor, MONTHS)
        asked[name] = len(caught)
    assert asked == {"table": 7, "list": 11}


def test_habits_are_the_departments_own_whoever_it_went_to_afterwards(cast, stand, later):
    for _ in range(4):
        stand("handling")
    returned = stand("returned")
    appeals.redirect(returned, lead=cast.organ("housing"), reason="职责在住建", by=cast.bureau_head, at=later())
    actions.check_record()
    told = {(line.check, line.organ): (line.broken, line.whole) for line in queries.habits(cast.mayor, MONTHS)}
    assert told == {("returns", cast.organ("power-supply")): (1, 5)}
    page = queries.broken(cast.mayor, "returns", MONTHS, organ=cast.organ("power-supply"))
    assert [(one.appeal.code, one.entry.event) for one in page.rows] == [(returned.code, "appeals.appeal.returned")]
    assert "returns" not in {line.check for line in queries.checked(cast.mayor, MONTHS)}
