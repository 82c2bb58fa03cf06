"""Houses to break: one template a session, one copy a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults import houses


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    """Migrated and settled, with nothing in it yet."""
    house = houses.build(tmp_path_factory.mktemp("template"))
    yield house
    houses.pull_down(house)


@pytest.fixture
def house(template: houses.House, tmp_path: Path) -> Iterator[houses.House]:
    """A house of the test's own."""
    own = houses.copy(template, tmp_path / "house")
    own.folder.mkdir(exist_ok=True)
    yield own
    houses.pull_down(own)
