"""发送通道: set up, tried and put in use by the system administrator; secrets are typed and never seen again."""

import pytest
from tests.notifications import receivers

from qinqing.services.journal.models import Entry
from qinqing.services.notifications import actions
from qinqing.services.notifications.models import Channel, Delivery
from qinqing.services.notifications.rules import Kind, person

pytestmark = pytest.mark.django_db
HOME, SENT = "/desk/channels/", "/desk/channels/_sent/"
MAIL = {
    "name": "县政府邮箱", "host": "smtp.example.gov.cn", "port": "465", "security": "tls", "user": "jdr",
    "password": "p4ss-w0rd", "sender": "jdr@example.gov.cn", "kinds": ["turn"],
}  # fmt: skip


@pytest.fixture
def admin(desk):
    return desk("system-admin")


@pytest.fixture
def receiver(settings):
    with receivers.web() as one:
        settings.QINQING_OUTGOING_INSIDE = {one.place}
        yield one


def hook(admin, receiver):
    secret = "whsec_" + "A" * 43 + "="
    form = {"name": "城市大脑", "url": receiver.url, "secret": secret, "kinds": ["turn"]}
    answer = admin.post(f"{HOME}_new/webhook/", form)
    assert answer.status_code == 303, answer.text
    return Channel.objects.get(), secret


def test_the_system_administrator_alone_sees_them(admitted):
    assert admitted(HOME) == admitted(f"{HOME}_new/mail/") == {"system-admin"}
    assert admitted(SENT) == {"system-admin", "office-1"}
    assert admitted(f"{HOME}_new/pigeon/") == set()


def test_a_password_is_never_shown_nor_put_on_the_record(admin):
    assert admin.post(f"{HOME}_new/mail/", MAIL).status_code == 303
    made = Channel.objects.get()
    page = admin.get(f"{HOME}{made.code}/").text
    assert "smtp.example.gov.cn" in page
    assert "p4ss" not in page
    admin.post(f"{HOME}{made.code}/", {**MAIL, "password": "", "name": "新名字"})
    made.refresh_from_db()
    assert (made.name, made.secrets) == ("新名字", {"password": "p4ss-w0rd"})
    entries = list(Entry.objects.filter(subject=f"channel/{made.code}").order_by("pk"))
    assert [one.event for one in entries] == ["notifications.channel.added", "notifications.channel.amended"]
    assert not any("p4ss" in one.body for one in entries)


@pytest.mark.parametrize(
    ("medium", "changes", "fault"),
    [
        ("mail", {"host": "127.1"}, "IP 地址写法不对"),
        ("mail", {"port": "80"}, "25、465 或 587"),
        ("sms", {"url": "http://user@example.com/"}, "不能有用户名"),
        ("sms", {"body": "{"}, "不是合格的 JSON"),
        ("sms", {"body": '{"phone": "{phone}"}'}, "要有 {phone} 和 {text}"),
        ("sms", {"headers": "no colon"}, "每行须写成"),
        ("webhook", {"url": "file:///etc/passwd"}, "https:// 或 http:// 开头"),
        ("webhook", {"secret": "short"}, "whsec_ 开头"),
        ("wecom", {"url": "https://qyapi.weixin.qq.com:8443/x"}, "80 或 443"),
        ("wecom", {"mailboxes": []}, "请选择一项"),
        ("dingtalk", {"url": ""}, "请填写"),
    ],
)
def test_what_cannot_work_is_told_beside_its_field_and_nothing_is_kept(admin, medium, changes, fault):
    good = {
        "mail": MAIL,
        "sms": {"name": "短信", "url": "https://sms.example.com/", "format": "json", "kinds": ["turn"],
                "body": '{"p": "{phone}", "t": "{text}"}'},
        "webhook": {"name": "x", "url": "https://example.com/", "secret": "whsec_" + "A" * 44, "kinds": ["turn"]},
        "wecom": {"name": "x", "url": "https://qyapi.weixin.qq.com/x", "kinds": ["turn"], "mailboxes": ["intake"]},
        "dingtalk": {"name": "x", "url": "https://oapi.dingtalk.com/x", "kinds": ["turn"], "mailboxes": ["intake"]},
    }[medium]  # fmt: skip
    answer = admin.post(f"{HOME}_new/{medium}/", {**good, **changes})
    assert answer.status_code == 422
    assert fault in answer.text
    assert Channel.objects.count() == 0


def test_there_is_one_way_to_each_mailbox_and_telephone(admin):
    admin.post(f"{HOME}_new/mail/", MAIL)
    assert admin.get(f"{HOME}_new/mail/").status_code == 404
    assert "/_new/mail/" not in admin.get(HOME).text


def test_it_is_tried_then_put_in_use_then_paused(admin, receiver):
    made, _ = hook(admin, receiver)
    page = admin.post(f"{HOME}{made.code}/try/", follow=True)
    assert "已发到 城市大脑" in page.text
    assert len(receiver.got) == 1
    for name, active in (("on", True), ("off", False)):
        admin.post(f"{HOME}{made.code}/{name}/")
        made.refresh_from_db()
        assert made.active is active
        assert admin.get(f"{HOME}{made.code}/{name}/").status_code == 404


def test_a_trial_that_did_not_go_says_why(admin, receiver):
    made, _ = hook(admin, receiver)
    receiver.answer = lambda handler, got: receivers.say(handler, 401)
    assert "没有发成：对方回答 401" in admin.post(f"{HOME}{made.code}/try/", follow=True).text


def test_a_trial_by_mail_needs_an_address_of_ones_own(admin):
    admin.post(f"{HOME}_new/mail/", MAIL)
    made = Channel.objects.get()
    assert "请先请安全管理员登记" in admin.post(f"{HOME}{made.code}/try/").text


def test_a_new_secret_signs_beside_the_old_one(admin, receiver):
    made, secret = hook(admin, receiver)
    fresh = "whsec_" + "B" * 44
    admin.post(f"{HOME}{made.code}/", {"name": "城市大脑", "url": receiver.url, "secret": fresh, "kinds": ["turn"]})
    made.refresh_from_db()
    assert made.secrets == {"secret": fresh, "old_secret": secret}


def test_each_fate_is_listed_without_the_words_and_a_failed_one_goes_again(admin, cast, receiver, later):
    made, _ = hook(admin, receiver)
    actions.use_channel(made, active=True, by=cast.post("system-admin"), at=later())
    receiver.answer = lambda handler, got: receivers.say(handler, 400)
    actions.tell("k", to=[person(cast.intake.person)], kind=Kind.TURN, title="秘而不宣", at=later())
    actions.spread(at=later())
    assert actions.send_next(at=later())
    page = admin.get(SENT).text
    assert "对方回答 400" in page
    assert "秘而不宣" not in page
    assert "没有这样的消息" in admin.get(f"{SENT}?fate=sent").text
    found = Delivery.objects.get()
    admin.post(f"{SENT}{found.code}/again/")
    found.refresh_from_db()
    assert (found.fate, found.tries) == ("waiting", 0)
    assert "已经不是没有发成的" in admin.post(f"{SENT}{found.code}/again/").text
