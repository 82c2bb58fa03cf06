"""Every move of a visit and of what was heard × every post × every state, on stored rows: the permit is the action."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.tables import changed, digests

from qinqing.doors.console.views import visits as pages
from qinqing.kernel.errors import Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.outreach.states import FINDINGS, VISITS, FindingState, VisitState
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
POSTS = (
    "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "power-supply-officer",
    "park-west-officer", "park-west-head", "lingcheng-officer", "city-liaison", "system-admin", "security-admin",
    "audit-admin",
)  # fmt: skip
LATE = NOW + timedelta(hours=3)


def with_visit(visit, by):
    """Every move of a visit with plain content."""
    told = {"by": by, "at": LATE}
    return {
        "reschedule": lambda: actions.reschedule_visit(
            visit, on=day_of(LATE) + timedelta(days=1), reason="有雨", **told
        ),
        "record": lambda: actions.record_visit(visit, visited_at=LATE, met="陈总", summary="正常", **told),
        "cancel": lambda: actions.cancel_visit(visit, reason="停产", **told),
    }


def with_finding(finding, by):
    """Every move of what was heard."""
    return {
        "settle": lambda: actions.settle_finding(finding, answer="已讲清", by=by, at=LATE),
        "register": lambda: actions.register_finding(finding, by=by, at=LATE),
    }


def begin(enterprise, by):
    """What begins a visit."""
    told = {"visitors": "某人", "by": by, "at": LATE}
    return {
        "plan": lambda: actions.plan_visit(enterprise, on=day_of(LATE), **told),
        "write_down": lambda: actions.write_down_visit(enterprise, visited_at=LATE, met="", summary="正常", **told),
    }


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    assert re.search("[一-鿿]", caught.value.reason)
    assert not re.search("[A-Za-z]{3,}", caught.value.reason), caught.value.reason
    assert caught.value.clause, caught.value.reason


def try_all(cast, model, code, may, acts, table, state):
    before = digests()
    for actor in [*(cast.post(post) for post in POSTS), cast.actor("hengxin")]:
        for name in acts(None, actor):
            row = model.objects.get(code=code)
            if not may(name, row, actor):
                refused(acts(row, actor)[name])
                continue
            with transaction.atomic():
                entries, version = len(record.history(row.subject)), row.version
                acts(row, actor)[name]()
                after = model.objects.get(code=code)
                assert (after.version, after.state) == (version + 1, table[name].target or state)
                assert len(record.history(row.subject)) == entries + 1
                transaction.set_rollback(True)
    assert changed(before) == []


@pytest.fixture
def hengxin(cast):
    return register.find_enterprises(cast.intake, "云岭恒信", 1)[0]


@pytest.mark.parametrize("state", VisitState)
def test_the_permit_of_a_visit_is_what_the_action_does(cast, hengxin, state):
    park = cast.officer("park-west")
    visit = actions.plan_visit(hengxin, on=day_of(NOW), visitors="韦主任", by=park, at=NOW)
    if state != "planned":
        with_visit(visit, park)["record" if state == "made" else "cancel"]()
    try_all(cast, Visit, visit.code, queries.may_visit, with_visit, VISITS, state)


@pytest.mark.parametrize("state", FindingState)
def test_the_permit_of_a_finding_is_what_the_action_does(cast, hengxin, state):
    visit = begin(hengxin, cast.officer("park-west"))["write_down"]()
    actions.note_finding(visit, text="缺工", by=cast.intake, at=LATE)
    finding = visit.findings.get()
    if state != "waiting":
        with_finding(finding, cast.intake)["settle" if state == "settled" else "register"]()
    try_all(cast, VisitFinding, finding.code, queries.may_with_finding, with_finding, FINDINGS, state)


@pytest.mark.parametrize("post", POSTS)
def test_whoever_may_call_on_an_enterprise_may_note_what_was_heard(cast, hengxin, post):
    actor, park = cast.post(post), cast.officer("park-west")
    visit = begin(hengxin, park)["write_down"]()
    acts = {**begin(hengxin, actor), "note": lambda: actions.note_finding(visit, text="缺工", by=actor, at=LATE)}
    assert bool(queries.may_call_on(hengxin, actor)) == bool(queries.may_note(visit, actor))
    for act in acts.values():
        if queries.may_call_on(hengxin, actor):
            act()
        else:
            refused(act)


def test_every_move_has_its_page():
    assert set(VISITS.index) == set(pages.PAGES) - {"note"} | set(pages.ENTRIES)
    assert set(FINDINGS.index) == set(pages.FINDING_PAGES) | {"note", "note_settled"}


def test_a_difficulty_that_was_settled_says_how(cast, hengxin):
    told = {"visited_at": NOW, "visitors": "某人", "met": "", "summary": "正常", "by": cast.intake, "at": NOW}
    visit = actions.write_down_visit(hengxin, findings=[Heard("缺工", "已推荐五人")], **told)
    assert [entry.event for entry in record.history(visit.findings.get().subject)] == [
        "outreach.visit_finding.noted_settled"
    ]
