"""接待材料: who is asked, by when, what is written, and that it stays as the host read it. 五(二), 四(一)2."""

from datetime import date, timedelta

import pytest
from tests.cast import NOW
from tests.held import abolish, hear

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.models import DossierPart
from qinqing.procedure.receptions.rules.dossiers import Written, digest
from qinqing.procedure.supervision import actions as supervision
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
SAID = "二号线负荷已满，建议增容"


def part_of(entry, organ, cast):
    """The part of a department, as the bureau sees it now."""
    row = DossierPart.objects.get(appeal=entry.appeal, organ=organ)
    return queries.fetch_dossier_part(cast.intake, row.code)


@pytest.fixture
def notified(cast, day, entries, later):
    """The day's notice is out."""
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later())
    return queries.agenda(day, cast.office)


def test_the_notice_asks_the_departments_that_handle_each_appeal(cast, notified):
    parts = DossierPart.objects.order_by("id")
    assert {(part.appeal_id, part.organ_id) for part in parts} == {
        (entry.appeal_id, cast.organ("power-supply")) for entry in notified
    }
    head = cast.head("power-supply")
    assert [part.appeal_id for part, _ in queries.dossier_waiting(head)] == [entry.appeal_id for entry in notified]
    assert queries.dossier_waiting(cast.head("housing")) == []
    told = [one.title for one in messages.page(head, messages.Wanted(size=100)).rows]
    assert f"请准备接待材料：{notified[0].appeal.number}" in told


def test_what_is_put_on_the_agenda_after_the_notice_is_asked_at_once(cast, stand, day, notified, later):
    third = stand("ripe", rung=2)
    actions.put_on_agenda(queries.fetch(cast.office, day.code), [third], by=cast.office, at=later())
    assert DossierPart.objects.filter(appeal=third, state="asked").count() == 1


def test_the_limit_ends_two_working_days_before_the_day(cast, stand, later):
    far = actions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 14), place="政务中心",
        departments=[cast.organ("power-supply")], by=cast.office, at=later(),
    )  # fmt: skip
    actions.put_on_agenda(far, [stand("ripe", rung=2)], by=cast.office, at=later())
    actions.issue_notice(queries.fetch(cast.office, far.code), by=cast.office, at=later())
    part = DossierPart.objects.get(day=far)
    assert Clocks.of(part.subject).get("dossier").due_on == date(2026, 12, 10)
    told = {"date": date(2026, 12, 18), "reason": "县长外出"}
    actions.amend(queries.fetch(cast.office, far.code), by=cast.office, at=later(), **told)
    clocks = Clocks.of(part.subject)
    assert clocks.get("dossier").verdict == "void"
    assert clocks.get("dossier#2").due_on == date(2026, 12, 16)
    assert record.verify().ok


def test_a_department_writes_is_asked_again_and_writes_again(cast, notified, later):
    power = cast.organ("power-supply")
    part, officer = part_of(notified[0], power, cast), cast.officer("power-supply")
    actions.submit_part(part, opinion=SAID, proposal="增容", by=officer, at=later())
    with pytest.raises(Refused, match="请写明要补充什么"):
        actions.return_part(part, reason=" ", by=cast.intake, at=later())
    actions.return_part(part, reason="没有写投资", by=cast.office, at=later())
    assert part_of(notified[0], power, cast).opinion == SAID
    actions.resubmit_part(part_of(notified[0], power, cast), opinion=f"{SAID}，投资八十万元", by=officer, at=later())
    sheet = queries.sheets(notified[0].day, cast.mayor, at=later())[0]
    assert [(one.part.state, one.late) for one in sheet.parts] == [("submitted", False)]
    assert sheet.missing == ()
    assert record.verify().ok


def test_another_department_neither_sees_nor_writes_it(cast, notified, later):
    part = part_of(notified[0], cast.organ("power-supply"), cast)
    with pytest.raises(NotFound):
        queries.fetch_dossier_part(cast.officer("housing"), part.code)
    with pytest.raises(Refused, match="由.*供电.*提交"):
        actions.submit_part(part, opinion=SAID, by=cast.officer("housing"), at=later())


def test_who_only_writes_a_part_hears_that_the_day_moves_and_that_it_is_called_off(cast, stand, day, later):
    heard = stand("ripe", rung=2, assisting=("park-west",))
    actions.put_on_agenda(queries.fetch(cast.office, day.code), [heard], by=cast.office, at=later())
    actions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later())
    moved = actions.amend(queries.fetch(cast.office, day.code), place="四楼", reason="占用", by=cast.office, at=later())
    actions.cancel_day(moved, reason="县长外出", by=cast.office, at=later(minutes=2))
    for organ in ("park-west", "power-supply"):
        rows = messages.page(cast.head(organ), messages.Wanted(size=100)).rows
        titles = [row.title for row in rows if row.subject == day.subject]
        assert [title[-3:] for title in titles][:2] == ["日取消", "有调整"], organ


def test_who_takes_over_from_a_department_writes_in_the_days_that_are_left(cast, notified, later):
    """A department abolished before it wrote; one it returns to after that; one that nobody takes over."""
    power, housing = cast.organ("power-supply"), cast.organ("housing")
    first, second = (part_of(entry, power, cast) for entry in notified)
    actions.submit_part(second, opinion=SAID, by=cast.officer("power-supply"), at=later())
    due = Clocks.of(first.subject).get("dossier").due_on
    abolish(cast, "power-supply", successor="housing", at=later())
    assert [part.pk for part, _ in queries.dossier_waiting(cast.officer("housing"))] == [first.pk]
    handed = part_of(notified[0], housing, cast)
    assert (handed.state, Clocks.of(handed.subject).get("dossier").due_on) == ("asked", due)
    assert Clocks.of(handed.subject).get("dossier").holder_organ == housing
    assert record.last(handed.subject).facts["former"] == "供电公司"
    assert "供电公司已撤并" in messages.page(cast.head("housing"), messages.Wanted(size=1)).rows[0].text
    actions.submit_part(handed, opinion=SAID, by=cast.officer("housing"), at=later())
    written = part_of(notified[1], power, cast)
    actions.return_part(written, reason="没有写投资", by=cast.office, at=later())
    assert part_of(notified[1], housing, cast).state == "returned"
    assert record.verify().ok


def test_a_part_ends_where_nobody_takes_over(cast, notified, later):
    abolish(cast, "power-supply", successor=None, at=later())
    assert {part.state for part in DossierPart.objects.all()} == {"released"}
    assert record.verify().ok


def test_who_takes_over_is_asked_from_then_on(cast, stand, day, notified, later):
    third = stand("ripe", rung=2)
    abolish(cast, "power-supply", successor="housing", at=later())
    actions.put_on_agenda(queries.fetch(cast.office, day.code), [third], by=cast.office, at=later())
    heir = cast.officer("housing")
    assert [part.organ_id for part in DossierPart.objects.filter(appeal=third)] == [heir.organ]
    read = queries.sheets(queries.dossier_day(heir, day.code), heir, at=later())
    assert third.number in [sheet.entry.appeal.number for sheet in read]


def test_nothing_is_cut_and_nothing_empty_is_taken(cast, notified, later):
    part, officer = part_of(notified[0], cast.organ("power-supply"), cast), cast.officer("power-supply")
    with pytest.raises(Refused, match="请写明本部门的办理情况和意见"):
        actions.submit_part(part, opinion="  \n ", by=officer, at=later())
    actions.submit_part(part, opinion="跳闸𠮷" * 10_000, by=officer, at=later())
    shown = queries.sheets(notified[0].day, cast.mayor, at=later())[0].parts[0].part
    assert shown.opinion == "跳闸𠮷" * 10_000


def test_two_at_once_do_not_overwrite_each_other(cast, notified, later):
    mine = part_of(notified[0], cast.organ("power-supply"), cast)
    theirs = part_of(notified[0], cast.organ("power-supply"), cast)
    actions.submit_part(theirs, opinion=SAID, by=cast.head("power-supply"), at=later())
    with pytest.raises(Conflict, match="提交接待材料"):
        actions.submit_part(mine, opinion="另一份", by=cast.officer("power-supply"), at=later())


def test_the_office_settles_proposal_and_questions_field_by_field(cast, day, notified, later):
    entry, empty = queries.entry(cast.office, day.code, notified[0].appeal.code), digest("")
    actions.write_sheet(entry, texts={"proposal": Written("先换线", empty)}, by=cast.office, at=later())
    again = queries.entry(cast.intake, day.code, notified[0].appeal.code)
    # The other field is free; the same one tells who was overlooked.
    actions.write_sheet(again, texts={"questions": Written("钱从哪里来", empty)}, by=cast.intake, at=later())
    last = queries.entry(cast.intake, day.code, notified[0].appeal.code)
    with pytest.raises(Conflict, match="建议方案"):
        actions.write_sheet(last, texts={"proposal": Written("再等等", empty)}, by=cast.intake, at=later())
    sheet = queries.sheets(last.day, cast.mayor, at=later())[0]
    assert (sheet.proposal, sheet.questions) == ("先换线", "钱从哪里来")
    with pytest.raises(Refused, match="没有修改内容"):
        actions.write_sheet(last, texts={"proposal": Written("先换线", digest("先换线"))}, by=cast.intake, at=later())
    with pytest.raises(Refused):
        actions.write_sheet(last, texts={"proposal": Written("x", digest("先换线"))}, by=cast.mayor, at=later())
    assert record.verify().ok


def test_the_outcome_freezes_the_sheet_and_leaves_what_is_missing_seen(cast, day, notified):
    first, second = notified
    written = part_of(first, cast.organ("power-supply"), cast)
    actions.submit_part(written, opinion=SAID, by=cast.officer("power-supply"), at=NOW)
    for entry in (first, second):
        hear(cast, queries.entry(cast.intake, day.code, entry.appeal.code), "unresolved")
    sheets = queries.sheets(queries.fetch(cast.intake, day.code), cast.intake, at=NOW)
    assert queries.dossier_counts(sheets) == {"asked": 2, "on_time": 1, "late": 0, "missing": 1}
    assert [len(sheet.missing) for sheet in sheets] == [0, 1]
    with pytest.raises(Refused, match="接待材料不再改动"):
        actions.return_part(part_of(first, cast.organ("power-supply"), cast), reason="再核", by=cast.intake, at=NOW)
    with pytest.raises(Refused, match="接谈前没有提交"):
        actions.submit_part(
            part_of(second, cast.organ("power-supply"), cast), opinion=SAID, by=cast.officer("power-supply"), at=NOW
        )
    with pytest.raises(Refused, match="接待材料不再改动"):
        actions.write_sheet(
            queries.entry(cast.office, day.code, first.appeal.code), texts={"proposal": Written("x", digest(""))},
            by=cast.office, at=NOW,
        )  # fmt: skip
    assert record.verify().ok


def test_what_is_taken_off_or_called_off_is_asked_of_nobody(cast, day, notified, later):
    actions.take_off(
        queries.entry(cast.office, day.code, notified[0].appeal.code), reason="企业不来", by=cast.office, at=later()
    )
    assert [len(queries.dossier_waiting(cast.head("power-supply")))] == [1]
    actions.cancel_day(queries.fetch(cast.office, day.code), reason="停电", by=cast.office, at=later())
    assert queries.dossier_waiting(cast.head("power-supply")) == []
    assert set(DossierPart.objects.values_list("state", flat=True)) == {"released"}
    assert record.verify().ok


def test_the_course_tells_each_rung_and_hides_who_asked_to_be_hidden(cast, stand, day, later):
    secret = stand("ripe", rung=2, confidential=True, text="云岭恒信铸造跳闸")
    actions.put_on_agenda(day, [secret], by=cast.office, at=later())
    sheet = queries.sheets(queries.fetch(cast.office, day.code), cast.mayor, at=later())[0]
    assert [rung.name for rung in sheet.course] == ["部门办理", "副县长接待日"]
    below, here = ("\n".join(rung.steps) for rung in sheet.course)
    places = [below.index(word) for word in ("牵头办理", "研究后未能解决", "汇总报县人民政府办公室")]
    assert places == sorted(places)
    assert "2026年11月23日，列入11月23日" in here
    hidden = queries.sheets(queries.fetch(cast.office, day.code), cast.head("power-supply"), at=later())[0]
    assert secret.enterprise_name not in repr([hidden.course, hidden.shown.text, hidden.shown.enterprise_name])


def test_a_limit_that_is_missed_is_chased(cast, notified):
    tomorrow = NOW + timedelta(days=1)
    assert supervision.chase(at=tomorrow)
    told = [one.title for one in messages.page(cast.head("power-supply"), messages.Wanted(size=200)).rows]
    assert any("提交接待材料" in title and notified[0].appeal.number in title for title in told), told
    assert record.verify().ok
