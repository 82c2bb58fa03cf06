"""四(六): whoever has the journal, and nothing else, comes to every figure that was published."""

from datetime import date, datetime

import pytest
from tests.consistency.bulletin_recount import SHANGHAI, agrees

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.simulation.running import live
from qinqing.procedure.bulletins import queries
from qinqing.services.journal import queries as journal

START = date(2026, 1, 5)


@pytest.fixture
def lived(db, data_folder):
    """Two months of the county, so that January's bulletin is out."""
    county = tell()
    settle(county, at=datetime(2025, 11, 3, 9, tzinfo=SHANGHAI))
    life = live(Cast(county, START), start=START, months=2, arriving=40, seed=11)
    assert life.bulletins >= 1
    return queries.fetch_published("2026-01")


def test_a_published_month_is_counted_again_from_the_journal_alone(lived):
    assert agrees(lived) > 10
    assert queries.recount(date(2026, 1, 1), at=lived.cutoff_at).digest == lived.digest
    assert journal.verify().ok
    # The broken twin: a figure that is changed behind the record is noticed.
    queries.Bulletin.objects.filter(pk=lived.pk).update(digest="0" * 64)
    assert not journal.verify().ok
