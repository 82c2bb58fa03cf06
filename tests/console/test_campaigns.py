"""宣传进企业 on the desk: guests chosen beside their last contacts, a poster, and the code that leads to lodging. 五(五)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW
from tests.world import PICTURE

from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.register import queries as register

pytestmark = pytest.mark.django_db
LIST = "/desk/campaigns/"


@pytest.fixture
def campaign(cast):
    return actions.plan_campaign(
        title="政策进园区", on=NOW.date(), place="园区大厅", text="讲用电补贴", by=cast.officer("park-west"), at=NOW
    )


@pytest.fixture
def hengxin(cast):
    return register.find_enterprises(cast.intake, "云岭恒信", 1)[0]


def test_it_is_there_for_the_county_and_for_places(admitted, desk):
    assert admitted(LIST) == {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}
    assert admitted(f"{LIST}new/") == {"intake-1", "bureau-head"}
    assert desk("park-west-officer").get(f"{LIST}new/").status_code == 200
    assert "还没有宣传" in desk("mayor").get(LIST).text


def test_a_place_is_not_asked_where(desk):
    assert "面向" in desk("intake-1").get(f"{LIST}new/").text
    told = {"title": "政策进园区", "on": "2026-11-30", "place": "园区大厅", "township": ""}
    park = desk("park-west-officer")
    assert 'name="township"' not in park.get(f"{LIST}new/").text
    assert park.post(f"{LIST}new/", told).status_code == 303
    assert queries.Campaign.objects.get().township_id is not None


def test_guests_are_chosen_beside_their_last_contacts(desk, campaign, hengxin):
    park, url = desk("park-west-officer"), f"{LIST}{campaign.code}/guests/"
    assert "从未联系" in park.get(f"{url}?q=恒信").text
    for act in ("invite", "attend"):
        assert park.post(url, {"enterprises": [hengxin.code], "act": act}).status_code == 303
    assert "已到场" in park.get(f"{url}?q=恒信").text
    assert "参加宣传1次" in desk("intake-1").get("/desk/visits/new/?q=恒信").text
    again = park.post(url, {"enterprises": [hengxin.code], "act": "invite"})
    assert (again.status_code, "都已经邀请过" in again.text) == (422, True)
    assert "请先勾选企业" in park.post(url, {"act": "invite"}).text


def test_a_place_cannot_choose_others_enterprises(desk, cast, hengxin):
    told = {"title": "政策下乡", "on": NOW.date(), "place": "镇政府", "by": cast.post("lingcheng-officer"), "at": NOW}
    campaign = actions.plan_campaign(**told)
    answer = desk("lingcheng-officer").post(
        f"{LIST}{campaign.code}/guests/", {"enterprises": [hengxin.code, "'; --"], "act": "invite"}
    )
    assert answer.status_code == 422
    assert not queries.Participant.objects.exists()


def test_the_code_leads_to_lodging_with_the_campaign_noted(desk, campaign, cast):
    picture = SimpleUploadedFile("政策.png", PICTURE)
    actions.add_material(campaign, files=[picture], by=cast.officer("park-west"), at=NOW)
    poster = desk("park-west-officer").get(f"{LIST}{campaign.code}/poster/").text
    (address,) = set(re.findall(r"http://testserver(/campaigns/\w+/)", poster))
    visitor = Client(headers={"origin": "http://testserver"})
    page = visitor.get(address).text
    assert [word in page for word in ("政策进园区", "讲用电补贴", "政策.png")] == [True] * 3
    assert "韦" not in page.partition("宣传资料")[2].partition("</section>")[0]  # nor who filed it
    told = {"text": "电价太高", "enterprise_name": "云岭恒信精密铸造有限公司", "contact_phone": "13800001111"}
    done = visitor.post(address, told)
    appeal = Appeal.objects.get()
    assert done.headers["Location"] == f"/appeals/{appeal.code}/receipt"
    assert "政策进园区" in desk("intake-1").get(f"/desk/appeals/{appeal.code}/").text
    assert appeal.number in desk("intake-1").get(f"{LIST}{campaign.code}/").text
    assert appeal.number not in desk("park-west-officer").get(f"{LIST}{campaign.code}/").text


def test_the_record_tells_material_in_words(desk, campaign, cast):
    files = [SimpleUploadedFile(name, PICTURE) for name in ("甲.png", "乙.png")]
    actions.add_material(campaign, files=files, by=cast.officer("park-west"), at=NOW)
    told = desk("intake-1").get(f"/desk/campaigns/{campaign.code}/").text
    assert re.search(r"<dd><p>甲\.png（SHA-256 [0-9a-f]{16}）<br>乙\.png（SHA-256 [0-9a-f]{16}）</p></dd>", told)


def test_the_qr_code_is_a_picture_that_runs_nothing(desk, campaign):
    answer = desk("intake-1").get(f"{LIST}{campaign.code}/qr/")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert b"script" not in answer.content


def test_a_code_of_a_campaign_called_off_is_not_there(desk, campaign, cast):
    actions.cancel_campaign(campaign, reason="大雨", by=cast.officer("park-west"), at=NOW)
    assert Client().get(f"/campaigns/{campaign.code}/").status_code == 404
    assert "二维码" not in desk("intake-1").get(f"{LIST}{campaign.code}/").text


def test_the_list_is_narrowed_and_taken_away(desk, campaign):
    assert campaign.code in desk("mayor").get(f"{LIST}?q=园区&state=planned&after=quark").text
    assert "没有符合条件的宣传" in desk("mayor").get(f"{LIST}?state=held").text
    taken = desk("mayor").post("/desk/ledgers/campaigns/?state=planned")
    assert (taken.status_code, "spreadsheet" in taken.headers["Content-Type"]) == (200, True)
    taken.close()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_for_one_row_and_for_three(cast, desk, hengxin, rows):
    park = cast.officer("park-west")
    for _ in range(rows):
        one = actions.plan_campaign(title="政策进园区", on=NOW.date(), place="大厅", by=park, at=NOW)
        actions.invite(one, enterprises=[hengxin], by=park, at=NOW)
    for url, most in ((LIST, 7), (f"{LIST}{one.code}/guests/", 13)):
        browser = desk("park-west-officer")
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
        assert len(asked) == most, "\n".join(query["sql"] for query in asked.captured_queries)


def test_with_nobody_there_is_no_share_and_no_hundred_percent(desk, cast, campaign):
    """0 participants: on its page, in the list, in coverage and among the measures."""
    actions.hold_campaign(campaign, summary="没有企业到场。", by=cast.officer("park-west"), at=NOW)
    assert "没有企业到场" in desk("intake-1").get(f"{LIST}{campaign.code}/").text
    for url in (f"{LIST}{campaign.code}/", LIST, "/desk/statistics/"):
        answer = desk("intake-1").get(url)
        assert (answer.status_code, "100%" in answer.text) == (200, False), url
    page = desk("intake-1").get("/desk/coverage/?mark=taken_part")
    assert (page.status_code, "nan" in page.text.lower()) == (200, False)
