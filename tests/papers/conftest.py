"""A kind of paper of the tests' own, so that the service is tried without any chapter."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import actions, queries
from qinqing.services.documents.queries.kinds import KINDS, shipped
from qinqing.services.documents.rules.papers.layouts import read_layout

HERE = Path(__file__).parent
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CLERK = Actor(Role.INTAKE, name="韦小敏", post_label="受理岗")
KIND = "transfer_note"
SUBJECT = "appeal/k3j9x2m4qp"
APPEAL = "JDR-2026-000001"


def content_for(reference: str) -> tuple[str, dict[str, Any]]:
    """What the chapter would say of the one appeal there is."""
    if reference not in (APPEAL, "latest"):
        raise NotFound(reference)
    return SUBJECT, read_layout(HERE / f"{KIND}.toml").sample()


@contextmanager
def known() -> Iterator[queries.PaperKind]:
    """The tests' own kind of paper, known for a while."""
    one = queries.PaperKind(HERE / f"{KIND}.toml", content_for)
    queries.register_kinds([one])
    yield one
    del KINDS[KIND]
    shipped.cache_clear()


@pytest.fixture
def kind() -> Iterator[queries.PaperKind]:
    """The tests' own kind of paper, known while a test runs."""
    with known() as one:
        yield one


@pytest.fixture
def content(kind) -> dict[str, Any]:
    """What the sample says."""
    return kind.layout.sample()


@pytest.fixture
def write(data_folder, db, kind, content):
    """Writes a paper; words given by name replace the sample's."""

    def write(number: str = "", **said: Any) -> queries.Paper:
        with transaction.atomic():
            return actions.write_paper(
                kind=KIND, subject=SUBJECT, content={**content, **said}, number=number, by=CLERK, at=AT
            )

    return write
