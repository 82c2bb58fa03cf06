"""Every move of a department's part × every post × every state, on stored rows: what the permit says is what is done."""

import re

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.consistency.test_every_minutes_move import POSTS
from tests.tables import changed, digests

from qinqing.doors.console.views.dossiers import ELSEWHERE, PAGES
from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.actions.dossier_step import take
from qinqing.procedure.receptions.models import DossierPart
from qinqing.procedure.receptions.rules.dossiers import DossierState
from qinqing.procedure.receptions.states import DOSSIERS
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
MADE = [move.name for move in DOSSIERS if move.sources]


def make(name, code, cast, actor):
    """The move with plain content."""
    part, told = queries.fetch_dossier_part(cast.intake, code), {"by": actor, "at": NOW}
    acts = {
        "submit_part": lambda: actions.submit_part(part, opinion="可以增容", **told),
        "resubmit_part": lambda: actions.resubmit_part(part, opinion="可以增容", **told),
        "return_part": lambda: actions.return_part(part, reason="没有写投资", **told),
    }
    return acts[name]() if name in acts else take(name, part, **told)


def brought(cast, stand, state):
    """A part in this state, on a day whose notice is out."""
    day = actions.plan(
        host_post=cast.deputy("C").post, date=NOW.date(), place="县政府二楼会议室",
        departments=[cast.organ("power-supply")], reason="急需协调", by=cast.office, at=NOW,
    )  # fmt: skip
    actions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=NOW)
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=NOW)
    code, officer = DossierPart.objects.get().code, cast.officer("power-supply")
    ways = {
        "asked": (), "submitted": (("submit_part", officer),),
        "returned": (("submit_part", officer), ("return_part", cast.intake)),
        "missed": (("miss_part", cast.intake),), "released": (("release_part", cast.office),),
    }  # fmt: skip
    for name, actor in ways[state]:
        make(name, code, cast, actor)
    return code


@pytest.mark.parametrize("state", list(DossierState))
def test_the_permit_is_what_the_action_does(cast, stand, state):
    code = brought(cast, stand, state)
    before = digests()
    for post in POSTS:
        actor = cast.post(post)
        for name in MADE:
            part = queries.fetch_dossier_part(cast.intake, code)
            if queries.may_dossier(name, part, actor):
                _moves(name, code, cast, actor)
            else:
                _is_refused(name, code, cast, actor)
    assert changed(before) == []


def _moves(name, code, cast, actor):
    part, target = queries.fetch_dossier_part(cast.intake, code), DOSSIERS[name].target
    with transaction.atomic():
        entries = len(record.history(part.subject))
        make(name, code, cast, actor)
        after = queries.fetch_dossier_part(cast.intake, code)
        assert after.version == part.version + 1, name
        assert after.state == (target or part.state), name
        assert len(record.history(part.subject)) == entries + 1, name
        assert record.verify().ok
        transaction.set_rollback(True)


def _is_refused(name, code, cast, actor):
    with pytest.raises(Refused) as caught:
        make(name, code, cast, actor)
    assert re.search("[一-鿿]", caught.value.reason), (name, caught.value.reason)
    assert caught.value.clause, (name, caught.value.reason)


def test_every_move_has_its_page():
    assert set(DOSSIERS.index) == set(PAGES) | ELSEWHERE
    assert not set(PAGES) & ELSEWHERE
