"""四(六): a month's figures can be counted again from the record, at any later time, to the same numbers."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.rules import Cut, Window
from qinqing.procedure.supervision import actions as supervision

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
DECEMBER = datetime(2026, 12, 5, tzinfo=SHANGHAI)


@pytest.fixture
def month(stand, speaker, cast, later):
    """Some of everything in November."""
    for state in ("registered", "handling", "returned", "shelved", "refused"):
        stand(state)
    closed = stand("closed")
    supervision.evaluate(closed, solved=True, level=2, by=speaker(closed), at=later())
    supervision.follow_up(stand("closed"), reached=True, said="好", solved=True, level=5, by=cast.intake, at=later())
    return closed


def test_the_journal_alone_gives_what_the_pages_show(month, cast):
    actions.follow_record()
    whole = Window(datetime(2026, 11, 1, tzinfo=SHANGHAI), datetime(2026, 12, 1, tzinfo=SHANGHAI),
                   datetime(2026, 12, 1, tzinfo=SHANGHAI))  # fmt: skip
    shown = {row.name: row.now for row in queries.measured(cast.mayor, Cut.DEPARTMENT, [whole])}
    found = queries.recount(NOVEMBER, at=DECEMBER)
    assert {line.name: line.counts for line in found.departments} == shown
    assert found.totals.received == 7


def test_what_happens_later_does_not_change_a_month_that_is_over(month, stand, speaker, cast):
    before = queries.recount(NOVEMBER, at=DECEMBER)
    reopened = appeals.reopen(month, reason="企业又来反映", by=cast.bureau_head, at=DECEMBER - timedelta(days=2))
    assert reopened.is_open
    after = queries.recount(NOVEMBER, at=DECEMBER + timedelta(days=300))
    assert (after.digest, after.departments) == (before.digest, before.departments)


def test_another_figure_is_another_digest(month, stand):
    before = queries.recount(NOVEMBER, at=DECEMBER)
    stand("handling")
    assert queries.recount(NOVEMBER, at=DECEMBER).digest != before.digest


def test_a_month_without_appeals_has_no_rates_and_no_hundred_percent(cast):
    found = queries.recount(date(2024, 2, 1), at=DECEMBER)
    assert found.departments == ()
    assert all(rate.percent is None for rate in found.totals.rates.values())


def told(*words):
    out = StringIO()
    call_command("bulletin", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_answers_with_the_keys_others_rely_on(month):
    answer = told("2024-01")
    assert {"month", "departments", "totals", "digest", "frozen"} <= answer.keys()
    assert (answer["month"], answer["departments"], answer["frozen"]) == ("2024-01", [], True)


def test_a_month_that_has_not_begun_is_refused(cast):
    later = datetime.now(UTC).year + 1
    with pytest.raises(CommandError, match="还没有到"):
        told(f"{later}-12")
