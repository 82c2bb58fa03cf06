"""Every move of a day's minutes × every post × every state, on stored rows: what the permit says is what the action does."""

import re

import pytest
from django.db import transaction
from tests.held import BASIS, hold
from tests.tables import changed, digests

from qinqing.doors.console.minutes_moves import ELSEWHERE, PAGES
from qinqing.kernel.errors import Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.states import MINUTES, MinutesState
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
POSTS = (
    "intake-1", "bureau-head", "office-1", "deputy-industry", "deputy-agriculture", "mayor", "inspector-1",
    "power-supply-officer", "power-supply-head", "city-liaison", "system-admin", "security-admin", "audit-admin",
)  # fmt: skip
STATES = ("pending", "drafting", "with_host", "confirmed", "issued", "correcting")


def make(name, held, actor):
    """The move with plain content."""
    minutes, told = held.minutes, {"by": actor, "at": held.tick()}
    acts = {
        "draft_minutes": lambda: decisions.draft_minutes(held.day, **told),
        "write_minutes": lambda: receptions.write_minutes(
            minutes, form="minutes", parts={}, closing="特此纪要。", **told
        ),
        "send_minutes": lambda: decisions.send_minutes(minutes, **told),
        "confirm_minutes": lambda: receptions.confirm_minutes(minutes, **told),
        "send_back_minutes": lambda: receptions.send_back_minutes(minutes, reason="再核", **told),
        "recall_minutes": lambda: receptions.recall_minutes(minutes, reason="有错字", **told),
        "issue_minutes": lambda: decisions.issue_minutes(minutes, **told),
        "propose_erratum": lambda: receptions.propose_erratum(
            minutes, was=BASIS[:6], becomes="《供电条例》", reason="笔误", **told
        ),
        "confirm_erratum": lambda: receptions.confirm_erratum(minutes, **told),
        "adopt_minutes": lambda: decisions.adopt_minutes(minutes, **told),
        "adopt_erratum": lambda: receptions.adopt_erratum(minutes, **told),
        "dismiss_erratum": lambda: receptions.dismiss_erratum(minutes, reason="无误", **told),
        "decline_erratum": lambda: receptions.decline_erratum(minutes, reason="无误", **told),
    }
    return acts[name]()


MADE = [move.name for move in MINUTES if move.sources]


@pytest.mark.parametrize("state", STATES)
def test_the_permit_is_what_the_action_does(cast, stand, state):
    held = hold(cast, stand, ("decided", "explained"))
    if state != "pending":
        held.until(state)
    before, opened = digests(), 0
    for post in POSTS:
        actor, lines = cast.post(post), items.lines_of(held.day)
        for name in MADE:
            minutes = held.minutes
            if queries.may_minutes(name, minutes, actor, lines):
                opened += 1
                _moves(name, held, actor)
            else:
                _is_refused(name, held, actor)
    assert changed(before) == []
    assert opened


def _moves(name, held, actor):
    minutes, target = held.minutes, MINUTES[name].target
    with transaction.atomic():
        entries = len(record.history(minutes.subject))
        make(name, held, actor)
        after = held.minutes
        assert after.version == minutes.version + 1, name
        assert after.state == (target or minutes.state), name
        assert len(record.history(minutes.subject)) == entries + 1, name
        assert record.verify().ok
        transaction.set_rollback(True)


def _is_refused(name, held, actor):
    with pytest.raises(Refused) as caught:
        make(name, held, actor)
    assert re.search("[一-鿿]", caught.value.reason), (name, caught.value.reason)
    assert not re.search("[A-Za-z]{3,}", re.sub("(JDR|JD)-[0-9-]+", "", caught.value.reason)), caught.value.reason
    assert caught.value.clause, (name, caught.value.reason)


def test_every_state_stood_and_every_move_has_its_page():
    assert set(STATES) == set(MinutesState)
    assert set(MINUTES.index) == set(PAGES) | ELSEWHERE
    assert not set(PAGES) & ELSEWHERE
