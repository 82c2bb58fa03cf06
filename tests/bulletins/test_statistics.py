"""四(六): 各部门企业诉求办理情况、办理评价情况 — each figure with its counts, for those who may see it."""

from datetime import timedelta

import pytest

from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules import Department, Rate, total
from qinqing.procedure.supervision import actions as supervision

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(later):
    """``month(actor)``: the figures of the ten days around, as of a moment."""

    def figures(actor, *, at=None, **shift):
        at = at or later(days=1)
        return {row.name: row for row in queries.departments(actor, later() - timedelta(days=5), later(days=5), at=at)}

    return figures


@pytest.fixture
def lived(stand, cast, speaker, later):
    """Three appeals with the power company: handled, returned, closed and rated; one with nobody yet."""
    stand("registered")
    stand("handling")
    stand("returned")
    closed = stand("confirmed")
    appeals.close(closed, result="resolved", by=cast.intake, at=later())
    supervision.evaluate(closed, solved=False, level=4, by=speaker(closed), at=later())


def test_each_figure_is_counted(cast, lived, month):
    (row,) = month(cast.intake).values()
    assert row == Department(
        cast.organ("power-supply"), "供电公司", received=3, open=2, overdue=0, closed=1, on_time=1, returned=1,
        rated=1, solved=0, satisfied=1,
    )  # fmt: skip
    assert (str(row.on_time_rate), str(row.solved_rate), str(row.satisfied_rate)) == (
        "100%（1/1）", "0%（0/1）", "100%（1/1）",
    )  # fmt: skip


def test_what_is_overdue_counts_against_the_department(cast, lived, month, later):
    row = month(cast.intake, at=later(days=30))["供电公司"]
    assert (row.overdue, row.on_time_rate) == (1, Rate(1, 2))


def test_late_is_what_missed_the_limit_in_force(cast, stand, speaker, later, month):
    appeal, at = stand("handling"), later(days=20)
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    appeals.draft_outcome(appeal, outcome="resolved", checked="查", answer="办", contact="何工", by=officer, at=at)
    appeals.sign_answer(appeal, by=head, at=at)
    appeals.confirm(appeal, by=speaker(appeal), at=at)
    appeals.close(appeal, result="resolved", by=cast.intake, at=at)
    row = queries.departments(cast.mayor, at - timedelta(days=1), at + timedelta(days=1), at=at)[0]
    assert (row.received, row.closed, row.on_time) == (0, 1, 0)


def test_each_post_reads_what_it_may(cast, lived, month):
    for actor in (cast.intake, cast.bureau_head, cast.office, cast.mayor, cast.inspector, cast.deputy("C")):
        assert month(actor)["供电公司"].received == 3, actor.title
    assert list(month(cast.officer("power-supply"))) == ["供电公司"]
    (own,) = month(cast.head("housing")).values()
    assert (own.name, own.received, own.rated) == ("住建局", 0, 0)
    other = next(post for post in cast.county.posts if post.role == "deputy" and "C" not in post.sections)
    assert month(cast.post(other.code)) == month(PUBLIC) == month(cast.city) == {}


def test_it_costs_the_same_with_one_appeal_and_with_three(cast, lived, stand, month, django_assert_num_queries):
    with django_assert_num_queries(5):
        month(cast.intake)
    stand("handling", lead="housing", assisting=())
    stand("handling", lead="natural-resources")
    with django_assert_num_queries(5):
        assert len(month(cast.intake)) == 3


def test_without_a_whole_there_is_no_rate():
    assert (Rate(0, 0).percent, str(Rate(0, 0))) == (None, "—")
    assert str(Rate(1, 3)) == "33.3%（1/3）"


def test_the_total_is_the_sum_of_counts_not_of_rates():
    rows = [Department(1, "甲", closed=9, on_time=9), Department(2, "乙", closed=1, on_time=0)]
    assert total(rows).on_time_rate == Rate(9, 10)
