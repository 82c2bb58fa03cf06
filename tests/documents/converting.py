"""A fixture for tests of previews: another program in the converter's place, on any machine."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qinqing.services.documents.actions import previewing
from qinqing.services.documents.queries import previews

STAND_IN = "tests.documents.fake_converter"


@pytest.fixture
def converter(data_folder: Any, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Callable[[str], None]]:
    """``converter("hang")`` makes it do so; see ``fake_converter`` for what else it can be told."""
    for module in (previews, previewing):
        monkeypatch.setattr(module, "CONVERTER", STAND_IN)
    monkeypatch.setenv("PYTHONPATH", os.getcwd())
    monkeypatch.setenv("LANG", "C")
    settings.QINQING_SOFFICE = "/usr/bin/soffice"
    previews._tried.cache_clear()
    yield lambda mode: monkeypatch.setenv("LANG", mode)
    previews._tried.cache_clear()
