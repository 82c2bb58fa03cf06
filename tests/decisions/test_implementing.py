"""四(三): the lead department speaks to the enterprise, tells how it goes, asks once for a later date, and is done."""

from datetime import date

import pytest

from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.officer("power-supply")


@pytest.fixture
def item(decided):
    return decided()[0]


def test_contact_ends_its_limit_and_opens_the_work(officer, item, clock_of, later):
    decisions.contact(item, contact="何工", note="约定查看", by=officer, at=later(days=3))
    assert (item.state, clock_of(item, "item_contact").verdict) == ("implementing", "late")
    assert item.due_kind == "item"


def test_the_assisting_department_does_not_answer_for_it(cast, item, later):
    with pytest.raises(Refused, match="由牵头部门供电公司落实"):
        decisions.contact(item, contact="张", note="", by=cast.officer("park-west"), at=later())


def test_progress_is_told_by_all_who_carry_it_and_counted_for_the_lead(cast, officer, item, later):
    assert queries.progress_missing(cast.intake, at=later()) == []
    assert queries.progress_missing(cast.intake, at=later(days=10)) == [item]
    decisions.note_progress(item, progress="廊道已清", by=cast.officer("park-west"), at=later(days=10))
    assert queries.progress_missing(cast.intake, at=later(days=10)) == [item]
    decisions.note_progress(item, progress="变压器到货", by=officer, at=later(days=11))
    assert queries.progress_missing(cast.intake, at=later(days=11)) == []
    with pytest.raises(Refused, match="请写明进展"):
        decisions.note_progress(item, progress=" ", by=officer, at=later(days=11))


def test_a_copied_or_foreign_department_tells_no_progress(cast, item, later):
    with pytest.raises(Refused, match="不在牵头和配合部门之列"):
        decisions.note_progress(item, progress="听说", by=cast.officer("housing"), at=later())


def test_a_later_date_is_granted_and_counted_beside_the_first(cast, officer, item, clock_of, later):
    decisions.ask_due(item, due_on=date(2027, 1, 29), reason="设备到货晚", by=officer, at=later())
    assert [queries.todo(actor, at=later()) for actor in (cast.office, cast.deputy("C"), cast.mayor)] == [[item]] * 3
    decisions.move_due(item, by=cast.office, at=later())
    assert (item.due_on, item.due_asked) == (date(2027, 1, 29), None)
    clock = clock_of(item, "item")
    assert clock.due_on == date(2027, 1, 29)
    assert clock.original_due_at < clock.due_at
    decisions.ask_due(item, due_on=date(2027, 2, 19), reason="还不够", by=officer, at=later())
    decisions.move_due(item, by=cast.deputy("C"), at=later())
    assert (item.due_on, item.first_due_on, item.due_moved) == (date(2027, 2, 19), date(2026, 12, 31), 2)
    assert record.verify().ok


def test_a_date_that_was_kept_stays(cast, officer, item, later):
    decisions.ask_due(item, due_on=date(2027, 1, 29), reason="设备到货晚", by=officer, at=later())
    with pytest.raises(Refused, match="正在等待批准"):
        decisions.ask_due(item, due_on=date(2027, 2, 1), reason="再晚", by=officer, at=later())
    with pytest.raises(Refused, match="不同意的原因"):
        decisions.keep_due(item, reason=" ", by=cast.deputy("C"), at=later())
    decisions.keep_due(item, reason="企业等不起", by=cast.deputy("C"), at=later())
    assert (item.due_on, item.due_moved) == (date(2026, 12, 31), 0)


def test_a_day_that_passed_while_nobody_ruled_is_not_granted(cast, officer, item, later):
    decisions.ask_due(item, due_on=date(2027, 1, 4), reason="设备到货晚", by=officer, at=later())
    with pytest.raises(Refused, match="申请改到的日子已经过去"):
        decisions.move_due(item, by=cast.office, at=later(days=60))


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 12, 30), "要晚于现在的时限"),
        (date(2027, 2, 24), "最长3个月"),
        (date(2027, 1, 30), "不是工作日"),
    ],
)
def test_the_later_date_keeps_to_the_plan(officer, item, later, due_on, words):
    with pytest.raises(Refused, match=words):
        decisions.ask_due(item, due_on=due_on, reason="设备到货晚", by=officer, at=later())


def test_nothing_is_moved_that_nobody_asked_for(cast, item, later):
    with pytest.raises(Refused, match="没有待批准的"):
        decisions.move_due(item, by=cast.office, at=later())


def test_nothing_is_done_for_an_enterprise_nobody_spoke_to(officer, item, later):
    with pytest.raises(Refused, match="现在是“已交办，待联系企业”"):
        decisions.complete(item, note="办完", by=officer, at=later())


def test_done_lets_the_limit_rest_and_starts_that_of_the_report(item, walk, clock_of):
    item = walk(item, "completed")
    assert clock_of(item, "item").paused_at is not None
    assert clock_of(item, "report").due_on == date(2026, 11, 25)
    assert item.due_kind == "report"


def test_what_waits_for_each_post(cast, item, walk, later):
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    assert (queries.todo(officer, at=later()), queries.todo(head, at=later())) == ([item], [])
    item = walk(item, "signing")
    assert (queries.todo(officer, at=later()), queries.todo(head, at=later())) == ([], [item])


def test_who_was_faster_is_named(officer, item, later, cast):
    stale = queries.fetch(cast.intake, item.code)
    decisions.contact(item, contact="何工", note="", by=officer, at=later())
    stale.state = "assigned"
    with pytest.raises(Conflict, match="首次联系企业"):
        decisions.contact(stale, contact="何工", note="", by=officer, at=later())
