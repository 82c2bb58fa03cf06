"""The house under test: settings from the environment, a data folder of its own, both databases.

``QINQING_DATABASE_URL`` picks the database, as in life; without it the tests run on SQLite, in a file.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection

from qinqing.services.journal import guards

# Before Django reads its settings. Named here and not in pyproject.toml: pytest-django would load them before this file.
FOLDER = Path(tempfile.mkdtemp(prefix="qinqing-tests-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "qinqing.config.settings"
os.environ["QINQING_DATA"] = str(FOLDER)
os.environ["QINQING_SECRET_KEY"] = "a-key-for-tests-only-" + "k" * 40
os.environ["QINQING_LOG_LEVEL"] = "WARNING"
# The folders' own conftest files import models, and pytest reads those of named folders before it configures itself.
django.setup()


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """Argon2 takes its time on purpose; tests that measure it set it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def data_folder(settings, tmp_path: Path) -> Iterator[Path]:
    """A data folder of the test's own."""
    settings.QINQING_DATA = tmp_path
    yield tmp_path


@pytest.fixture(scope="session", autouse=True)
def _flushable_record() -> Iterator[None]:
    """Django empties every table after a transactional test; the journal's triggers would refuse.

    The product has no switch for this. The flush, and nothing else, runs with the triggers off.
    """
    usual = type(connection.ops).execute_sql_flush

    def flush(operations: Any, statements: Sequence[str]) -> None:
        guards.remove(operations.connection)
        try:
            usual(operations, statements)
        finally:
            guards.install(operations.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", flush)
        yield
