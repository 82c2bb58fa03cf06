"""四(六): whoever has the journal, and nothing else, comes to every figure that was published.

Shares nothing with the program but the names of events: figures are counted once more by rules written down again here.
"""

from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.simulation.running import live
from qinqing.procedure.bulletins import queries
from qinqing.services.journal import queries as journal
from qinqing.services.journal.models import Entry

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = date(2026, 1, 5)
HAPPY, CONTENT = {"非常满意", "满意", "基本满意"}, "已解决"
ENDED = {"resolved", "partly_resolved", "explained"}


@pytest.fixture
def lived(db, data_folder):
    """Two months of the county, so that January's bulletin is out."""
    county = tell()
    settle(county, at=datetime(2025, 11, 3, 9, tzinfo=SHANGHAI))
    life = live(Cast(county, START), start=START, months=2, arriving=40, seed=11)
    assert life.bulletins >= 1
    return queries.fetch_published("2026-01")


def moment(text):
    return datetime.fromisoformat(text) if text else None


def in_january(at):
    return at is not None and (at.astimezone(SHANGHAI).year, at.astimezone(SHANGHAI).month) == (2026, 1)


def streams(prefix, until):
    found = defaultdict(list)
    for entry in Entry.objects.filter(subject__startswith=prefix, at__lte=until).order_by("subject", "sequence"):
        found[entry.subject].append(entry)
    return found.values()


def recounted(until):
    """Figures by the id of the lead department."""
    sums = defaultdict(lambda: defaultdict(int))
    for entries in streams("appeal/", until):
        row, rated, transferred = {}, None, None
        for entry in entries:
            row |= entry.sets
            if entry.event.endswith(".transferred"):
                transferred = transferred or entry.at
            if entry.event == "supervision.appeal.evaluated":
                rated = entry
        told = sums[row.get("lead_id")]
        told["received"] += in_january(moment(row["received_at"]))
        told["open"] += not row.get("closed_at")
        told["closed"] += in_january(moment(row.get("closed_at"))) and row["result"] in ENDED
        told["transferred"] += in_january(transferred)
        told["rated"] += rated is not None and in_january(rated.at)
        told["solved"] += rated is not None and in_january(rated.at) and rated.facts["solved"] == CONTENT
        told["satisfied"] += rated is not None and in_january(rated.at) and rated.facts["level"] in HAPPY
    return sums


def agrees_with_the_journal(lived):
    end = datetime(2026, 2, 1, tzinfo=SHANGHAI)
    published = queries.figures_of(lived)
    again = recounted(end)
    for name in ("received", "open", "closed", "transferred", "rated", "solved", "satisfied"):
        assert getattr(published.totals, name) == sum(told[name] for told in again.values()), name
        mine = sorted(told[name] for told in again.values() if told[name])
        assert mine == sorted(
            int(getattr(line.counts, name)) for line in published.departments if getattr(line.counts, name)
        )
    days = [
        entries
        for entries in streams("reception/", lived.cutoff_at)
        if any(one.event == "receptions.day.closed" for one in entries)
    ]
    assert published.upper.days == sum(in_january_day(one) for one in days)
    assigned = Entry.objects.filter(
        event="decisions.item.assigned", at__gte=datetime(2026, 1, 1, tzinfo=SHANGHAI), at__lt=end
    )
    assert published.upper.decided == assigned.count()
    assert published.totals.received > 10


def in_january_day(entries):
    dates = [entry.sets["date"] for entry in entries if "date" in entry.sets]
    return dates[-1].startswith("2026-01")


def test_a_published_month_is_counted_again_from_the_journal_alone(lived):
    agrees_with_the_journal(lived)
    assert queries.recount(date(2026, 1, 1), at=lived.cutoff_at).digest == lived.digest
    assert journal.verify().ok
    # The broken twin: a figure that is changed behind the record is noticed.
    queries.Bulletin.objects.filter(pk=lived.pk).update(digest="0" * 64)
    assert not journal.verify().ok
