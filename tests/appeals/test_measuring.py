"""The advice is measured honestly: an appeal is not its own proof, nor is the same matter told twice."""

import json
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from tests.cast import NOW

from qinqing.config.wiring import DUTIES
from qinqing.doors.operations import duties
from qinqing.doors.operations.management.commands import recommend_measure
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.queries.recommending import ADVICE_SUBJECT
from qinqing.procedure.appeals.rules.recommending.measuring import FOLDS, Tried, fold_of, folds, measure
from qinqing.services.journal.queries import history, verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
TEN = "甲乙丙丁戊己庚辛壬癸"
DECEMBER, JANUARY = datetime(2026, 12, 1, 0, 1, tzinfo=SHANGHAI), datetime(2027, 1, 4, 9, tzinfo=SHANGHAI)


def run(*words):
    out = StringIO()
    call_command(recommend_measure.Command(), *words, stdout=out)
    return out.getvalue()


def transferred(stand, which=TEN):
    for one in which:
        stand("handling", title=f"停电之{one}", text="车间停电三次，请解决")


def moments():
    """When the advice was measured, as the record has it."""
    return [entry.at for entry in history(ADVICE_SUBJECT)]


def test_one_title_is_one_part_whatever_its_numbers():
    assert fold_of("停电3次，损失 20 万") == fold_of("停电12次，损失5万")
    parts = folds((number, f"{'甲乙丙丁戊己庚辛壬癸'[number % 10]}事") for number in range(100))
    assert set(parts) <= set(range(FOLDS))
    assert sorted(number for part in parts.values() for number in part) == list(range(100))


def test_figures_are_shares_of_the_appeals():
    tried = [
        Tried(1, "power", (1, 2), (1,), "power"),
        Tried(1, "power", (2, 3, 1), (2, 1), "land"),
        Tried(2, "", (), (3, 4, 5, 2), "land"),
        Tried(3, "land", (3,), (), "land"),
    ]
    assert measure(tried) == {
        "appeals": 4, "folds": FOLDS, "first": 25, "third": 50, "duties_first": 50, "duties_third": 75, "category": 67,
        "baseline": 50,
    }  # fmt: skip


def test_too_few_appeals_are_refused(stand):
    stand("handling")
    with pytest.raises(CommandError, match="至少要 10 件"):
        run()


def test_the_same_matter_told_twice_teaches_nothing_of_itself(stand):
    for _ in range(10):
        stand("handling", title="蜈蚣死了", text="养的蜈蚣死了，不知道找谁", lead="housing")
    figures = json.loads(run("--json"))
    assert figures["appeals"] == 10
    assert figures["first"] == 0
    assert figures["baseline"] == 100


def test_the_figures_are_on_the_record_and_on_the_page(stand):
    transferred(stand)
    assert "10 件，分 10 份交叉验证：牵头部门排第一 100%" in run()
    measured = queries.measured_advice()
    assert (measured["appeals"], measured["first"]) == (10, 100)
    assert verify().ok


def test_the_worker_measures_once_a_month_by_the_countys_calendar(stand):
    transferred(stand)
    ((_, duty),) = duties.load([name for name in DUTIES if name.endswith("measure_advice")])
    for at in (NOW, NOW, DECEMBER, DECEMBER, NOW, JANUARY):
        duty(at)
    assert moments() == [NOW, DECEMBER, JANUARY]


def test_what_an_operator_measured_need_not_be_measured_again_that_month(stand):
    transferred(stand)
    actions.measure_advice(sample=10, by=MACHINE, at=NOW)
    assert not actions.measure_monthly(at=NOW)
    assert actions.measure_monthly(at=DECEMBER)


def test_a_new_county_is_measured_as_soon_as_there_are_enough(stand):
    transferred(stand, TEN[:9])
    stand("refused")
    stand("registered")
    assert not actions.measure_monthly(at=NOW)
    assert moments() == []
    transferred(stand, TEN[9])
    assert actions.measure_monthly(at=NOW)
    assert queries.measured_advice()["appeals"] == 10


def test_the_others_do_not_wait_longer_than_they_must(stand):
    transferred(stand, TEN + "子丑寅")
    assert actions.measure_monthly(at=NOW, going=lambda: False)
    assert queries.measured_advice()["appeals"] == 10


def test_who_writes_does_not_wait_for_the_measuring(stand):
    """A transaction takes SQLite's only write lock; trying a thousand appeals takes seconds."""
    transferred(stand, TEN + "子丑寅")
    open_before, open_meanwhile = len(connection.savepoint_ids), set()
    actions.measure_monthly(at=NOW, going=lambda: not open_meanwhile.add(len(connection.savepoint_ids)))
    assert open_meanwhile == {open_before}
