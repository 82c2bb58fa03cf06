"""A quarter of the county ends with a report, three bulletins and a coverage map, and the journal gives every figure again.

四(五), 四(六), 五(五). Each recount is independent of the program: see the modules named after what they recount.
"""

from collections import Counter
from datetime import date, datetime

import pytest
from tests.consistency.bulletin_recount import agrees
from tests.consistency.coverage_recount import Recount as Coverage
from tests.consistency.coverage_recount import mapped, of_the_journal
from tests.consistency.inspection_recount import Recount as Inspection
from tests.consistency.inspection_recount import essence
from tests.consistency.recount import SHANGHAI

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.simulation.running import live
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.outreach.queries import CoverageWanted, groups
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal
from qinqing.services.journal.queries import Entry

START = date(2026, 1, 5)


@pytest.fixture
def lived(db, data_folder):
    """A quarter of the county, and the days of the next in which it is reported on."""
    county = tell()
    settle(county, at=datetime(2025, 11, 3, 9, tzinfo=SHANGHAI))
    cast = Cast(county, START)
    live(cast, start=START, months=4, arriving=40, seed=5)
    return cast


def test_the_journal_alone_gives_every_figure_again(lived):
    the_map_agrees(lived)
    for month in ("2026-01", "2026-02", "2026-03"):
        assert agrees(bulletins.fetch_published(month)) > 5
    count = Inspection(register.organ_names())
    for entry in Entry.objects.order_by("pk").iterator():
        count.read(entry.subject, entry.event, entry.facts, entry.sets)
    told, counted = count.reports[-1]
    assert essence(told) == counted
    assert told["all"]
    assert journal.verify().ok


def the_map_agrees(lived):
    """For the bureau, and for a park as far as it may read; what was heard on visits came among the appeals."""
    park, count = lived.officer("park-west"), of_the_journal()
    told = mapped(groups(lived.intake, CoverageWanted()))
    assert told == count.count()
    assert mapped(groups(park, CoverageWanted())) == count.count(township=park.organ)
    total = sum(told.values(), Counter())
    assert total["all"] > total["informed"] > total["taken_part"] > total["helped"] > 0
    assert 0 < total["visited"] < total["informed"]
    events = set(Entry.objects.values_list("event", flat=True))
    assert {"outreach.visit_finding.registered", "outreach.campaign.lodged", "outreach.campaign.attended"} <= events


def test_the_recount_of_the_map_would_notice_silence_counted_as_help():
    """The recount's broken twin: a closing nobody has rated helps nobody."""
    count = Coverage({"enterprise/a": 1})
    known = {"unnamed": False, "county_registered": True, "status": "registered", "agreement_signed": False}
    count.read(
        "enterprise/a", "register.enterprise.added", {}, {**known, "township": 3, "section": "C", "size": "small"}
    )
    closed = {"enterprise_id": 1, "confidential": False, "closed_at": "2026-01-05", "result": "resolved"}
    count.read("appeal/b", "appeals.appeal.closed", {}, closed)
    assert count.count()[3, "C", "small"] == {"all": 1, "informed": 1, "taken_part": 1}
    count.read("appeal/b", "supervision.appeal.evaluated", {"solved": "已解决"}, {})
    assert count.count()[3, "C", "small"]["helped"] == 1
