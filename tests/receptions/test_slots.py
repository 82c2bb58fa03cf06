"""二(三): an enterprise asks for a place on a day, is answered, and says who comes."""

from datetime import date

import pytest

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 8)


@pytest.fixture
def coming(cast, later):
    """A deputy's day in two weeks with nothing on its agenda."""
    return receptions.plan(
        host_post=cast.deputy("C").post, date=TUESDAY, place="三楼会议室", by=cast.office, at=later()
    )


@pytest.fixture
def asked(cast, stand, coming, speaker, later):
    """Its enterprise asks for that day."""
    appeal = stand("ripe", rung=2)
    return receptions.ask_slot(appeal, day=coming, wish="想请供电公司当面说明", by=speaker(appeal), at=later())


def fresh(slot, cast):
    return queries.fetch_slot(cast.office, slot.code)


def test_the_days_offered_are_coming_ones_of_the_leader_who_hears_it(cast, stand, coming, later):
    appeal = stand("ripe", rung=2)
    receptions.plan(host_post=cast.mayor.post, date=TUESDAY, place="常务会议室", by=cast.office, at=later())
    other = next(post for post in cast.county.posts if post.role == "deputy" and "C" not in post.sections)
    receptions.plan(host_post=cast.post(other.code).post, date=TUESDAY, place="四楼", by=cast.office, at=later())
    (offered,) = queries.days_open_to(appeal, at=later())
    assert (offered.day, offered.left) == (coming, 10)
    assert queries.days_open_to(appeal, at=later(days=15)) == []


def test_a_request_accepted_is_on_the_agenda(cast, asked, coming, later):
    slot = receptions.accept_slot(fresh(asked, cast), by=cast.office, at=later())
    (entry,) = queries.agenda(coming, cast.office)
    assert (slot.state, entry.appeal, entry.appeal.state) == ("invited", asked.appeal, "scheduled")
    assert record.verify().ok


def test_putting_it_on_the_agenda_by_hand_accepts_it_too(cast, asked, coming, later):
    appeal = appeals.fetch(cast.office, asked.appeal.code)
    receptions.put_on_agenda(queries.fetch(cast.office, coming.code), [appeal], by=cast.office, at=later())
    assert fresh(asked, cast).state == "invited"
    assert record.last(asked.subject).event == "receptions.slot.accepted"


def test_another_day_takes_it_and_the_request_lapses(cast, asked, later):
    other = receptions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 15), place="三楼", by=cast.office, at=later()
    )
    appeal = appeals.fetch(cast.office, asked.appeal.code)
    receptions.put_on_agenda(other, [appeal], by=cast.office, at=later())
    assert (fresh(asked, cast).state, fresh(asked, cast).reason) == ("lapsed", f"已列入{queries.title(other)}")


def test_a_request_declined_says_why_and_may_be_made_again(cast, asked, speaker, later):
    with pytest.raises(Refused, match="请写明不同意的原因"):
        receptions.decline_slot(fresh(asked, cast), reason=" ", by=cast.office, at=later())
    receptions.decline_slot(fresh(asked, cast), reason="当天议程已满", by=cast.office, at=later())
    told = record.last(asked.subject)
    assert (told.facts["reason"], told.clause) == ("当天议程已满", "二(三)")
    appeal = appeals.fetch(cast.office, asked.appeal.code)
    assert appeal.state == "ripe"
    assert receptions.ask_slot(appeal, day=asked.day, by=speaker(appeal), at=later()).state == "asked"


def test_it_asks_once_at_a_time(cast, asked, speaker, later):
    appeal = asked.appeal
    with pytest.raises(Refused, match="已经申请了12月8日"):
        receptions.ask_slot(appeal, day=asked.day, by=speaker(appeal), at=later())
    receptions.withdraw_slot(fresh(asked, cast), by=speaker(appeal), at=later())
    assert receptions.ask_slot(appeal, day=asked.day, by=speaker(appeal), at=later()).state == "asked"


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [("consulting", 0, "待列入接待日"), ("ripe", 15, "要在前一天以前申请")],
)
def test_only_what_is_ripe_asks_and_in_time(cast, stand, coming, speaker, later, state, days, words):
    appeal = stand(state, rung=2)
    with pytest.raises(Refused, match=words):
        receptions.ask_slot(appeal, day=coming, by=speaker(appeal), at=later(days=days))


def test_a_leader_who_does_not_hear_it_is_not_asked(cast, stand, speaker, later):
    mayors = receptions.plan(host_post=cast.mayor.post, date=TUESDAY, place="五楼", by=cast.office, at=later())
    appeal = stand("ripe", rung=2)
    with pytest.raises(Refused, match="不接待这类诉求"):
        receptions.ask_slot(appeal, day=mayors, by=speaker(appeal), at=later())


def test_only_the_enterprise_asks(cast, stand, coming, later):
    with pytest.raises(Refused, match="由企业办理"):
        receptions.ask_slot(stand("ripe", rung=2), day=coming, by=cast.office, at=later())


def test_it_says_who_comes_and_corrects_it(cast, stand, coming, speaker, later):
    appeal = stand("ripe", rung=2)
    receptions.put_on_agenda(coming, [appeal], by=cast.office, at=later())
    (slot,) = queries.slots_of(appeal, speaker(appeal))
    with pytest.raises(Refused, match="请写明谁来参加"):
        receptions.confirm_slot(slot, visitors=" ", phone="13800002001", by=speaker(appeal), at=later())
    receptions.confirm_slot(slot, visitors="陈立恒（总经理）", phone="13800002001", by=speaker(appeal), at=later())
    receptions.confirm_slot(slot, visitors="陈立恒、何工", phone="13800002001", by=speaker(appeal), at=later())
    assert (slot.state, slot.visitors) == ("coming", "陈立恒、何工")
    assert queries.confirmations(coming) == {"coming": 1}
    receptions.excuse_slot(fresh(slot, cast), reason="总经理出国", by=cast.office, at=later())
    assert (fresh(slot, cast).state, fresh(slot, cast).visitors) == ("not_coming", "")
    assert record.verify().ok
    queries.Slot.objects.filter(pk=slot.pk).update(phone="1")
    assert not record.verify().ok, "a telephone number changed behind the record's back must be found"


def test_a_day_that_moves_asks_again(cast, stand, coming, speaker, later):
    appeal = stand("ripe", rung=2)
    receptions.put_on_agenda(coming, [appeal], by=cast.office, at=later())
    (slot,) = queries.slots_of(appeal, speaker(appeal))
    receptions.confirm_slot(slot, visitors="陈立恒", phone="13800002001", by=speaker(appeal), at=later())
    receptions.amend(coming, date=date(2026, 12, 10), reason="防汛会", by=cast.office, at=later())
    assert fresh(slot, cast).state == "invited"
    receptions.amend(coming, note="请带图纸", by=cast.office, at=later())
    assert fresh(slot, cast).version == slot.version + 1, "what does not concern the enterprise asks nothing of it"


@pytest.mark.parametrize("end", ["cancel", "take_off"])
def test_a_place_ends_with_the_day_or_the_entry(cast, stand, asked, coming, later, end):
    receptions.accept_slot(fresh(asked, cast), by=cast.office, at=later())
    day = queries.fetch(cast.office, coming.code)
    if end == "cancel":
        receptions.cancel_day(day, reason="县长出差", by=cast.office, at=later())
    else:
        receptions.take_off(queries.agenda(day, cast.office)[0], reason="企业改期", by=cast.office, at=later())
    slot = fresh(asked, cast)
    assert slot.state == "lapsed"
    with pytest.raises(Refused):
        receptions.confirm_slot(slot, visitors="陈立恒", phone="1", by=cast.office, at=later())
    assert record.verify().ok


def test_who_still_asks_for_a_day_hears_that_it_moves_and_that_it_is_called_off(cast, asked, coming, later):
    def told():
        return messages.page(cast.actor("hengxin"), messages.Wanted(size=1)).rows[0]

    receptions.amend(coming, date=date(2026, 12, 10), reason="防汛会", by=cast.office, at=later())
    assert fresh(asked, cast).state == "asked"
    assert told().text.startswith("现在是12月10日")
    receptions.cancel_day(queries.fetch(cast.office, coming.code), reason="县长出差", by=cast.office, at=later())
    assert fresh(asked, cast).state == "lapsed"
    assert told().title == f"接待申请没有安排：{asked.appeal.number}"
    assert "县长出差" in told().text
    assert record.verify().ok


def test_whoever_was_faster_is_named(cast, asked, speaker, later):
    stale = fresh(asked, cast)
    receptions.withdraw_slot(fresh(asked, cast), by=speaker(asked.appeal), at=later())
    with pytest.raises(Conflict, match="企业撤回申请"):
        receptions.decline_slot(stale, reason="已满", by=cast.office, at=later())


def test_each_reads_its_own(cast, asked, speaker, stand):
    stranger = stand("ripe", rung=2)
    assert queries.fetch_slot(speaker(asked.appeal), asked.code) == asked
    for blind in (speaker(stranger), cast.officer("power-supply"), cast.city, cast.post("deputy-agriculture")):
        with pytest.raises(NotFound):
            queries.fetch_slot(blind, asked.code)


def test_a_request_weighs_in_the_proposal(cast, asked, coming, later):
    (waiting,) = queries.choice(coming, cast.office, at=later()).waiting
    assert waiting.asked
    (pick,) = queries.choice(coming, cast.office, at=later(days=1)).picks
    assert "企业申请" in pick.why
