"""What leaves the house leads to what it is about: the page the message itself leads to, with nothing secret in it."""

import json

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import Role
from qinqing.procedure.appeals import actions as appeals
from qinqing.services.notifications import actions
from qinqing.services.notifications.models import Channel, Delivery
from qinqing.services.notifications.rules import Kind, desk, person
from qinqing.services.notifications.rules.leading import web_address
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import sms_parts

pytestmark = pytest.mark.django_db
SITE = "https://jdr.example.gov.cn"
CODE = "k3j9x2m4qp"


def tell(to, link="appeal", key="k", kind=Kind.TURN, code=CODE):
    actions.tell(key, to=[to], kind=kind, title="请登记", text="两天内。", at=NOW, link=link, code=code)


def work(at=NOW):
    actions.spread(at=at)
    actions.release(at=at)
    while actions.send_next(at=at):
        pass


def texts(receiver) -> list[str]:
    """What the gateway was handed."""
    return [json.loads(one.body)["content"] for one in receiver.got]


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("appeal", f"/desk/appeals/{CODE}/"),
        ("circulations", "/desk/circulations/"),
        ("desk", "/desk/"),
        ("own", f"/my/{CODE}/"),
        ("mine", "/my/"),
    ],
)
def test_a_text_message_leads_to_the_page_its_message_leads_to(channel, receiver, clerk, link, page):
    channel("sms", settings={"site": f"{SITE}/"})
    tell(person(clerk.pk), link)
    work()
    assert texts(receiver) == [f"请登记。请登录 {SITE}{page} 查看。"]


@pytest.mark.parametrize("link", ["", "quark"])
def test_what_must_not_lead_to_its_subject_leads_to_the_site(channel, receiver, clerk, link):
    """Who may not open the appeal any more is told without a link."""
    channel("sms", settings={"site": SITE})
    tell(person(clerk.pk), link)
    work()
    assert texts(receiver) == [f"请登记。请登录 {SITE} 查看。"]


def test_the_department_that_lost_an_appeal_is_not_led_to_it(stand, cast, channel, receiver, later):
    appeal = stand("returned")
    box = desk(Role.OFFICER, cast.organ("power-supply")).mailbox
    channel("wecom", secrets={"url": f"{receiver.url}send"}, settings={"site": SITE}, mailboxes=[box])
    work(later())
    receiver.got.clear()
    appeals.redirect(appeal, lead=cast.organ("housing"), reason="归住建", by=cast.intake, at=later())
    work(later())
    (told,) = [json.loads(one.body)["text"]["content"] for one in receiver.got]
    assert told.endswith(f"请登录 {SITE} 查看。")


def test_without_an_address_a_text_message_stays_one(channel, receiver, clerk):
    channel("sms")
    tell(person(clerk.pk))
    work()
    assert texts(receiver) == ["请登记。请登录县长服务企业接待日系统查看。"]
    assert sms_parts(texts(receiver)[0])[1] == 1


def test_a_group_is_led_to_the_page_at_the_desk(channel, receiver, clerk):
    channel("dingtalk", secrets={"url": f"{receiver.url}send"}, settings={"site": SITE}, mailboxes=["intake"])
    tell(desk(Role.INTAKE))
    work()
    (got,) = receiver.got
    assert json.loads(got.body)["text"]["content"] == f"【等我办理】请登记\n请登录 {SITE}/desk/appeals/{CODE}/ 查看。"


def test_an_offices_own_words_may_name_the_site_or_the_page(cast, channel, receiver, clerk):
    channel("sms", settings={"site": SITE})
    own = actions.propose_wording(
        Medium.SMS, Kind.TURN, body="{title}，见 {link}，或 {site}/plan", by=cast.office, at=NOW
    )
    actions.confirm_wording(own, by=cast.bureau_head, at=NOW)
    tell(person(clerk.pk))
    work()
    assert f"请登记，见 {SITE}/desk/appeals/{CODE}/，或 {SITE}/plan" in texts(receiver)


def test_in_a_daily_mail_each_notice_leads_to_its_own_page(post_office, clerk):
    Channel.objects.filter(medium="mail").update(settings={**Channel.objects.get(medium="mail").settings, "site": SITE})
    tell(person(clerk.pk), "appeal", "one", Kind.PROGRESS)
    tell(person(clerk.pk), "", "two", Kind.PROGRESS)
    work()
    work(Delivery.objects.earliest("pk").due_at)
    (mail,) = post_office.mails
    told = "\n".join(mail.get_content().splitlines())
    assert f"请登记\n两天内。\n{SITE}/desk/appeals/{CODE}/\n" in told
    assert told.count(f"{SITE}/desk/") == 1
    assert f"请登录 {SITE} 查看和办理" in told


@pytest.mark.parametrize("site", ["接待日专栏", "https://gov.example/jdr/index.html", "jdr.example.gov.cn", ""])
def test_only_to_an_address_of_the_whole_site_is_a_page_added(site):
    assert web_address(site, "/desk/") == site
