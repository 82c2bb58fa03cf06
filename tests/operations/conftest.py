"""Ledgers to import, on the day the stage is set for."""

import pytest
import time_machine
from tests.cast import NOW
from tests.ledgers.offices import HEAD, table, xlsx


@pytest.fixture
def on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ledger(tmp_path):
    """``ledger(entry, …)``: a workbook with these entries."""
    return lambda *entries, head=HEAD, name="2026年台账.xlsx": xlsx(tmp_path / name, table(entries, head))
