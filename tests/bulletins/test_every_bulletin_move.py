"""Every move of a bulletin × every post × every state, on stored rows: what the permit says is what the action does."""

import re

import pytest
from django.db import transaction
from tests.bulletins.conftest import DECEMBER
from tests.tables import changed, digests

from qinqing.doors.console.views.bulletins import PAGES
from qinqing.kernel.errors import Refused
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.states import MOVES, State
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
POSTS = (
    "intake-1", "bureau-head", "office-1", "deputy-industry", "deputy-agriculture", "mayor", "inspector-1",
    "power-supply-officer", "power-supply-head", "city-liaison", "system-admin", "security-admin", "audit-admin",
)  # fmt: skip
MADE = [move.name for move in MOVES if move.sources]
NAMED = "陈立恒的企业表示满意。"


def fresh(cast):
    return queries.fetch_bulletin(cast.intake, "2026-11")


def make(name, found, actor):
    """The move with plain content."""
    told = {"by": actor, "at": DECEMBER}
    left = [one.appeal.code for one in queries.candidates(found, actor) if not one.chosen]
    acts = {
        "write": lambda: actions.write(found, preface="本月情况", examples={}, **told),
        "choose_example": lambda: actions.choose_example(found, appeal=left[0] if left else "none", **told),
        "drop_example": lambda: actions.drop_example(
            found, appeal=found.examples[0]["appeal"] if found.examples else "none", **told
        ),
        "keep": lambda: actions.keep(found, key=key_in(found), reason="企业书面同意", **told),
        "propose_correction": lambda: actions.propose_correction(
            found, where="供电公司，办结", was="1", becomes="2", reason="漏计", **told
        ),
        **{
            name: lambda name=name: getattr(actions, name)(found, reason="再核", **told)
            for name in ("send_back", "return_draft", "decline_correction")
        },
        **{
            name: lambda name=name: getattr(actions, name)(found, **told)
            for name in ("submit", "approve", "publish", "confirm_correction")
        },
    }
    return acts[name]()


def key_in(found):
    return next((one.flag.key for one in queries.flagged(found) if not one.settled), "none")


@pytest.mark.parametrize("state", State)
def test_the_permit_is_what_the_action_does(until, cast, state):
    until(state)
    before, opened = digests(), 0
    for post in POSTS:
        actor = cast.post(post)
        for name in MADE:
            if name in ("drop_example", "keep"):
                continue  # need something chosen or flagged: below
            if queries.may(name, fresh(cast), actor):
                opened += 1
                moves(name, cast, actor)
            else:
                is_refused(name, cast, actor)
    assert changed(before) == []
    assert opened


@pytest.mark.parametrize("name", ["drop_example", "keep"])
def test_a_case_is_dropped_and_a_flag_kept_by_those_who_may(opened, cast, name):
    chosen = queries.candidates(opened, cast.intake)[0].appeal.code
    actions.choose_example(opened, appeal=chosen, by=cast.intake, at=DECEMBER)
    actions.write(opened, preface=NAMED, examples={}, by=cast.intake, at=DECEMBER)
    before = digests()
    for post in POSTS:
        actor = cast.post(post)
        (moves if queries.may(name, fresh(cast), actor) else is_refused)(name, cast, actor)
    assert changed(before) == []


def moves(name, cast, actor):
    found, target = fresh(cast), MOVES[name].target
    with transaction.atomic():
        entries = len(record.history(found.subject))
        make(name, found, actor)
        after = fresh(cast)
        assert after.version == found.version, name
        assert after.state == (target or found.state), name
        assert len(record.history(found.subject)) == entries + 1, name
        assert record.verify().ok, name
        transaction.set_rollback(True)


def is_refused(name, cast, actor):
    with pytest.raises(Refused) as caught:
        make(name, fresh(cast), actor)
    assert re.search("[一-鿿]", caught.value.reason), (name, caught.value.reason)
    assert not re.search("[A-Za-z]{3,}", caught.value.reason), caught.value.reason
    assert caught.value.clause, (name, caught.value.reason)


def test_every_move_has_its_page():
    assert set(MADE) == set(PAGES)
