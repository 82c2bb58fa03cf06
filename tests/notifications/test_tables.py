"""The wiring is complete: every event of every chapter is told to somebody, or deliberately to nobody."""

import pytest

from qinqing.config.wiring import NOTICES, named
from qinqing.procedure.appeals.events import EVENTS
from qinqing.services.notifications.rules.lines import PLACE

TABLES = {name: named(name) for name in NOTICES}
EVENTS_OF = {"qinqing.procedure.appeals.notices:NOTICES": "appeals.appeal."}


@pytest.mark.parametrize("name", TABLES)
def test_every_event_is_told_or_deliberately_silent(name):
    table, prefix = TABLES[name], EVENTS_OF[name]
    own = {event for event in EVENTS if event.startswith(prefix)}
    listed = [event for event in (*table.told, *table.silent) if event.startswith(prefix)]
    assert sorted(listed) == sorted(own)
    assert all(why.strip() for why in table.silent.values())


def test_every_line_has_a_name_of_its_own():
    names = [line.name for table in TABLES.values() for lines in table.told.values() for line in lines]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("name", TABLES)
def test_titles_are_short_enough_for_a_list(name):
    lines = [line for lines in TABLES[name].told.values() for line in lines]
    assert [line.name for line in lines if len(PLACE.sub("", line.title)) > 40] == []
