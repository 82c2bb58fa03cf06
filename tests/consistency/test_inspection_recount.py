"""The figures of a quarter's report, counted again from the journal alone by nothing of the program's own."""

from datetime import datetime, timedelta

import pytest
from tests.consistency.inspection_recount import Recount, essence
from tests.consistency.recount import SHANGHAI

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.simulation.running import live
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal
from qinqing.services.journal.queries import Entry

START = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)


@pytest.fixture
def lived(db, data_folder):
    """Six months of the county: three rounds, of a quarter with nothing in it and of two with something."""
    county = tell()
    settle(county, at=START - timedelta(days=90))
    live(Cast(county, START.date()), start=START.date(), months=6, arriving=40, seed=11)


def test_the_figures_of_each_report_are_those_of_the_record(lived):
    count = Recount(register.organ_names())
    for entry in Entry.objects.order_by("pk").iterator():
        count.read(entry.subject, entry.event, entry.facts, entry.sets)
    assert len(count.reports) >= 3
    for told, counted in count.reports:
        assert essence(told) == counted
    assert sum(told["all"] for told, _ in count.reports) > 5
    assert any(told["carried"] for told, _ in count.reports)
    assert journal.verify().ok


def test_the_recount_would_notice_a_finding_that_changed_later():
    """The recount's broken twin: a report that counts what was found afterwards is not accepted."""
    count = Recount({1: "供电公司"})
    row = {"organ_id": 1, "result": "in_progress", "former_id": None}
    count.read("finding/a", "supervision.finding.drawn", {"quarter": "四"}, row)
    wrong = {"all": 1, "implemented": 1, "in_progress": 0, "not_implemented": 0, "carried": 0}
    wrong["organs"] = [{"organ": "供电公司", "implemented": 1, "in_progress": 0, "not_implemented": 0}]
    count.read("round/b", "supervision.round.closed", {"quarter": "四"}, {"figures": wrong})
    ((told, counted),) = count.reports
    assert essence(told) != counted
