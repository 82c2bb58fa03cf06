"""The wiring is complete: every event of every chapter is told to somebody, or deliberately to nobody."""

import pytest

from qinqing.config.wiring import NOTICES, named
from qinqing.doors.console.events import EVENTS
from qinqing.doors.console.views.messages import DESK
from qinqing.doors.portal.views.messages import OWN
from qinqing.services.notifications.models import Message
from qinqing.services.notifications.rules.lines import PLACE

TABLES = {name: named(name) for name in NOTICES}
LINES = [line for table in TABLES.values() for lines in table.told.values() for line in lines]


def test_every_event_is_told_or_deliberately_silent():
    told = {event for table in TABLES.values() for event in table.told}
    silent = {event for table in TABLES.values() for event in table.silent}
    assert sorted(EVENTS.keys() - told - silent) == []
    assert sorted((told | silent) - EVENTS.keys()) == []
    assert sorted(told & silent) == []


def test_silence_has_its_reason():
    assert [event for table in TABLES.values() for event, why in table.silent.items() if not why.strip()] == []


def test_every_line_has_a_name_of_its_own():
    names = [line.name for line in LINES]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_line_is_short_enough_and_leads_somewhere(line):
    assert len(PLACE.sub("", line.title)) <= 40
    pages = {**DESK.links, **DESK.lists, **OWN.links, **OWN.lists}
    assert line.link in pages or not line.link


@pytest.mark.parametrize("place", [DESK, OWN], ids=lambda place: place.name)
def test_every_link_has_its_page_whatever_code_the_story_has(place):
    for link in (*place.links, *place.lists):
        assert place.address(Message(link=link, code="12345")).startswith("/")
    assert place.address(Message(link="quark", code="12345")) == ""
