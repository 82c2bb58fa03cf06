"""四(二): 县工业信息化和商务局安排人员做好会务和记录，形成会议决定或会议纪要。

五(二): 参加接待的县直有关部门主要领导……按时到位接待、答疑解难，对接待决议事项亲自过问、亲自协调、亲自推动。
"""

from datetime import date

import pytest
from tests.held import abolish, hold, lines

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast, stand):
    """A deputy mayor's day with four appeals and four outcomes."""
    return hold(cast, stand)


def test_a_day_that_ends_owes_its_minutes_within_five_working_days(held):
    assert held.minutes.state == "pending"
    (clock,) = Clocks.of(held.minutes.subject).running()
    assert (clock.kind, clock.holder_role, clock.due_on) == ("minutes", "office", date(2026, 11, 30))


def test_they_are_written_from_the_record(held, cast):
    minutes = held.until("drafting")
    assert minutes.opening == (
        "2026年11月23日上午，副县长黄志坚在县政府二楼会议室主持县长服务企业接待日（集中接待），接待企业1家，"
        "听取企业诉求4件，研究决定1项事项。现将有关情况纪要如下。"
    )
    assert minutes.present == "副县长 黄志坚、供电公司 何经理、城西工业园管委会 罗副主任"
    assert minutes.excused == "城西工业园管委会主要负责人（主任在省里开会，委托罗副主任到会）"
    assert minutes.observers == "云岭恒信精密铸造有限公司"  # who came for it was not written down
    parts = days.minutes_parts(minutes, cast.office, lines(minutes))
    assert [part.statement for part in parts] == ["七月以来每周跳闸两三次"] * 4
    assert [part.conclusion for part in parts] == [
        "会议研究决定以下事项：",
        "按照《电力供应与使用条例》第十九条，企业所提事项目前不能办理，已当面向企业解释。",
        "会上未能解决，由县政府办报请县长接待日研究。",
        "缓议，待条件具备后再列入接待日研究。",
    ]
    (item,) = parts[0].items
    assert (item.text, item.criterion, item.due_on) == ("改造园区二号线", "连续三十天不跳闸", date(2026, 12, 25))


def test_the_host_confirms_and_the_office_issues_them_with_a_number(held, cast):
    minutes = held.until("issued")
    assert (minutes.number, minutes.state) == ("接待日纪要〔2026〕1号", "issued")
    assert minutes.confirmed_by == held.host.title
    (clock,) = Clocks.of(minutes.subject)
    assert clock.verdict == "on_time"
    assert record.verify().ok


def test_only_the_host_confirms(held, cast):
    minutes = held.until("with_host")
    with pytest.raises(Refused, match="请由主持领导确认"):
        receptions.confirm_minutes(minutes, by=cast.mayor, at=held.tick())
    with pytest.raises(Refused, match="由分管副县长、县长办理"):
        receptions.confirm_minutes(minutes, by=cast.office, at=held.tick())


def test_what_the_host_sends_back_is_written_on(held, cast):
    minutes = held.until("with_host")
    receptions.send_back_minutes(minutes, reason="第一件的完成时限再核", by=held.host, at=held.tick())
    assert held.minutes.state == "drafting"
    with pytest.raises(Refused, match="请写明要修改什么"):
        receptions.send_back_minutes(held.until("with_host"), reason=" ", by=held.host, at=held.tick())


def test_numbers_have_no_gaps_and_each_kind_its_own(cast, stand):
    first, second, third = hold(cast, stand, ("deferred",)), hold(cast, stand, ("deferred",)), hold(cast, stand)
    receptions.write_minutes(second.until("drafting"), form="decision", parts={}, by=cast.office, at=second.tick())
    numbers = [held.until("issued").number for held in (first, second, third)]
    assert numbers == ["接待日纪要〔2026〕1号", "接待日决定〔2026〕1号", "接待日纪要〔2026〕2号"]


def test_after_issue_only_a_correction_changes_them(held, cast):
    minutes = held.until("issued")
    with pytest.raises(Refused, match="现在是“已印发”"):
        receptions.write_minutes(minutes, form="minutes", opening="改", parts={}, by=cast.intake, at=held.tick())
    with pytest.raises(Refused, match="照抄要更正的文字"):
        receptions.propose_erratum(minutes, was="没有这句话", becomes="有", reason="试", by=cast.intake, at=held.tick())
    erratum = held.until("correcting") and receptions.confirm_erratum(held.minutes, by=held.host, at=held.tick())
    assert (erratum.number, erratum.was, erratum.becomes) == (1, "每周跳闸", "每月跳闸")
    assert days.minutes_parts(held.minutes, cast.office)[0].statement == "七月以来每周跳闸两三次"
    assert [row.number for row in days.errata(held.minutes, cast.officer("power-supply"))] == [1]
    assert record.verify().ok


def test_a_correction_that_the_host_declines_has_no_number(held, cast):
    held.until("correcting")
    receptions.decline_erratum(held.minutes, reason="原文无误", by=held.host, at=held.tick())
    held.until("correcting")
    assert receptions.confirm_erratum(held.minutes, by=held.host, at=held.tick()).number == 1
    assert [(row.ordinal, row.state) for row in days.errata(held.minutes, cast.office)] == [
        (1, "declined"), (2, "confirmed"),
    ]  # fmt: skip
    assert record.verify().ok


def test_a_correction_of_the_frame_keeps_a_hidden_name_from_departments(cast, stand):
    """四(二): a correction about no single appeal may name an enterprise that asked to be hidden; departments read none."""
    held = hold(cast, stand, confidential=True)
    minutes = held.until("issued")
    name = minutes.day.agenda.first().appeal.enterprise_name
    receptions.propose_erratum(
        minutes, was="每周跳闸", becomes=f"{name}每周跳闸", reason=f"{name}来电", by=cast.intake, at=held.tick()
    )
    receptions.confirm_erratum(held.minutes, by=held.host, at=held.tick())
    (told,), (whole,) = (days.errata(held.minutes, who) for who in (cast.officer("power-supply"), cast.office))
    assert name in whole.becomes
    assert name not in told.becomes + told.reason


def test_two_who_write_do_not_overwrite_each_other(held, cast):
    held.until("drafting")
    mine, theirs = held.minutes, held.minutes
    receptions.write_minutes(theirs, form="minutes", closing="特此纪要。", parts={}, by=cast.office, at=held.tick())
    with pytest.raises(Conflict, match="县政府办") as caught:
        receptions.write_minutes(mine, form="minutes", closing="完", parts={}, by=cast.intake, at=held.tick())
    assert caught.value.by == cast.office.title
    assert held.minutes.closing == "特此纪要。"


def test_every_saving_is_a_version_with_the_words_before_and_after(held, cast):
    minutes = held.until("drafting")
    part = days.minutes_parts(minutes, cast.office)[0]
    texts = {part.entry_id: {"opinion": "限期三十日解决"}}
    receptions.write_minutes(minutes, form="minutes", closing="完。", parts=texts, by=cast.office, at=held.tick())
    (version,) = days.minutes_versions(held.minutes, cast.intake)
    assert version.who == cast.office.title
    assert ("结尾", "", "完。") in version.changes
    assert (f"{part.heading}：领导意见", "供电公司牵头，限期解决", "限期三十日解决") in version.changes


def test_each_department_reads_what_concerns_it_once_they_are_issued(held, cast):
    power, park, stranger = cast.officer("power-supply"), cast.officer("park-west"), cast.officer("housing")
    code = held.until("confirmed").code
    for actor in (power, park, stranger, cast.actor("hengxin")):
        with pytest.raises(NotFound):
            days.fetch_minutes(actor, code)
    minutes = held.until("issued")
    assert {row.organ_name: row.items for row in days.excerpts(minutes, cast.office)} == {
        days.organ_labels([cast.organ("power-supply")])[0]: 1,
        days.organ_labels([cast.organ("park-west")])[0]: 1,
    }
    assert len(days.minutes_parts(days.fetch_minutes(power, code), power)) == 4
    assert [part.items[0].number for part in days.minutes_parts(days.fetch_minutes(park, code), park)] == [
        lines(minutes)[0].number
    ]
    for actor in (stranger, cast.actor("hengxin")):
        with pytest.raises(NotFound):
            days.fetch_minutes(actor, code)


def test_a_department_does_not_read_who_asked_not_to_be_named(cast, stand):
    held = hold(cast, stand, ("decided", "deferred"), confidential=True)
    minutes = held.until("issued")
    name = days.heard_of(held.day)[0].enterprise
    assert name in minutes.observers
    power = cast.officer("power-supply")
    texts = [*days.minutes_frame(minutes, power).values()]
    for part in days.minutes_parts(minutes, power):
        texts += [part.heading, part.statement, part.opinion, part.conclusion]
    assert not [text for text in texts if name in text]
    assert name in "".join(days.minutes_frame(minutes, held.host).values())


def test_whoever_took_over_from_an_abolished_department_reads_its_part(held, cast):
    held.until("confirmed")
    abolish(cast, "park-west", successor="lingcheng", at=held.tick())
    minutes = held.until("issued")
    (item,) = days.minutes_parts(minutes, cast.office)[0].items
    assert item.assisting_names.endswith("承接）")
    heir = cast.officer("lingcheng")
    assert len(days.minutes_parts(days.fetch_minutes(heir, minutes.code), heir)) == 1


def test_an_item_whose_lead_is_gone_keeps_them_from_being_issued(held, cast):
    held.until("confirmed")
    abolish(cast, "power-supply", successor=None, at=held.tick())
    with pytest.raises(Refused, match=r"JD-2026-\d{6}的牵头部门.*已撤销，还没有承接单位"):
        decisions.issue_minutes(held.minutes, by=cast.office, at=held.tick())
    assert held.minutes.state == "confirmed"


def test_forty_thousand_characters_are_kept_to_the_last(cast, stand):
    long = "停电" * 20_000
    held = hold(cast, stand, ("deferred",))
    minutes = held.until("drafting")
    (part,) = days.minutes_parts(minutes, cast.office)
    parts = {part.entry_id: {"statement": long}}
    receptions.write_minutes(minutes, form="minutes", parts=parts, by=cast.office, at=held.tick())
    assert days.minutes_parts(held.until("issued"), cast.office)[0].statement == long
    assert record.verify().ok
