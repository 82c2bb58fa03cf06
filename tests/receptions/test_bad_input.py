"""What people get wrong or overdo with reception days: each has a clear answer, and nothing is lost."""

import pytest
from tests.held import abolish, hear, item

from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
LONG = "".join(chr(0x4E00 + place % 20_000) for place in range(40_000))


def fresh(cast, entry):
    return queries.entry(cast.intake, entry.day.code, entry.appeal.code)


def test_sixty_items_of_one_day_are_all_assigned_and_all_minuted(cast, entries, came, later):
    chosen = [item(cast) for _ in range(60)]
    decisions.decide_at_hearing(fresh(cast, entries[0]), items=chosen, opinion="限期", by=cast.intake, at=later())
    hear(cast, fresh(cast, entries[1]), "deferred")
    came(queries.fetch(cast.intake, entries[0].day.code))
    held = decisions.close_day(queries.fetch(cast.intake, entries[0].day.code), by=cast.intake, at=later())
    minutes = decisions.draft_minutes(held, by=cast.intake, at=later())
    assert "研究决定60项事项" in minutes.opening
    assert len({line.number for line in items.lines_of(held)}) == 60
    assert record.verify().ok


def test_a_statement_of_forty_thousand_characters_is_kept_whole(cast, entries, came, later):
    for entry in entries:
        hear(cast, fresh(cast, entry), "deferred", statement=LONG)
    came(queries.fetch(cast.intake, entries[0].day.code))
    held = decisions.close_day(queries.fetch(cast.intake, entries[0].day.code), by=cast.intake, at=later())
    minutes = decisions.draft_minutes(held, by=cast.intake, at=later())
    parts = queries.minutes_parts(minutes, cast.intake)
    assert [part.statement == LONG for part in parts] == [True, True]


def test_a_department_abolished_before_its_report_hands_over_and_the_heir_reports(cast, entries, later):
    decisions.decide_at_hearing(
        fresh(cast, entries[0]), items=[item(cast, "park-west")], opinion="限期", by=cast.intake, at=later()
    )
    (line,) = items.lines_of(entries[0].day)
    done = items.by_number(cast.intake, line.number)
    decisions.contact(done, contact="罗工", note="已对接", by=cast.officer("park-west"), at=later())
    abolish(cast, "park-west", successor=None, at=later())
    heir = cast.organ("power-supply")
    kept = decisions.hand_over(
        items.by_number(cast.intake, line.number), lead=heir, reason="机构改革", by=cast.intake, at=later()
    )
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    decisions.complete(items.fetch(officer, kept.code), note="已办完", by=officer, at=later())
    decisions.draft_report(items.fetch(officer, kept.code), text="已落实", by=officer, at=later())
    assert decisions.sign_report(items.fetch(head, kept.code), by=head, at=later()).state == "reported"
    assert record.verify().ok
