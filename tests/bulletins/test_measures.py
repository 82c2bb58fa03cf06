"""四(六): 各部门企业诉求办理情况、办理评价情况 — each figure with its counts, for those who may see it."""

from datetime import timedelta

import pytest

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.queries.counting import kept_from
from qinqing.procedure.bulletins.rules import COUNTS, MEASURES, Counts, Cut, Rate, Window, total
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as after

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(later):
    """The ten days around, as of a moment."""

    def make(*, at=None, since=None):
        since = since or later() - timedelta(days=5)
        return Window(since, since + timedelta(days=10), at or later(days=1))

    return make


@pytest.fixture
def month(window):
    """``month(actor)``: the figures of the ten days around, by name."""

    def figures(actor, *, cut=Cut.DEPARTMENT, **shift):
        actions.follow_record()
        return {row.name: row.now for row in queries.measured(actor, cut, [window(**shift)])}

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
    return closed


@pytest.fixture
def sampled(cast, stand, later):
    """An appeal that the department called about, and the bureau in its sample of the month."""
    supervision.follow_up(
        stand("closed"), reached=True, said="说了", solved=True, level=5, by=cast.officer("power-supply"), at=later()
    )
    sample = supervision.draw_sample(year=2026, month=11, seed="s", by=cast.intake, at=later(days=8))
    for call in after.calls_of(sample, cast.intake)[0]:
        supervision.reach(call, solved=True, level=5, said="好", by=cast.intake, at=later(days=8))


def total_of(rows, figure):
    return sum(getattr(row.now, figure) for row in rows)


def test_each_figure_is_counted(cast, lived, month):
    row = month(cast.intake)["供电公司"]
    assert row == Counts(
        received=3, returned=1, transferred=3, transferred_in_time=3, contacted_in_time=2, open=2, closed=1,
        closed_in_time=1, closed_in_first_time=1, rated=1, satisfied=1,
    )  # fmt: skip
    assert [str(rate) for rate in row.rates.values()] == [
        "100%（3/3）", "66.7%（2/3）", "100%（1/1）", "100%（1/1）", "0%（0/1）", "100%（1/1）",
    ]  # fmt: skip


def test_what_is_with_nobody_yet_is_counted_too(cast, lived, month):
    assert month(cast.intake)["还没有转办"] == Counts(received=1, open=1)


def test_what_is_overdue_counts_against_the_department(cast, lived, month, later):
    row = month(cast.intake, at=later(days=30))["供电公司"]
    assert (row.overdue, row.rates["closed_in_time"]) == (1, Rate(1, 2))


def test_an_extension_counts_in_the_limit_in_force_and_not_in_the_first(cast, stand, speaker, later, month):
    appeal, officer, head = stand("handling"), cast.officer("power-supply"), cast.head("power-supply")
    appeals.ask_extension(appeal, days=5, reason="等设备到货", by=officer, at=later(days=1))
    appeals.grant_extension(appeal, by=cast.bureau_head, at=later(days=2))
    done = later(days=18)
    appeals.draft_outcome(appeal, outcome="resolved", checked="查", answer="办", contact="何工", by=officer, at=done)
    appeals.sign_answer(appeal, by=head, at=done)
    appeals.confirm(appeal, by=speaker(appeal), at=done)
    appeals.close(appeal, result="resolved", by=cast.intake, at=done)
    row = month(cast.mayor, since=later(days=15), at=later(days=20))["供电公司"]
    assert (row.rates["closed_in_time"], row.rates["closed_in_first_time"]) == (Rate(1, 1), Rate(0, 1))


def test_the_gap_is_between_the_departments_calls_and_the_bureaus_sample(cast, stand, later, month):
    for level, caller in ((5, cast.officer("power-supply")), (2, cast.intake)):
        supervision.follow_up(
            stand("closed"), reached=True, said="说了", solved=True, level=level, by=caller, at=later()
        )
    span = {"since": later() - timedelta(days=1), "at": later(days=9)}
    assert month(cast.mayor, **span)["供电公司"].gap is None
    sample = supervision.draw_sample(year=2026, month=11, seed="s", by=cast.intake, at=later(days=8))
    ((call,), _) = after.calls_of(sample, cast.intake)
    supervision.reach(call, solved=False, level=2, said="没有好", by=cast.intake, at=later(days=8))
    assert month(cast.mayor, **span)["供电公司"].gap == 100.0
    assert month(cast.head("power-supply"), **span)["供电公司"].gap is None


def test_without_calls_on_both_sides_there_is_no_gap():
    assert Counts(called=3, called_satisfied=3).gap is None


@pytest.mark.parametrize("cut", list(Cut))
def test_every_cut_comes_to_the_same_total(cast, lived, month, cut):
    assert total(month(cast.mayor, cut=cut).values()) == total(month(cast.mayor).values())
    assert all(month(cast.mayor, cut=cut))


def test_a_deputy_mayors_line_is_the_portfolio(cast, lived, month):
    in_charge = register.deputy_for("C")
    assert set(month(cast.mayor, cut=Cut.DEPUTY)) == {in_charge.label}


def test_each_post_reads_what_it_may(cast, lived, month):
    for actor in (cast.intake, cast.bureau_head, cast.office, cast.mayor, cast.inspector, cast.deputy("C")):
        assert month(actor)["供电公司"].received == 3, actor.title
    assert list(month(cast.officer("power-supply"))) == ["供电公司"]
    assert month(cast.head("housing")) == {}
    other = next(post for post in cast.county.posts if post.role == "deputy" and "C" not in post.sections)
    assert month(cast.post(other.code)) == month(PUBLIC) == month(cast.city) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_a_constant_number_of_queries(cast, stand, window, count, django_assert_num_queries):
    for lead in ("power-supply", "housing", "natural-resources")[:count]:
        stand("handling", lead=lead, assisting=())
    actions.follow_record()
    queries.measured(cast.intake, Cut.DEPARTMENT, [window()] * 3)
    with django_assert_num_queries(8):
        assert len(queries.measured(cast.intake, Cut.DEPARTMENT, [window()] * 3)) == count


@pytest.mark.parametrize("cut", list(Cut))
def test_the_appeals_behind_every_figure_are_as_many_as_it_says(cast, lived, sampled, later, window, cut):
    """Every measure by every cut, line by line and all together, for each kind of reader."""
    actions.follow_record()
    span, seen = window(since=later() - timedelta(days=1), at=later(days=9)), set()
    for reader in (cast.mayor, cast.intake, cast.deputy("C"), cast.officer("power-supply"), cast.inspector):
        rows = queries.measured(reader, cut, [span])
        kept = kept_from(reader)
        for figure in COUNTS:
            if figure in kept:
                assert not any(getattr(row.now, figure) for row in rows)
                continue
            for key, count in [*((row.key, getattr(row.now, figure)) for row in rows), (None, total_of(rows, figure))]:
                found = queries.behind(reader, figure, span, cut=cut, key=key)
                assert (found.count, len(found.rows)) == (count, found.open), (reader.title, figure, key)
                assert found.open == count or reader is cast.inspector
            seen |= {figure} if total_of(rows, figure) else set()
    assert seen >= {"received", "transferred", "returned", "open", "closed", "rated", "satisfied", "called", "checked"}


def test_who_may_not_see_an_appeal_sees_the_figure_only(cast, lived, month, window):
    month(cast.office)
    found = queries.behind(cast.office, "received", window(), cut=Cut.DEPARTMENT)
    assert (found.count, found.open, len(found.rows)) == (4, 0, 0)


def test_there_is_nothing_behind_a_figure_for_those_who_read_none(cast, lived, window):
    for actor, figure in ((PUBLIC, "received"), (cast.city, "received"), (cast.mayor, "pk")):
        with pytest.raises(NotFound):
            queries.behind(actor, figure, window(), cut=Cut.DEPARTMENT)


def test_without_a_whole_there_is_no_rate():
    assert (Rate(0, 0).percent, str(Rate(0, 0))) == (None, "—")
    assert str(Rate(1, 3)) == "33.3%（1/3）"
    assert Rate(1, 2).since(Rate(0, 0)) is None
    assert Rate(1, 2).since(Rate(1, 4)) == 25.0


def test_the_total_is_the_sum_of_counts_not_of_rates():
    rows = [Counts(closed=9, closed_in_time=9), Counts(closed=1)]
    assert total(rows).rate(MEASURES["closed_in_time"]) == Rate(9, 10)
