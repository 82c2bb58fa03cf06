"""宣传进企业: planned, guests invited and present, materials, and what came by its code. 五(五)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW
from tests.world import PICTURE

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.queries import CoverageWanted
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)
TOLD = {"title": "政策进园区", "on": TODAY, "place": "园区大厅", "text": "讲用电补贴", "at": NOW}


@pytest.fixture
def campaign(park):
    return actions.plan_campaign(**TOLD, by=park)


def told(cast):
    return messages.page(cast.actor("hengxin"), messages.Wanted(size=1)).rows[0].title


def test_a_places_campaign_is_for_its_own_and_the_bureaus_for_whom_it_says(cast, campaign, park):
    assert campaign.township_id == park.organ
    assert actions.plan_campaign(**TOLD, by=cast.intake).township_id is None
    assert actions.plan_campaign(**TOLD, township=park.organ, by=cast.bureau_head).township_id == park.organ
    for post in ("power-supply-officer", "mayor", "office-1"):
        with pytest.raises(Refused):
            actions.plan_campaign(**TOLD, by=cast.post(post))


@pytest.mark.parametrize(
    ("post", "sees"),
    [("intake-1", 2), ("mayor", 2), ("deputy-agriculture", 2), ("park-west-officer", 2), ("lingcheng-officer", 1), ("city-liaison", 0)],
)  # fmt: skip
def test_a_place_sees_its_own_and_the_whole_countys(cast, campaign, post, sees):
    actions.plan_campaign(**TOLD, by=cast.intake)
    rows, following = queries.campaigns(cast.post(post), queries.CampaignsWanted())
    assert (len(rows), following) == (sees, None)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"on": TODAY - timedelta(days=1)}, "已经过去"), ({"place": " "}, "名称和地点"), ({"title": ""}, "名称和地点")],
)
def test_a_campaign_has_a_name_a_place_and_a_day_to_come(park, change, why):
    with pytest.raises(Refused, match=why):
        actions.plan_campaign(**{**TOLD, **change}, by=park)


def test_guests_are_invited_once_told_and_told_again_of_changes(cast, campaign, hengxin, park):
    assert actions.invite(campaign, enterprises=[hengxin], by=park, at=NOW) == 1
    assert told(cast) == "邀请参加：政策进园区"
    assert not queries.recent(park, [hengxin.pk])[hengxin.pk].never
    with pytest.raises(Refused, match="都已经邀请过"):
        actions.invite(campaign, enterprises=[hengxin], by=park, at=NOW)
    actions.amend_campaign(campaign, **{**TOLD, "place": "大礼堂"}, by=park)
    assert told(cast) == "安排有变：政策进园区"
    actions.cancel_campaign(campaign, reason="大雨", by=park, at=NOW)
    assert told(cast) == "取消举办：政策进园区"


def test_who_came_counts_invited_or_not_and_once(cast, campaign, hengxin, park):
    other = register.find_enterprises(cast.intake, "兴桂", 1)[0]
    actions.invite(campaign, enterprises=[hengxin], by=park, at=NOW)
    assert actions.attend(campaign, enterprises=[hengxin, other], by=park, at=NOW) == 2
    with pytest.raises(Refused, match="都已经登记到场"):
        actions.attend(campaign, enterprises=[hengxin], by=park, at=NOW)
    actions.hold_campaign(campaign, summary="来了十二家", by=park, at=NOW)
    (line,) = queries.lines([campaign], cast.intake)
    assert (line.invited, line.attended, line.campaign.standing.label) == (1, 2, "已举办")
    assert queries.recent(cast.intake, [hengxin.pk])[hengxin.pk].campaigns == 1
    assert record.verify().ok


def test_nobody_comes_before_its_day(campaign, hengxin, park):
    actions.amend_campaign(campaign, **{**TOLD, "on": TODAY + timedelta(days=3)}, by=park)
    for act in (
        lambda: actions.attend(campaign, enterprises=[hengxin], by=park, at=NOW),
        lambda: actions.hold_campaign(campaign, summary="来了十二家", by=park, at=NOW),
    ):
        with pytest.raises(Refused, match="还没有到举办的日子"):
            act()


def test_another_place_has_no_say_in_it(cast, campaign, hengxin):
    for post in ("lingcheng-officer", "power-supply-officer"):
        with pytest.raises(Refused, match="本辖区"):
            actions.invite(campaign, enterprises=[hengxin], by=cast.post(post), at=NOW)


def test_who_scans_its_code_is_heard_with_the_campaign_noted(cast, campaign):
    receipt = actions.lodge(
        queries.open_campaign(campaign.code), text="电价太高", enterprise_name="云岭恒信精密铸造有限公司",
        contact_phone="13800000000", by=PUBLIC, at=NOW,
    )  # fmt: skip
    assert [entry.facts.get("campaign") for entry in record.history(receipt.appeal.subject)] == [None, "政策进园区"]
    assert [one.pk for one in queries.came_by(campaign, cast.intake)] == [receipt.appeal.pk]
    assert "扫宣传码反映" in [entry.what for entry in appeals.timeline(receipt.appeal, cast.intake)]
    assert receipt.appeal.number not in str([entry.facts for entry in record.history(campaign.subject)])
    assert record.verify().ok


def test_a_code_leads_nowhere_once_the_campaign_was_called_off(campaign, park):
    stale = queries.open_campaign(campaign.code)
    actions.cancel_campaign(campaign, reason="大雨", by=park, at=NOW)
    with pytest.raises(NotFound):
        queries.open_campaign(campaign.code)
    with pytest.raises(Conflict):
        actions.lodge(stale, text="电价太高", enterprise_name="某厂", by=PUBLIC, at=NOW)


def test_materials_are_kept_with_it_and_on_the_record(campaign, park):
    actions.add_material(campaign, files=[SimpleUploadedFile("政策.png", PICTURE)], by=park, at=NOW)
    assert [one.name for one in queries.materials(campaign)] == ["政策.png"]
    assert "SHA-256" in record.history(campaign.subject)[-1].facts["files"][0]
    with pytest.raises(Refused, match="请选择文件"):
        actions.add_material(campaign, files=[], by=park, at=NOW)


def test_what_is_added_does_not_disturb_who_writes_the_report(campaign, hengxin, park, cast):
    writing = queries.fetch_campaign(cast.intake, campaign.code)
    actions.attend(campaign, enterprises=[hengxin], by=park, at=NOW)
    assert actions.hold_campaign(writing, summary="来了一家", by=cast.intake, at=NOW).standing.label == "已举办"


def test_a_day_on_which_nobody_came_is_held_and_counts_for_nobody(cast, campaign, hengxin, park):
    """0 participants: a campaign was held, and reached nobody but whom it invited."""
    before = {group.township: group.marked for group in queries.groups(cast.intake, CoverageWanted())}
    actions.hold_campaign(campaign, summary="没有企业到场，资料已送到企业。", by=park, at=NOW)
    (line,) = queries.lines([campaign], cast.intake)
    assert (line.invited, line.attended, line.campaign.standing.label) == (0, 0, "已举办")
    assert {group.township: group.marked for group in queries.groups(cast.intake, CoverageWanted())} == before
    assert queries.recent(cast.intake, [hengxin.pk])[hengxin.pk].never
    assert record.verify().ok
