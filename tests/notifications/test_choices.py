"""Each person chooses what leaves the house, and when: held over the quiet hours, gathered for the daily mail, once."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.notifications import receivers

from qinqing.kernel.actors import Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.services.journal.models import Entry
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.models import Delivery, Message
from qinqing.services.notifications.rules import Kind, desk, enterprise, person
from qinqing.services.notifications.rules.media import Fate

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 24, 21, 0, tzinfo=SHANGHAI)  # a Tuesday
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=SHANGHAI)


def tell(to, kind=Kind.TURN, key="k", at=NOW, title="诉求 JDR-2026-000001 等您登记"):
    actions.tell(key, to=[to], kind=kind, title=title, at=at)


def work(at):
    """One turn of the worker."""
    actions.spread(at=at)
    actions.release(at=at)
    while actions.send_next(at=at):
        pass


def choose(actor, at=NOW, **told):
    ways = {kind: told.pop(kind) for kind in list(told) if kind in set(Kind)}
    actions.choose(ways=ways, by=actor, at=at, enterprise=False, **told)


def fates(**wanted):
    return sorted(Delivery.objects.filter(**wanted).values_list("fate", flat=True))


def test_what_comes_at_night_is_held_and_sent_once_in_the_morning(channel, receiver, clerk):
    channel("sms")
    tell(person(clerk.pk), at=EVENING)
    work(EVENING)
    assert (fates(), receiver.got) == (["held"], [])
    work(MORNING - timedelta(minutes=1))
    assert receiver.got == []
    work(MORNING)
    work(MORNING + timedelta(minutes=1))
    assert (fates(), len(receiver.got)) == (["sent"], 1)


def test_a_later_attempt_does_not_ring_at_night_either(channel, receiver, clerk):
    receiver.answer = lambda handler, got: receivers.say(handler, 503)
    channel("sms")
    late = EVENING - timedelta(minutes=150)
    tell(person(clerk.pk), at=late)
    for at in (late, late + timedelta(minutes=1), late + timedelta(minutes=8), late + timedelta(minutes=45)):
        work(at)
    before = Delivery.objects.get()
    assert (before.fate, before.tries) == (Fate.WAITING, 4)
    work(before.due_at)
    held = Delivery.objects.get()
    assert (held.fate, held.due_at, held.tries, len(receiver.got)) == (Fate.HELD, MORNING, 4, 4)
    receiver.answer = lambda handler, got: receivers.say(handler, 200)
    work(MORNING)
    assert (fates(), len(receiver.got)) == (["sent"], 5)


@pytest.mark.parametrize("kind", [Kind.URGING, Kind.DAY])
def test_what_is_urgent_comes_at_any_hour(channel, receiver, clerk, kind):
    channel("sms")
    tell(person(clerk.pk), kind, at=EVENING)
    work(EVENING)
    assert fates() == ["sent"]


def test_what_was_read_in_the_meantime_is_not_sent(cast, channel, receiver, clerk):
    channel("sms")
    tell(desk(Role.INTAKE), at=EVENING)
    work(EVENING)
    actions.mark_read(Message.objects.get(key="k"), by=cast.intake, at=EVENING)
    (found,) = Delivery.objects.filter(account=clerk.pk)
    assert (found.fate, found.why) == (Fate.SKIPPED, "收件人已经在系统里看过")
    work(MORNING)
    assert "13800138000" not in "".join(one.body.decode() for one in receiver.got)


def test_marking_all_read_counts_as_reading(cast, channel, clerk):
    channel("sms")
    tell(desk(Role.INTAKE), at=EVENING)
    work(EVENING)
    newest = Message.objects.latest("pk").pk
    actions.mark_all_read(upto=newest, by=cast.office, at=EVENING)
    assert fates(account=clerk.pk) == ["held"]  # somebody else's reading
    actions.mark_all_read(upto=newest, by=cast.intake, at=EVENING)
    assert fates(account=clerk.pk) == ["skipped"]


def test_read_before_the_worker_came_is_not_sent_either(cast, channel, receiver, clerk):
    channel("sms")
    tell(person(clerk.pk), at=EVENING)
    actions.mark_read(Message.objects.get(key="k"), by=cast.intake, at=EVENING)
    work(EVENING)
    work(MORNING)
    assert (fates(), receiver.got) == (["skipped"], [])


def test_a_day_goes_in_one_mail_at_the_persons_hour(cast, post_office, clerk):
    choose(cast.intake, digest_hour=17)
    for number in range(3):
        tell(person(clerk.pk), Kind.PROGRESS, key=str(number), title=f"第{number}件有进展")
    work(NOW)
    assert (fates(), post_office.mails) == (["gathered"] * 3, [])
    actions.mark_read(Message.objects.get(key="1"), by=cast.intake, at=NOW)
    five = NOW.astimezone(SHANGHAI).replace(hour=17, minute=0)
    work(five)
    work(five + timedelta(minutes=1))
    (mail,) = post_office.mails
    assert mail["Subject"] == "【云岭县接待日】2 条消息汇总"
    said = mail.get_content()
    assert ("第0件有进展" in said, "第1件有进展" in said, "第2件有进展" in said) == (True, False, True)
    assert fates() == ["sent", "sent", "sent", "skipped"]
    assert Delivery.objects.filter(digest__isnull=False).count() == 2


def test_a_daily_mail_that_fails_shows_on_everything_in_it_and_goes_again(cast, post_office, clerk):
    post_office.to_recipient = b"550 no such"
    tell(person(clerk.pk), Kind.PROGRESS)
    work(NOW)
    due = Delivery.objects.get().due_at
    work(due)
    assert fates() == ["failed", "failed"]
    part, mail = Delivery.objects.get(message__isnull=False), Delivery.objects.get(message=None)
    admin = cast.post("system-admin")
    with pytest.raises(Refused, match="汇总的邮件"):
        actions.send_again(part, by=admin, at=due)
    post_office.to_recipient = b"250 ok"
    actions.send_again(mail, by=admin, at=due)
    work(due)
    assert (fates(), len(post_office.mails)) == (["sent", "sent"], 1)


def test_two_workers_make_one_daily_mail(clerk, post_office):
    tell(person(clerk.pk), Kind.PROGRESS)
    work(NOW)
    due = Delivery.objects.get().due_at
    actions.release(at=due)
    actions.release(at=due)
    assert Delivery.objects.filter(message=None).count() == 1


def test_what_is_chosen_goes_that_way_alone(cast, channel, post_office, receiver, clerk):
    channel("sms")
    choose(cast.intake, turn="mail", papers="sms", affairs="house")
    for kind in (Kind.TURN, Kind.PAPERS, Kind.AFFAIRS):
        tell(person(clerk.pk), kind, key=kind)
    work(NOW)
    assert dict(Delivery.objects.values_list("message__kind", "channel__medium")) == {"turn": "mail", "papers": "sms"}


def test_who_is_reached_one_way_need_not_read_that_the_other_is_missing(channel, post_office, clerk):
    channel("sms")
    clerk.email = ""
    clerk.save()
    tell(person(clerk.pk))
    work(NOW)
    assert list(Delivery.objects.values_list("channel__medium", "fate")) == [("sms", "sent")]


def test_the_county_pays_for_the_kinds_it_chose_alone(channel, clerk):
    channel("sms", kinds=["day"])
    tell(person(clerk.pk))
    work(NOW)
    assert fates() == []


def test_an_urging_notice_cannot_be_switched_off(cast, channel, clerk):
    channel("sms")
    with pytest.raises(Refused, match="不能关闭"):
        choose(cast.intake, urging="house")
    choose(cast.intake, turn="house")
    tell(person(clerk.pk), Kind.URGING)
    tell(person(clerk.pk), key="other")
    work(NOW)
    assert list(Delivery.objects.values_list("message__kind", "fate")) == [("urging", "sent")]


def test_an_enterprise_hears_of_progress_until_it_chooses_otherwise(cast, channel):
    channel("sms")
    own = cast.actor("hengxin")
    (firm,) = own.enterprises
    for key, way in (("first", None), ("second", "house")):
        if way:
            actions.choose(ways={"progress": way}, by=own, at=NOW, enterprise=True)
        tell(enterprise(firm), Kind.PROGRESS, key=key)
        work(NOW)
    assert [one.message.key for one in Delivery.objects.filter(account=own.person)] == ["first"]


def test_choices_are_on_the_record_with_what_they_were(cast):
    choose(cast.intake, turn="mail", quiet_from=22)
    entry = Entry.objects.filter(event="notifications.choices.set").latest("pk")
    assert ('"quiet_from":20' in entry.body, '"quiet_from":22' in entry.body) == (True, True)
    assert queries.choices(cast.intake.person).quiet_from == 22


def test_choosing_costs_the_worker_one_query_more(channel, clerk, django_assert_max_num_queries):
    channel("sms")
    for number in range(20):
        tell(person(clerk.pk), key=str(number))
    with transaction.atomic(), django_assert_max_num_queries(16):
        actions.spread(at=NOW)
