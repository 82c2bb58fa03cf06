"""Every move of a sample's call and of a rating link × every post × every state, on stored rows: the permit is the action."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.tables import changed, digests

from qinqing.doors.console.views import samples as pages
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.models import RatingLink, SampleCall
from qinqing.procedure.supervision.states import LINKS, SAMPLE_CALLS, CallState, LinkState
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
POSTS = (
    "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "power-supply-officer",
    "power-supply-head", "housing-officer", "city-liaison", "system-admin", "security-admin", "audit-admin",
)  # fmt: skip
DRAWN_AT = NOW + timedelta(days=10)
LATE = NOW + timedelta(days=11)
CALLS_IN_VAIN = (0, 2, 3)


def acts(call, by):
    """Every move of a call with plain content."""
    told = {"by": by, "at": LATE}
    return {
        "reach": lambda: actions.reach(call, solved=True, level=4, said="好了", **told),
        "call_in_vain": lambda: actions.call_in_vain(call, note="没有人接", **told),
        "give_up": lambda: actions.give_up(call, note="没有人接", **told),
    }


def brought(code, cast, state, rings):
    """The call brought to a state, after so many calls in vain."""
    call = queries.fetch_call(cast.intake, code)
    for _ in range(3 if state == "unreached" else rings):
        acts(call, cast.intake)["call_in_vain"]()
    if state != "pending":
        acts(call, cast.intake)["reach" if state == "reached" else "give_up"]()


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    assert re.search("[一-鿿]", caught.value.reason)
    assert not re.search("[A-Za-z]{3,}", caught.value.reason), caught.value.reason
    assert caught.value.clause, caught.value.reason


@pytest.mark.parametrize(
    ("state", "rings"), [*((CallState.PENDING, rings) for rings in CALLS_IN_VAIN), ("reached", 0), ("unreached", 3)]
)
def test_the_permit_of_a_call_is_what_the_action_does(cast, stand, state, rings):
    stand("closed")
    sample = actions.draw_sample(year=2026, month=11, seed="s", by=cast.intake, at=DRAWN_AT)
    ((call,), _) = queries.calls_of(sample, cast.intake)
    brought(call.code, cast, state, rings)
    before = digests()
    for actor in [*(cast.post(post) for post in POSTS), cast.actor("hengxin")]:
        for name in acts(call, actor):
            row = SampleCall.objects.select_related("appeal", "sample").get(code=call.code)
            if not queries.may_with_call(name, row, actor):
                refused(acts(row, actor)[name])
                continue
            with transaction.atomic():
                entries, version = len(record.history(row.subject)), row.version
                acts(row, actor)[name]()
                after = SampleCall.objects.get(code=call.code)
                assert (after.version, after.state) == (version + 1, SAMPLE_CALLS[name].target or state)
                assert len(record.history(row.subject)) == entries + 1
                transaction.set_rollback(True)
    assert changed(before) == []


@pytest.mark.parametrize("state", LinkState)
def test_the_permit_of_a_link_is_what_the_action_does(cast, stand, state):
    appeal = stand("confirmed")
    appeals.close(appeal, result="resolved", by=cast.intake, at=NOW)
    code = queries.links_of(appeal)[0].code
    if state == "replaced":
        actions.renew_link(appeal, reason="丢了", by=cast.intake, at=NOW)
    elif state == "used":
        rate(queries.fetch_link(code), queries.BEARER)
    before = digests()
    for actor in [*(cast.post(post) for post in POSTS), queries.BEARER]:
        link = queries.fetch_link(code)
        if actor == queries.BEARER and queries.may_use(link, at=LATE):
            with transaction.atomic():
                rate(link, actor)
                assert RatingLink.objects.get(code=code).state == LINKS["use"].target
                transaction.set_rollback(True)
        else:
            refused(lambda link=link, actor=actor: rate(link, actor))
    assert changed(before) == []


def rate(link, by):
    return actions.evaluate_by_link(link, solved=True, level=5, by=by, at=LATE)


@pytest.mark.parametrize("post", POSTS)
def test_the_clerk_alone_draws(cast, post):
    actor, before = cast.post(post), digests()
    told = {"year": 2026, "month": 10, "seed": "s", "by": actor, "at": NOW}
    if post == "intake-1":
        assert actions.draw_sample(**told).label == "2026年10月"
        return
    refused(lambda: actions.draw_sample(**told))
    assert changed(before) == []


def test_every_move_has_its_page():
    assert set(SAMPLE_CALLS.index) == set(pages.PAGES) | {"draw"}
