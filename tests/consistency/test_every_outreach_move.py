"""Every move of a visit, of what was heard and of a campaign × every post × every state, on stored rows: the permit is the action."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests.cast import NOW
from tests.tables import changed, digests
from tests.world import PICTURE

from qinqing.doors.console.views import campaigns
from qinqing.doors.console.views import visits as pages
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.models import Campaign, Visit, VisitFinding
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.outreach.states import CAMPAIGNS, FINDINGS, VISITS, CampaignState, FindingState, VisitState
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


def picture():
    return SimpleUploadedFile("政策.png", PICTURE)


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


def with_campaign(campaign, by):
    """Every move of a campaign that takes it onward or changes what it says."""
    told = {"by": by, "at": LATE}
    return {
        "amend": lambda: actions.amend_campaign(campaign, title="又一次", on=day_of(LATE), place="大厅", **told),
        "hold": lambda: actions.hold_campaign(campaign, summary="来了十家", **told),
        "cancel": lambda: actions.cancel_campaign(campaign, reason="大雨", **told),
    }


@pytest.mark.parametrize("state", CampaignState)
def test_the_permit_of_a_campaign_is_what_the_action_does(cast, state):
    park = cast.officer("park-west")
    campaign = actions.plan_campaign(title="政策进园区", on=day_of(NOW), place="园区", by=park, at=NOW)
    if state != "planned":
        with_campaign(campaign, park)["hold" if state == "held" else "cancel"]()
    may = partial(queries.may_with_campaign, at=LATE)
    try_all(cast, Campaign, campaign.code, may, with_campaign, CAMPAIGNS, state)


@pytest.mark.parametrize("state", CampaignState)
def test_the_permit_to_add_is_what_adding_does(cast, hengxin, state):
    park = cast.officer("park-west")
    campaign = actions.plan_campaign(title="政策进园区", on=day_of(NOW), place="园区", by=park, at=NOW)
    if state != "planned":
        with_campaign(campaign, park)["hold" if state == "held" else "cancel"]()
    before = digests()
    for actor in [*(cast.post(post) for post in POSTS), cast.actor("hengxin"), PUBLIC]:
        for name, act in {
            "invite": lambda by: actions.invite(campaign, enterprises=[hengxin], by=by, at=LATE),
            "attend": lambda by: actions.attend(campaign, enterprises=[hengxin], by=by, at=LATE),
            "add_material": lambda by: actions.add_material(campaign, files=[picture()], by=by, at=LATE),
            "lodge": lambda by: actions.lodge(campaign, text="缺电", enterprise_name="某厂", by=by, at=LATE),
        }.items():
            if not queries.may_with_campaign(name, campaign, actor, at=LATE):
                refused(partial(act, actor))
                continue
            with transaction.atomic():
                entries = len(record.history(campaign.subject))
                act(actor)
                assert len(record.history(campaign.subject)) == entries + 1
                transaction.set_rollback(True)
    assert changed(before) == []


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
    assert set(CAMPAIGNS.index) == set(campaigns.PAGES) | set(campaigns.GUEST_ACTS) | {"plan", "lodge"}


def test_a_difficulty_that_was_settled_says_how(cast, hengxin):
    told = {"visited_at": NOW, "visitors": "某人", "met": "", "summary": "正常", "by": cast.intake, "at": NOW}
    visit = actions.write_down_visit(hengxin, findings=[Heard("缺工", "已推荐五人")], **told)
    assert [entry.event for entry in record.history(visit.findings.get().subject)] == [
        "outreach.visit_finding.noted_settled"
    ]
