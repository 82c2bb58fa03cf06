"""Every move of a round and of a finding × every post × every state, on stored rows: what the permit says is what the
action does."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.held import abolish
from tests.tables import changed, digests

from qinqing.doors.console.views import findings as finding_pages
from qinqing.doors.console.views import inspections as round_pages
from qinqing.kernel.errors import Refused
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.models import Finding, Round
from qinqing.procedure.supervision.states import FINDINGS, ROUNDS, FindingState, RoundState
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
POSTS = (
    "intake-1", "bureau-head", "office-1", "deputy-industry", "deputy-agriculture", "mayor", "inspector-1",
    "power-supply-officer", "power-supply-head", "housing-officer", "city-liaison", "system-admin", "security-admin",
    "audit-admin",
)  # fmt: skip
LATE = NOW + timedelta(days=45)


class Inspected:
    """A round with two matters; the second is looked at, the first is brought to a state."""

    def __init__(self, cast, stand):
        self.cast, self.by = cast, cast.inspector
        stand("implementing", rung=2)
        stand("implementing", rung=4)
        self.code = actions.open_round(year=2026, quarter=4, by=self.by, at=NOW).code
        self.finding_code, other = (row.code for row in self.rows())
        self.find(other)

    def rows(self):
        return queries.findings(self.round, self.by, queries.FindingsWanted()).rows

    def find(self, code):
        actions.find(queries.fetch_finding(self.by, code), result="in_progress", words="在办", by=self.by, at=NOW)

    @property
    def round(self):
        return Round.objects.get(code=self.code)

    @property
    def finding(self):
        return Finding.objects.select_related("round", "item", "appeal", "former").get(code=self.finding_code)

    def until(self, state, *, closed=False):
        """Takes the first matter to a state, and the round to its report."""
        steps = {
            "found": lambda: self.find(self.finding_code),
            "rectifying": lambda: actions.find_wanting(self.finding, words="没有换线", days=5, by=self.by, at=NOW),
            "answered": lambda: actions.rectify(
                self.finding, account="已换", by=self.cast.head("power-supply"), at=NOW
            ),
            "rectified": lambda: actions.accept_rectification(self.finding, by=self.by, at=NOW),
        }
        way = {"pending": (), "found": ("found",)}.get(state, ("rectifying", "answered", "rectified"))
        for name in way:
            steps[name]()
            if name == state:
                break
        if closed:
            actions.close_round(self.round, conclusion="总体较好", by=self.by, at=NOW)


def make(name, one, actor, heir):
    """The move with plain content."""
    told = {"by": actor, "at": LATE}
    finding, found = one.finding, one.round
    acts = {
        "find": lambda: actions.find(finding, result="implemented", words="看过", **told),
        "find_wanting": lambda: actions.find_wanting(finding, words="没有换", days=3, **told),
        "take_back": lambda: actions.take_finding_back(finding, reason="看错了事项", **told),
        "rectify": lambda: actions.rectify(finding, account="已换", **told),
        "accept": lambda: actions.accept_rectification(finding, **told),
        "send_back": lambda: actions.send_rectification_back(finding, reason="没有换完", **told),
        "urge": lambda: actions.urge_finding(finding, **told),
        "hand_over": lambda: actions.hand_finding_over(finding, lead=heir, reason="职能划转", **told),
        "draw_more": lambda: actions.draw_more(found, **told),
        "close": lambda: actions.close_round(found, conclusion="总体较好", **told),
        "mark_read": lambda: actions.mark_round_read(found, **told),
    }
    return acts[name]()


OF_FINDINGS = [move.name for move in FINDINGS if move.sources]
OF_ROUNDS = [move.name for move in ROUNDS if move.sources]
# In each state while the round is open and after it is reported, and twice with the department abolished meanwhile.
SCENES = [
    *((state, False, False) for state in FindingState),
    *((state, True, False) for state in FindingState if state != "pending"),
    ("pending", False, True),
    ("rectifying", True, True),
]
OUTSIDERS = 4  # one of so many tries each move that is never its post's


@pytest.mark.parametrize(("state", "closed", "gone"), SCENES)
def test_the_permit_is_what_the_action_does(cast, stand, state, closed, gone):
    one = Inspected(cast, stand)
    one.until(state, closed=closed)
    heir = cast.organ("housing")
    actors = [cast.post(post) for post in POSTS]
    if gone:
        abolish(cast, "power-supply", successor="housing", at=NOW)
    before = digests()
    for seat, actor in enumerate(actors):
        for name in _tried(OF_FINDINGS, FINDINGS, actor, seat):
            allowed = queries.may_with_finding(name, one.finding, actor, at=LATE)
            _try(FINDINGS[name], one, actor, allowed, heir, of=lambda: one.finding)
        for name in _tried(OF_ROUNDS, ROUNDS, actor, seat):
            allowed = queries.may_with_round(name, one.round, actor)
            _try(ROUNDS[name], one, actor, allowed, heir, of=lambda: one.round)
    assert changed(before) == []


def _tried(names, table, actor, seat):
    """The moves of the actor's post, and some of the others."""
    return [name for turn, name in enumerate(names) if actor.role in table[name].by or (turn + seat) % OUTSIDERS == 0]


def _try(move, one, actor, allowed, heir, of):
    if not allowed:
        with pytest.raises(Refused) as caught:
            make(move.name, one, actor, heir)
        assert re.search("[一-鿿]", caught.value.reason), (move.name, caught.value.reason)
        assert not re.search("[A-Za-z]{3,}", caught.value.reason), caught.value.reason
        assert caught.value.clause, (move.name, caught.value.reason)
        return
    row = of()
    with transaction.atomic():
        entries = len(record.history(row.subject))
        make(move.name, one, actor, heir)
        after = of()
        assert after.version == row.version + 1, move.name
        assert after.state == (move.target or row.state), move.name
        assert len(record.history(row.subject)) == entries + 1, move.name
        transaction.set_rollback(True)


def test_every_move_has_its_page():
    assert set(FINDINGS.index) == set(finding_pages.PAGES) | finding_pages.ELSEWHERE
    assert set(ROUNDS.index) == set(round_pages.PAGES) | {"open"}
    assert set(RoundState) == {"open", "closed"}
