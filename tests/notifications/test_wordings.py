"""消息文字: written by one, confirmed by another, used from then on; nothing that is wrong with it stops a message."""

import json

import pytest
from tests.cast import NOW

from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.journal.models import Entry
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.models import Message, WordingVersion
from qinqing.services.notifications.rules import Kind, person
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import DEFAULTS, SHORT

pytestmark = pytest.mark.django_db
OF = (Medium.SMS, Kind.TURN)
OWN = "云岭提醒：{title}"


def propose(by, body=OWN, **told):
    return actions.propose_wording(*OF, body=body, by=by, at=NOW, **told)


def sent(receiver, clerk, key="k"):
    """What a text message says now."""
    actions.tell(key, to=[person(clerk.pk)], kind=Kind.TURN, title="请登记", at=NOW)
    actions.spread(at=NOW)
    while actions.send_next(at=NOW):
        pass
    return next(json.loads(one.body)["content"] for one in reversed(receiver.got) if "13800138000" in one.body.decode())


def test_nobody_puts_the_own_words_in_force(cast):
    """A8: the same person twice is refused."""
    made = propose(cast.office)
    with pytest.raises(Refused, match="另一位同事"):
        actions.confirm_wording(made, by=cast.office, at=NOW)
    with pytest.raises(Refused, match="转请"):
        actions.confirm_wording(made, by=cast.intake, at=NOW)
    with pytest.raises(Refused, match="转请"):
        propose(cast.intake)
    assert queries.wording_in_force(*OF).body == SHORT


def test_words_are_used_once_another_person_confirmed_them(cast, channel, receiver, clerk):
    channel("sms")
    made = propose(cast.office)
    assert sent(receiver, clerk, "before").startswith("请登记。请登录")
    actions.confirm_wording(made, by=cast.bureau_head, at=NOW)
    assert sent(receiver, clerk, "after") == "云岭提醒：请登记"
    actions.tell("other", to=[person(clerk.pk)], kind=Kind.DAY, title="改期", at=NOW)
    actions.spread(at=NOW)
    assert actions.send_next(at=NOW)
    assert "改期。请登录" in receiver.got[-1].body.decode(), "another kind keeps its own"


def test_what_cannot_be_used_is_refused_and_kept_nowhere(cast):
    with pytest.raises(Refused, match="占位"):
        propose(cast.office, "{title}{nothing}")
    with pytest.raises(Refused, match="没有改动"):
        propose(cast.office, SHORT)
    assert WordingVersion.objects.count() == 0


def test_broken_words_in_the_database_stop_no_message(cast, channel, receiver, clerk):
    channel("sms")
    actions.confirm_wording(propose(cast.office), by=cast.bureau_head, at=NOW)
    WordingVersion.objects.update(body="{title}{gone}{")
    assert sent(receiver, clerk).startswith("请登记。请登录")


def test_the_words_that_came_along_can_be_had_back(cast):
    actions.confirm_wording(propose(cast.office), by=cast.bureau_head, at=NOW)
    back = propose(cast.bureau_head, SHORT)
    actions.confirm_wording(back, by=cast.office, at=NOW)
    assert back.shipped
    assert queries.wording_in_force(*OF) == DEFAULTS[Medium.SMS]
    standings = list(WordingVersion.objects.order_by("version").values_list("standing", flat=True))
    assert standings == ["former", "in_force"]


def test_one_version_waits_at_a_time_and_can_be_turned_down(cast):
    made = propose(cast.office)
    with pytest.raises(Conflict, match="还有一版"):
        propose(cast.bureau_head, "{title}！")
    actions.decline_wording(made, reason="太长", by=cast.bureau_head, at=NOW)
    with pytest.raises(Conflict, match="不在等待确认"):
        actions.confirm_wording(made, by=cast.bureau_head, at=NOW)
    assert propose(cast.bureau_head, "{title}！").version == 2


def test_who_wrote_and_who_confirmed_is_on_the_record(cast):
    made = propose(cast.office, note="说清是哪个县")
    actions.confirm_wording(made, by=cast.bureau_head, at=NOW)
    entries = list(Entry.objects.filter(subject="wording/sms-turn").order_by("pk"))
    assert [one.event.rpartition(".")[2] for one in entries] == ["proposed", "chosen"]
    assert OWN in entries[0].body
    made.refresh_from_db()
    assert (made.written_by, made.ruled_by, made.ruled_at) == (cast.office.title, cast.bureau_head.title, NOW)


def test_those_who_may_confirm_are_told(cast):
    propose(cast.office)
    told = Message.objects.filter(line="notifications.wording.proposed")
    assert set(told.values_list("mailbox", flat=True)) == {"office", "bureau_head", "system_admin"}
    assert told[0].title == "请确认消息文字：短信·等我办理"
