"""The house under test: settings from the environment, a data folder of its own, both databases.

``QINQING_DATABASE_URL`` picks the database, as in life; without it the tests run on SQLite, in a file.
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

from qinqing.kernel.actors import Actor, Role
from qinqing.services.journal import guards

# Before Django reads its settings. Named here and not in pyproject.toml: pytest-django would load them before this file.
FOLDER = Path(tempfile.mkdtemp(prefix="qinqing-tests-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "qinqing.config.settings"
os.environ["QINQING_DATA"] = str(FOLDER)
os.environ["QINQING_SECRET_KEY"] = "a-key-for-tests-only-" + "k" * 40
os.environ["QINQING_LOG_LEVEL"] = "WARNING"
os.environ["QINQING_SOFFICE"] = "off"  # whatever the machine has; tests of previews bring a converter of their own
# The folders' own conftest files import models, and pytest reads those of named folders before it configures itself.
django.setup()
# Houses of their own, which no fixture of Django opens.
OWN_HOUSES = ("tests/faults/", "tests/operations/")
# Several browsers at once are slower than one; the last test of the moves counts what the others saw.
TOGETHER = ("tests/browser/", "tests/consistency/test_every_move.py")
TURNS = 4
BEGAN = time.monotonic()
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class Together(LoadScopeScheduling):
    """Hands out tests one by one to the processes, and what belongs together to one of them.

    Our own, by the path: xdist's groups live in the names of tests, which pytest lets nobody change since 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next(filter(nodeid.startswith, TOGETHER), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--again", action="store_true", help="only what a second database may answer differently")
    parser.addoption("--within", type=float, default=0, help="begin no test after so many seconds; 0: no limit")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database: what reads or writes one, and needs no browser. Where time is short: in turns."""
    chosen = [item for item in items if not config.getoption("--again") or _asks_a_database(item)]
    left = set(items) - set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = _in_turns(chosen) if config.getoption("--within") else chosen


def _in_turns(items: list[pytest.Item]) -> list[pytest.Item]:
    """What belongs together first, then every fourth of the others, then the next ones: what time is too short for is
    spread evenly over all files and over the cases of each test.

    What empties the tables stays behind all that counts on the rows of the migrations, where pytest-django put it.
    """
    together = [item for item in items if item.nodeid.startswith(TOGETHER)]
    others = [item for item in items if not item.nodeid.startswith(TOGETHER)]
    parts = [list(part) for _, part in groupby(others, _empties_tables)]
    return together + [item for part in parts for turn in range(TURNS) for item in part[turn::TURNS]]


def _empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return "transactional_db" in fixtures or bool(marker and marker.kwargs.get("transaction"))


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or fixtures or item.nodeid.startswith(OWN_HOUSES)
    return bool(marked) and not item.get_closest_marker("browser")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what no time is left for, and, without a Chromium, the browser tests; those fail where CI=true."""
    within = item.config.getoption("--within")
    if within and time.monotonic() - BEGAN > within and not item.nodeid.startswith(TOGETHER):
        pytest.skip("时间不够，没有做；全部要做的用 make trust")
    if item.get_closest_marker("browser") and not find_chromium():
        words = "没有找到 Chromium：请安装，或用 QINQING_CHROMIUM 指明它的路径"
        (pytest.fail if os.environ.get("CI", "").lower() in {"1", "true"} else pytest.skip)(words)


def find_chromium() -> str:
    """The path of the machine's Chromium, or nothing."""
    given = os.environ.get("QINQING_CHROMIUM", "")
    return shutil.which(given) or "" if given else next(filter(None, map(shutil.which, CHROMIUMS)), "")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the Chromium is; a browser test that asks for it was skipped when there is none."""
    return find_chromium()


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _seldom_swept(django_test_environment: None) -> None:
    """The house itself is never garbage: looking through it again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 10)


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """Argon2 takes its time on purpose; tests that measure it set it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def data_folder(settings, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.QINQING_DATA = tmp_path
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def _flushable_record() -> Iterator[None]:
    """Django empties every table after a transactional test; the journal's triggers would refuse.

    The product has no switch for this. The flush, and nothing else, runs with the triggers off.
    """
    from qinqing.procedure.appeals.models import Opening

    usual = type(connection.ops).execute_sql_flush

    def flush(operations: Any, statements: Sequence[str]) -> None:
        guards.remove_from(operations.connection, "appeals_opening")
        guards.remove(operations.connection)
        try:
            usual(operations, statements)
        finally:
            guards.install(operations.connection)
            guards.install_on(operations.connection, "appeals_opening", Opening.KEY)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", flush)
        yield


@pytest.fixture
def cast(db: None, settings: Any, data_folder: Path) -> Any:
    """The people of a corner of the demo county."""
    from tests.cast import CORNER, NOW, settled_corner

    from qinqing.doors.operations.county.cast import Cast

    settled_corner()
    return Cast(CORNER, NOW.date())


@pytest.fixture
def stand(cast: Any) -> Any:
    """``stand("handling")``: an appeal in that state."""
    from tests.cast import Stage

    return Stage(cast)


@pytest.fixture
def later() -> Any:
    """``later(days=2)``: a moment after all that the stage did."""
    from tests.cast import NOW

    return lambda **length: NOW + timedelta(**(length or {"minutes": 1}))


@pytest.fixture
def clock_of() -> Any:
    """``clock_of(appeal, "handle")``: one clock of an appeal, by its key."""
    from qinqing.services.calendar.actions import Clocks

    return lambda appeal, key: Clocks.of(appeal.subject).get(key)


@pytest.fixture
def speaker(cast: Any) -> Any:
    """``speaker(appeal)``: whoever holds number and query code of an appeal."""
    return lambda appeal: Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk}))
