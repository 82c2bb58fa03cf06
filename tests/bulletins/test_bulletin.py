"""四(六): a month is told of once it is over, by two people, with nobody named, and its figures stand."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from tests.bulletins.conftest import DECEMBER, NOVEMBER

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries as people
from qinqing.procedure.register.queries import staffing
from qinqing.procedure.supervision import actions as supervision
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
LATER = DECEMBER + timedelta(days=40)


def fresh(cast):
    return queries.fetch_bulletin(cast.intake, "2026-11")


def choose(found, cast):
    code = queries.candidates(found, cast.intake)[0].appeal.code
    actions.choose_example(found, appeal=code, by=cast.intake, at=DECEMBER)
    return code


def rewritten(found, cast, text):
    examples = {example["appeal"]: ("企业用电有了保障", text) for example in found.examples}
    return actions.write(found, preface="", examples=examples, by=cast.intake, at=DECEMBER)


def told(actor):
    return [row.title for row in messages.page(actor, messages.Wanted(size=100)).rows]


def test_it_is_opened_once_when_its_month_is_over(opened, cast):
    assert (opened.draft_due_on, opened.due_on) == (date(2026, 12, 5), date(2026, 12, 10))
    assert actions.open_due(DECEMBER) == 0
    assert actions.open_bulletin(NOVEMBER, at=DECEMBER) is None
    assert told(cast.intake)[0] == "请起草2026年11月通报"


def test_a_month_that_lasts_is_refused(cast):
    with pytest.raises(Refused, match="还没有过完"):
        actions.open_bulletin(date(2026, 12, 1), at=DECEMBER)


def test_months_missed_while_the_worker_was_down_are_opened_all(opened, cast):
    assert actions.open_due(datetime(2027, 3, 2, tzinfo=SHANGHAI)) == 3
    assert [one.month for one in queries.bulletins(cast.intake)] == ["2027-02", "2027-01", "2026-12", "2026-11"]


def test_a_county_with_nothing_to_tell_has_no_bulletin(cast):
    actions.follow_record()
    assert actions.open_due(DECEMBER) == 0


def test_a_chosen_case_begins_with_stand_ins(opened, cast):
    choose(opened, cast)
    (example,) = fresh(cast).examples
    assert example["text"].startswith("企业反映：")
    assert queries.flagged(fresh(cast)) == []


def test_nothing_is_published_over_a_flag_that_nobody_settled(opened, cast):
    choose(opened, cast)
    rewritten(opened, cast, "陈立恒（１３８-0013-8000）来电。")
    with pytest.raises(Refused, match="还有2处可能泄露身份的内容没有处理"):
        actions.submit(fresh(cast), by=cast.intake, at=DECEMBER)
    rewritten(fresh(cast), cast, "企业来电反映，已办好。")
    assert actions.submit(fresh(cast), by=cast.intake, at=DECEMBER).state == "with_head"


def test_what_stays_has_a_name_and_a_reason_on_the_record(opened, cast):
    choose(opened, cast)
    rewritten(opened, cast, "恒信公司同意公开名称。")
    (flag,) = queries.flagged(fresh(cast))
    with pytest.raises(Refused, match="请写明为什么可以公开"):
        actions.keep(fresh(cast), key=flag.flag.key, reason=" ", by=cast.intake, at=DECEMBER)
    actions.keep(fresh(cast), key=flag.flag.key, reason="企业书面同意", by=cast.intake, at=DECEMBER)
    entry = record.last("bulletin/2026-11")
    assert (entry.event, entry.by.name) == ("bulletins.bulletin.kept", "韦晓岚")
    assert entry.facts == {"kept": "恒信公司", "reason": "企业书面同意"}
    actions.submit(fresh(cast), by=cast.intake, at=DECEMBER)
    with pytest.raises(Refused):
        rewritten(fresh(cast), cast, "送审以后不能再改")


def test_whoever_is_entered_after_approval_is_still_found_at_publication(until, cast, opened):
    actions.write(opened, preface="腾岳兴业反映用电问题。", examples={}, by=cast.intake, at=DECEMBER)
    found = until("with_leader")
    register.add_enterprise(name="云岭县腾岳兴业有限公司", by=cast.intake, at=DECEMBER)
    with pytest.raises(Refused, match="没有处理"):
        actions.publish(found, by=cast.mayor, at=DECEMBER)


def test_two_people_approve_it(until, cast):
    found = until("with_leader")
    same = replace(cast.mayor, person=cast.bureau_head.person)
    with pytest.raises(Refused, match="须由另一个人办理"):
        actions.publish(found, by=same, at=DECEMBER)
    actions.publish(found, by=cast.post("deputy-industry"), at=DECEMBER)
    assert queries.fetch_published("2026-11").published_by.startswith("黄志坚")


def test_either_sends_it_back_with_a_reason(until, cast):
    found = until("with_leader")
    with pytest.raises(Refused, match="请写明要改什么"):
        actions.return_draft(found, reason="", by=cast.mayor, at=DECEMBER)
    actions.return_draft(found, reason="案例太少", by=cast.mayor, at=DECEMBER)
    assert (found.state, found.frozen_at) == ("drafting", None)
    assert "县领导退回2026年11月通报" in told(cast.intake)


def test_a_colleague_who_was_faster_is_named(until, cast):
    found, slow = until("with_head"), fresh(cast)
    actions.approve(found, by=cast.bureau_head, at=DECEMBER)
    with pytest.raises(Conflict, match="莫东升.*审核通过"):
        actions.send_back(slow, reason="再核", by=cast.bureau_head, at=DECEMBER)


def test_nobody_but_the_bureau_sees_a_draft(until, cast):
    until("with_head")
    for actor in (cast.mayor, cast.office, cast.inspector, cast.public):
        with pytest.raises(NotFound):
            queries.fetch_bulletin(actor, "2026-11")


def recounted():
    out = StringIO()
    call_command("bulletin", "2026-11", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_ratings_after_freezing_change_nothing(until, cast, speaker):
    frozen = until("with_leader")
    rated = queries.candidates(frozen, cast.intake)[0].appeal
    supervision.evaluate(rated, solved=False, level=1, comment="没有办好", by=speaker(rated), at=LATER)
    actions.publish(fresh(cast), by=cast.mayor, at=LATER)
    again = queries.recount(NOVEMBER, at=frozen.cutoff_at)
    assert again.digest == frozen.digest == queries.figures_of(fresh(cast)).digest


def test_the_command_counts_a_frozen_month_at_its_cut_off(until):
    frozen = until("published")
    answer = recounted()
    assert (answer["digest"], answer["agrees"]) == (frozen.digest, True)
    assert datetime.fromisoformat(answer["cutoff"]) == frozen.cutoff_at


def test_an_appeal_of_the_month_that_was_entered_after_it_counts_as_received(opened, cast):
    before = queries.figures_of(opened).totals
    appeals.receive(
        text="上月电话反映的停电问题", title="停电", enterprise_name="某厂", channel="telephone",
        received_at=DECEMBER - timedelta(days=3), late_reason="三天前的来电", by=cast.intake, at=DECEMBER,
    )  # fmt: skip
    after = queries.figures_of(actions.submit(fresh(cast), by=cast.intake, at=DECEMBER)).totals
    assert (after.received, after.open) == (before.received + 1, before.open + 1)


def test_a_month_without_appeals_has_no_rates(opened, cast):
    actions.open_due(datetime(2027, 2, 2, tzinfo=SHANGHAI))
    empty = queries.fetch_bulletin(cast.intake, "2026-12")
    rates = [text for row in queries.rows(queries.figures_of(empty)) for text in row.rates.values()]
    assert not any("%" in text for text in rates)
    assert queries.shown(queries.figures_of(empty).totals.rates["satisfied"]) == "—"


def test_what_is_out_changes_only_by_a_numbered_correction(until, cast):
    found = until("correcting")
    proposer = replace(cast.mayor, person=cast.intake.person)
    with pytest.raises(Refused, match="须由另一个人办理"):
        actions.confirm_correction(found, by=proposer, at=LATER)
    actions.confirm_correction(found, by=cast.mayor, at=LATER)
    (row,) = fresh(cast).corrections
    assert (row["number"], row["was"], row["becomes"], row["reason"]) == (1, "1", "2", "漏计")
    with pytest.raises(Refused, match="可能泄露身份"):
        actions.propose_correction(
            fresh(cast), where="案例1", was="企业", becomes="陈立恒的企业", reason="补充", by=cast.intake, at=LATER
        )


def merge(cast, code, into):
    """One department becomes part of another; nobody holds its posts any more."""
    organ, admin = cast.organ(code), cast.post("security-admin")
    posts = [post.id for post in people.posts() if post.organ == organ]
    for one in [one for held in staffing.tenures(posts, DECEMBER.date()).values() for one in held]:
        register.end_holding(holding_id=one.id, until=DECEMBER.date() - timedelta(days=1), by=admin, at=DECEMBER)
    register.abolish_organ(organ, successor=cast.organ(into), by=cast.post("system-admin"), at=DECEMBER)


def test_a_department_that_was_merged_keeps_its_line_in_months_before(opened, cast):
    before = queries.recount(NOVEMBER, at=DECEMBER)
    organ = next(line.organ for line in before.departments if line.organ)
    merge(cast, organ, "housing")
    after = queries.recount(NOVEMBER, at=DECEMBER)
    assert (after.digest, [line.organ for line in after.departments]) == (
        before.digest, [line.organ for line in before.departments],
    )  # fmt: skip


def test_the_record_gives_every_column_again(until):
    until("correcting")
    assert record.verify().ok
