"""本县信息 at the desk, and what the portal shows of it at once."""

import pytest

from qinqing.procedure.register import queries

pytestmark = pytest.mark.django_db
URL = "/desk/county/"
POINT = {"place": "西郊园区<管委会>", "phone": "0776-5210001", "address": "园区路 2 号", "hours": "工作日"}


def test_who_finds_the_pages(admitted):
    assert admitted(URL) == admitted(f"{URL}points/_new/") == {"intake-1", "bureau-head", "system-admin"}
    assert admitted(f"{URL}name/") == {"system-admin"}


def test_the_name_stands_on_every_page_from_then_on(desk, client):
    answer = desk("system-admin").post(f"{URL}name/", {"name": "清水县", "city": "清河市"})
    assert answer.status_code == 303, answer.text
    assert "清水县 · 县长服务企业接待日" in client.get("/").text
    assert "清水县 · 县长服务企业接待日" in desk("mayor").get("/desk/").text
    assert "清河市" in client.get("/plan").text
    assert "清水县" in client.get("/no-such-page").text


def test_a_point_is_entered_changed_and_removed_and_the_portal_follows(desk, client):
    clerk = desk("intake-1")
    assert clerk.post(f"{URL}points/_new/", POINT).status_code == 303
    page = client.get("/").text
    assert "西郊园区&lt;管委会&gt;" in page
    assert "0776-5210001" in page
    (point,) = queries.county().points
    assert "园区路 2 号" in clerk.get(f"{URL}points/{point.code}/").text
    clerk.post(f"{URL}points/{point.code}/", {**POINT, "phone": "0776-5210009"})
    assert "0776-5210009" in client.get("/days/").text
    assert "更改联系点" in clerk.get(URL).text
    assert clerk.post(f"{URL}points/{point.code}/remove/").status_code == 303
    assert "西郊园区" not in client.get("/").text
    assert clerk.get(f"{URL}points/{point.code}/").status_code == 404


def test_what_the_environment_says_becomes_the_county_s_own_when_it_is_saved(desk, settings):
    settings.QINQING_CONTACT = "电话=0776-1；地址=人民路"
    clerk = desk("intake-1")
    assert "现在用的是服务器上设置的" in clerk.get(URL).text
    page = clerk.get(f"{URL}points/environment/").text
    assert "0776-1" in page
    clerk.post(f"{URL}points/environment/", {"place": "受理岗", "phone": "0776-2"})
    assert [(one.place, one.phone) for one in queries.entered().points] == [("受理岗", "0776-2")]
    assert (
        "现在用的是服务器上设置的" not in clerk.get(URL).text.partition("不在接待范围")[0].partition("联系点</h2>")[2]
    )


def test_a_refusal_keeps_what_was_typed(desk):
    answer = desk("intake-1").post(f"{URL}points/_new/", {"place": "某镇", "hours": "工作日上午"})
    assert answer.status_code == 422
    assert "至少填一项" in answer.text
    assert "工作日上午" in answer.text


def test_where_else_to_go_stands_on_the_portal(desk, client):
    assert "12345" in client.get("/").text
    desk("bureau-head").post(
        f"{URL}elsewhere/petition/", {"matter": "信访事项", "where": "县信访局，人民路 3 号", "phone": "0776-5"}
    )
    assert "县信访局，人民路 3 号，电话 0776-5" in client.get("/").text
    desk("bureau-head").post(f"{URL}elsewhere/_new/", {"matter": "税务争议", "where": "县税务局", "phone": "12366"})
    assert "税务争议" in client.get("/").text
    assert desk("intake-1").get(f"{URL}nonsense/_new/").status_code == 404
