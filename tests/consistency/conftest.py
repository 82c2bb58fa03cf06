"""One cast for a whole file of tests: settled once, each test's changes taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from tests.cast import CORNER, NOW, SETTLED_AT

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def settled(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The people of the corner of the county, in a transaction that ends with the file."""
    from qinqing.doors.operations.county.cast import Cast
    from qinqing.doors.operations.county.settling import settle

    folder: Path = tmp_path_factory.mktemp("data")
    quick = override_settings(PASSWORD_HASHERS=QUICK, QINQING_DATA=folder)
    with django_db_blocker.unblock(), quick, transaction.atomic():
        settle(CORNER, at=SETTLED_AT)
        yield Cast(CORNER, NOW.date())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(settled: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A county with secrets in it (tests/world.py), on the morning the stage is set for."""
    from tests.world import build

    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield build(settled)
        transaction.set_rollback(True)


@pytest.fixture
def morning() -> Iterator[None]:
    """For what is asked through the doors, where the clock is read."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def scene(settled: Any, db: None) -> Any:
    """``scene("handling")``: an appeal in that state; gone after the test, as is all that the test did."""
    from tests.cast import Stage

    return Stage(settled)
