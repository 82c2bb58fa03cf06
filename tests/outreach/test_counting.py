"""The coverage map reads what was counted, and always says what asking every enterprise says. 五(五)."""

import random
from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.models import Counted, Recount
from qinqing.procedure.outreach.queries import CoverageWanted, coverage
from qinqing.procedure.outreach.rules.coverage import Mark, bits_of, marks_of
from qinqing.procedure.register import actions as registering
from qinqing.procedure.register.models import Enterprise, Membership
from qinqing.procedure.supervision import actions as supervision

pytestmark = pytest.mark.django_db


def on_the_map(actor):
    """The figures of the map, by group: all, and with each mark."""
    return {
        (one.township, one.section, one.size): {None: one.all, **one.marked}
        for one in queries.groups(actor, CoverageWanted())
    }


def asked_of_each(actor):
    """The same, from the rows of the list, which nobody counted before."""
    found = {}
    for row in coverage.covered_rows(actor, CoverageWanted()):
        counts = found.setdefault((row.township_id, row.section, row.size), {None: 0, **dict.fromkeys(Mark, 0)})
        counts[None] += 1
        for mark in Mark:
            counts[mark] += getattr(row, f"is_{mark}")
    return found


@pytest.fixture
def agree(cast, park):
    """Whether map and enterprises say the same, to the bureau and to the park; before and after a recount."""

    def check():
        for actor in (cast.intake, park):
            assert on_the_map(actor) == asked_of_each(actor)

    return check


@pytest.fixture
def factory(cast, park):
    """Enterprises of the park, of two industries and sizes."""

    def make(number):
        return registering.add_enterprise(
            name=f"云岭县静思{number}号竹器厂", township=park.organ if number % 3 else None, section="CG"[number % 2],
            size=("micro", "small")[number // 2 % 2], by=cast.intake, at=NOW,
        )  # fmt: skip

    return make


def lodged(enterprise, *, confidential=False):
    return appeals.lodge(
        text="某局拖着不批", enterprise_name=enterprise.name, confidential=confidential, by=PUBLIC, at=NOW
    ).appeal


@pytest.mark.parametrize("seed", range(3))
def test_the_map_says_what_asking_every_enterprise_says(cast, factory, agree, seed):
    chance = random.Random(seed)
    enterprises = [factory(number) for number in range(8)]
    campaign = actions.plan_campaign(title="政策进园区", on=day_of(NOW), place="大厅", by=cast.intake, at=NOW)
    told, come = set(), set()

    def visit(one):
        actions.write_down_visit(one, visited_at=NOW, visitors="某人", met="", summary="正常", by=cast.intake, at=NOW)

    def invite(one):
        if one.pk not in told | come:
            told.add(one.pk)
            actions.invite(campaign, enterprises=[one], by=cast.intake, at=NOW)

    def attend(one):
        if one.pk not in come:
            come.add(one.pk)
            actions.attend(campaign, enterprises=[one], by=cast.intake, at=NOW)

    def lodge(one):
        lodged(one, confidential=chance.random() < 0.5)

    for _ in range(14):
        chance.choice((visit, invite, attend, lodge))(chance.choice(enterprises))
        agree()
        if chance.random() < 0.3:
            actions.recount()
            assert not Recount.objects.exists()
            agree()
    assert Counted.objects.exists()


def test_helped_follows_closing_the_enterprises_word_and_opening_again(cast, stand, hengxin, agree):
    appeal = stand("confirmed")
    actions.recount()
    appeals.close(appeal, result="resolved", by=cast.intake, at=NOW)
    agree()
    supervision.evaluate(appeal, solved=True, level=3, by=cast.actor("hengxin"), at=NOW + timedelta(minutes=1))
    agree()
    actions.recount()
    assert Mark.HELPED in marks_of(Counted.objects.get(enterprise=hengxin).marks)
    appeal.refresh_from_db()
    appeals.reopen(appeal, reason="又停电了", by=cast.bureau_head, at=NOW + timedelta(minutes=2))
    agree()
    actions.recount()
    agree()
    assert Mark.HELPED not in marks_of(Counted.objects.get(enterprise=hengxin).marks)


def test_an_appeal_that_is_anothers_is_taken_from_the_first(cast, factory, agree):
    first, second = factory(1), factory(2)
    appeal = lodged(first)
    actions.recount()
    appeals.amend(appeal, enterprise_name=second.name, by=cast.intake, at=NOW)
    agree()
    actions.recount()
    agree()
    assert not Counted.objects.filter(enterprise=first).exists()
    assert Mark.TAKEN_PART in marks_of(Counted.objects.get(enterprise=second).marks)


def test_who_asks_to_stay_unnamed_afterwards_is_no_longer_counted_for_the_park(cast, park, factory, agree):
    one = factory(1)
    appeal = lodged(one)
    actions.recount()
    appeals.amend(appeal, confidential=True, by=cast.intake, at=NOW)
    agree()
    actions.recount()
    agree()
    assert Counted.objects.get(enterprise=one).openly == 0


def test_who_no_longer_speaks_for_an_enterprise_counts_no_more(cast, hengxin, agree):
    actions.recount()
    for link in Membership.objects.filter(enterprise=hengxin, ended_at=None):
        registering.end_membership(link.pk, by=cast.bureau_head, at=NOW)
        agree()
    actions.recount()
    agree()
    assert not Counted.objects.filter(enterprise=hengxin).exists()


def test_a_change_that_asks_for_no_recount_would_be_seen_here(cast, factory, agree):
    """The twin that is broken on purpose."""
    lodged(factory(1))
    Recount.objects.all().delete()
    with pytest.raises(AssertionError):
        agree()


@pytest.mark.parametrize("asked", [None, range(1, coverage.MOST + 2)])
def test_until_all_are_counted_all_are_asked(cast, factory, agree, asked):
    """After an update, or when a whole roster changed at once."""
    for number in range(3):
        lodged(factory(number))
    Recount.objects.all().delete()
    Recount.objects.bulk_create(Recount(enterprise_id=pk) for pk in ([None] if asked is None else asked))
    agree()
    actions.recount(chunk=2)
    assert not Recount.objects.exists()


def test_all_are_counted_some_at_a_time(cast, factory, agree):
    for number in range(5):
        lodged(factory(number))
    Recount.objects.all().delete()
    Recount.objects.create(enterprise_id=None)
    assert actions.recount(chunk=2) == Enterprise.objects.count()
    agree()


def test_marks_are_bits_and_bits_are_marks():
    for bits in range(1 << len(Mark)):
        assert bits_of(marks_of(bits)) == bits
