"""The advice is measured honestly: an appeal is not its own proof, nor is the same matter told twice."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from qinqing.doors.operations.management.commands import recommend_measure
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.rules.recommending.measuring import FOLDS, Tried, fold_of, folds, measure
from qinqing.services.journal.queries import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def run(*words):
    out = StringIO()
    call_command(recommend_measure.Command(), *words, stdout=out)
    return out.getvalue()


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
    for number in range(10):
        stand("handling", title=f"停电之{'甲乙丙丁戊己庚辛壬癸'[number]}", text="车间停电三次，请解决")
    assert "10 件，分 10 份交叉验证：牵头部门排第一 100%" in run()
    measured = queries.measured_advice()
    assert (measured["appeals"], measured["first"]) == (10, 100)
    assert verify().ok
