"""消息文字 on its pages: placeholders beside the form, a preview, versions, and a second person."""

import pytest

from qinqing.services.notifications.models import Channel, WordingVersion
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import DEFAULTS

pytestmark = pytest.mark.django_db
HOME = "/desk/wordings/"
SMS, MAIL = f"{HOME}sms/turn/", f"{HOME}mail/day/"
KEEPERS = {"office-1", "bureau-head", "system-admin"}


def test_those_who_write_them_have_the_pages(admitted):
    assert admitted(HOME) == admitted(SMS) == KEEPERS
    assert admitted(f"{HOME}webhook/turn/") == admitted(f"{HOME}sms/pigeon/") == set()


def test_the_places_stand_beside_the_form_and_the_words_in_force_in_it(desk):
    page = desk("office-1").get(MAIL)
    assert "<code>{county}</code>" in page.text
    assert page.context["form"]["body"].value().startswith("{name}：")
    assert "11月30日县长接待日改期" in page.text


def test_the_example_names_the_readers_own_county(desk):
    desk("system-admin").post("/desk/county/name/", {"name": "清水县"})
    assert "【清水县接待日】11月30日县长接待日改期" in desk("office-1").get(MAIL).text


def test_a_preview_shows_what_was_typed_filled_in_and_keeps_nothing(desk):
    browser = desk("office-1")
    body = "云岭提醒：{title}。" + "请尽快办理" * 10
    assert browser.post(SMS, {"body": body, "choose": ""}).status_code == 303
    page = browser.get(SMS).text
    assert "云岭提醒：诉求 JDR-2026-000123 已转到你单位。请尽快办理" in page
    assert "按 2 条短信计" in page
    assert WordingVersion.objects.count() == 0


def test_the_preview_leads_to_a_page_at_the_countys_own_site(desk):
    page = "/desk/appeals/k3j9x2m4qp/ 查看。"
    assert f"请登录 https://jiedairi.example.gov.cn{page}" in desk("office-1").get(SMS).text
    told = {"medium": "sms", "name": "短信", "active": True, "kinds": ["turn"]}
    channel = Channel.objects.create(**told, settings={"site": "https://jdr.yunling.example"})
    shown = desk("office-1").get(SMS).text
    assert f"请登录 https://jdr.yunling.example{page}" in shown
    assert "按 2 条短信计" in shown
    Channel.objects.filter(pk=channel.pk).update(settings={"site": ""})
    assert "请登录县长服务企业接待日系统查看。" in desk("office-1").get(SMS).text


def test_whoever_confirms_sees_what_the_words_would_say(desk):
    desk("office-1").post(SMS, {"body": "云岭提醒：{title}。", "note": ""})
    for page in (SMS, f"{SMS}1/confirm/"):
        shown = desk("bureau-head").get(page).text
        assert "云岭提醒：诉求 JDR-2026-000123 已转到你单位。" in shown
        assert "按 1 条短信计" in shown


def test_the_words_that_came_along_are_filled_in(desk):
    browser = desk("office-1")
    shipped = browser.get(SMS).context["shipped"]
    browser.post(SMS, {"body": "别的", "choose": shipped})
    assert browser.get(SMS).context["form"]["body"].value() == DEFAULTS[Medium.SMS].body


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{title}{phone}", "没有 {phone} 这样的占位"),
        ("{title", "花括号"),
        ("没有占位", "要写出 {title}"),
        ("", "请填写"),
    ],
)
def test_what_cannot_be_used_is_told_beside_the_field_where_it_still_stands(desk, body, told):
    answer = desk("office-1").post(SMS, {"body": body})
    assert answer.status_code == 422
    assert told in answer.text
    assert answer.context["form"]["body"].value() == body
    assert WordingVersion.objects.count() == 0


def test_one_writes_and_another_confirms(desk):
    assert desk("office-1").post(SMS, {"body": "云岭提醒：{title}", "note": "写明县名"}).status_code == 303
    mine = desk("office-1").get(SMS).text
    assert ("请由另一位同事确认" in mine, f"{SMS}1/confirm/" in mine) == (True, False)
    assert desk("office-1").post(f"{SMS}1/confirm/").status_code == 422
    assert f"{SMS}1/confirm/" in desk("bureau-head").get(SMS).text
    assert "待确认" in desk("bureau-head").get(HOME).text
    assert desk("bureau-head").post(f"{SMS}1/confirm/").url == SMS
    page = desk("office-1").get(SMS).text
    assert "在用：第 1 版" in page
    assert "写明县名" in page
    assert "第 1 版" in desk("office-1").get(HOME).text
    assert desk("bureau-head").post(f"{SMS}1/confirm/").status_code == 409


def test_turning_down_asks_why(desk):
    desk("office-1").post(SMS, {"body": "云岭提醒：{title}"})
    assert desk("bureau-head").post(f"{SMS}1/decline/").status_code == 422
    assert desk("bureau-head").post(f"{SMS}1/decline/", {"reason": "原来的更清楚"}).status_code == 303
    assert "原来的更清楚" in desk("office-1").get(SMS).text
    assert desk("bureau-head").get(f"{SMS}1/burn/").status_code == 404


def test_the_list_costs_the_same_however_many_versions(desk, django_assert_max_num_queries):
    desk("office-1").get(HOME)
    desk("office-1").post(SMS, {"body": "云岭提醒：{title}"})
    desk("office-1").post(MAIL, {"subject": "{title}", "body": "{title}！"})
    with django_assert_max_num_queries(8):
        desk("office-1").get(HOME)
