"""四(二): an outcome recorded by mistake is taken back before the day is closed, as long as nobody built on it."""

import pytest
from tests.held import BASIS, abolish, hear, item

from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries as reading
from qinqing.procedure.appeals.queries.history import steps
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
REASON = "记到另一家企业名下了"
COLUMNS = ("state", "rung", "outcome", "decided", "due_at", "due_kind", "turn_role", "closed_at")


def fresh(cast, entry):
    return queries.entry(cast.intake, entry.day.code, entry.appeal.code)


def standing(cast, entry):
    appeal = reading.fetch(cast.intake, entry.appeal.code)
    return {name: getattr(appeal, name) for name in COLUMNS} | {
        "answers": [answer.answer for answer in reading.answers(appeal, cast.intake)]
    }


@pytest.mark.parametrize("outcome", ["decided", "explained", "unresolved", "deferred"])
def test_the_appeal_stands_on_the_agenda_as_if_it_had_not_been_heard(cast, entries, later, outcome):
    before = standing(cast, entries[0])
    hear(cast, fresh(cast, entries[0]), outcome)
    assert standing(cast, entries[0]) != before
    entry = decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    assert (entry.outcome, entry.items, entry.statement, entry.recorded_at) == ("", 0, "", None)
    assert standing(cast, entries[0]) == before
    hear(cast, fresh(cast, entries[0]), outcome)
    assert fresh(cast, entries[0]).outcome == outcome
    assert record.verify().ok


def test_it_stands_on_three_records_with_its_reason(cast, entries, later):
    hear(cast, fresh(cast, entries[0]), "decided")
    (line,) = items.lines_of(entries[0].day)
    decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    decided = items.by_number(cast.intake, line.number)
    assert decided.state == "taken_back"
    for subject in (entries[0].day.subject, entries[0].appeal.subject, decided.subject):
        last = record.last(subject)
        assert (last.event.endswith("taken_back"), last.facts["reason"]) == (True, REASON), subject


def test_its_items_are_taken_back_and_count_no_more(cast, entries, later):
    hear(cast, fresh(cast, entries[0]), "decided")
    decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    assert items.lines_of(entries[0].day) == []
    assert items.counts_by_day([entries[0].day_id]) == {}
    officer = cast.officer("power-supply")
    assert items.todo(officer, at=later()) == []
    hear(cast, fresh(cast, entries[0]), "decided")
    assert len(items.lines_of(entries[0].day)) == 1


def test_what_a_department_has_begun_is_not_taken_back(cast, entries, later):
    hear(cast, fresh(cast, entries[0]), "decided")
    (line,) = items.lines_of(entries[0].day)
    decided = items.by_number(cast.intake, line.number)
    decisions.contact(decided, contact="何工", note="已电话联系", by=cast.officer("power-supply"), at=later())
    with pytest.raises(Refused, match="供电公司开始办理，不能收回"):
        decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    assert fresh(cast, entries[0]).outcome == "decided"
    assert record.verify().ok


def test_what_the_enterprise_has_answered_is_not_taken_back(cast, entries, later, speaker):
    hear(cast, fresh(cast, entries[0]), "explained")
    appeal = reading.fetch(cast.intake, entries[0].appeal.code)
    appeals.doubt(appeal, doubt="依据不对", by=speaker(appeal), at=later())
    with pytest.raises(Refused):
        decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())


def test_what_the_enterprise_adds_beside_it_stands_in_nobodys_way(cast, entries, later, speaker):
    hear(cast, fresh(cast, entries[0]), "unresolved")
    appeal = reading.fetch(cast.intake, entries[0].appeal.code)
    appeals.supplement(appeal, note="补一张照片", by=speaker(appeal), at=later())
    decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    assert fresh(cast, entries[0]).appeal.state == "scheduled"


def test_a_reason_is_compulsory_and_something_must_be_recorded(cast, entries, later):
    with pytest.raises(Refused, match="还没有记录结果"):
        decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    hear(cast, fresh(cast, entries[0]), "deferred")
    with pytest.raises(Refused, match="请写明收回的原因"):
        decisions.take_back_outcome(fresh(cast, entries[0]), reason=" ", by=cast.office, at=later())
    with pytest.raises(Refused, match="还没有记录结果"):
        decisions.take_back_outcome(fresh(cast, entries[1]), reason=REASON, by=cast.office, at=later())


def test_two_who_take_it_back_at_once_do_it_once(cast, entries, later):
    for entry in entries:
        hear(cast, fresh(cast, entry), "deferred")
    mine, theirs = fresh(cast, entries[0]), fresh(cast, entries[0])
    decisions.take_back_outcome(mine, reason=REASON, by=cast.office, at=later())
    with pytest.raises(Conflict):
        decisions.take_back_outcome(theirs, reason=REASON, by=cast.intake, at=later())


def test_after_the_day_is_closed_the_minutes_are_what_is_corrected(cast, entries, came, later):
    for entry in entries:
        hear(cast, fresh(cast, entry), "deferred")
    came(queries.fetch(cast.intake, entries[0].day.code))
    decisions.close_day(queries.fetch(cast.intake, entries[0].day.code), by=cast.intake, at=later())
    with pytest.raises(Refused, match="已举行"):
        decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())


def test_what_was_said_is_kept_to_be_recorded_again(cast, entries, later):
    hear(cast, fresh(cast, entries[0]), "explained")
    decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    kept = queries.notes(fresh(cast, entries[0]), cast.office, at=later())
    assert kept["basis"].text == BASIS


def test_a_paper_that_tells_the_way_leaves_out_what_was_taken_back(cast, entries, later):
    hear(cast, fresh(cast, entries[0]), "deferred")
    decisions.take_back_outcome(fresh(cast, entries[0]), reason=REASON, by=cast.office, at=later())
    hear(cast, fresh(cast, entries[0]), "unresolved")
    told = "".join(steps(entries[0].appeal))
    assert ("缓议" in told, "仍无法解决" in told) == (False, True)


def test_a_day_does_not_close_over_an_item_that_nobody_leads(cast, entries, came, later):
    decisions.decide_at_hearing(
        fresh(cast, entries[0]), items=[item(cast, lead="park-west")], opinion="限期", by=cast.intake, at=later()
    )
    hear(cast, fresh(cast, entries[1]), "deferred")
    came(queries.fetch(cast.intake, entries[0].day.code))
    abolish(cast, "park-west", successor=None, at=later())
    day = queries.fetch(cast.intake, entries[0].day.code)
    with pytest.raises(Refused, match="已撤销，还没有承接单位，请补齐后再结束"):
        decisions.close_day(day, by=cast.intake, at=later())
    assert len(items.incomplete_items(day)) == 1
