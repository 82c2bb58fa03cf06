"""Attachments are filed in a folder of the test's own."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from qinqing.kernel.actors import Actor, Role
from qinqing.services.documents import actions
from qinqing.services.documents.models import Attachment

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CLERK = Actor(Role.INTAKE, name="韦小敏", post_label="受理岗")


@pytest.fixture
def attach(data_folder) -> Callable[..., Attachment]:
    """Files bytes under a name with one appeal."""

    def attach(content: bytes, name: str, **rest: object) -> Attachment:
        return actions.attach("appeal/k3j9x2m4qp", file=io.BytesIO(content), name=name, by=CLERK, at=AT, **rest)

    return attach
