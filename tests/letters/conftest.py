"""A mailbox on this machine, set as the county's."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.letters import postbox as boxes

from qinqing.services.letters import actions
from qinqing.services.letters.models import Letter


@pytest.fixture
def postbox(settings, cast):
    """The county's mailbox."""
    with boxes.postbox() as box:
        settings.QINQING_IMAP = {
            "host": "127.0.0.1", "port": box.port, "user": "jdr@example.gov.cn", "password": "right", "folder": "INBOX",
            "tls": "none", "minutes": 3, "megabytes": 60, "acknowledge": False,
        }  # fmt: skip
        yield box


@pytest.fixture
def poll(postbox):
    """``poll()``: the worker's next reading, three minutes after the last."""
    moments = iter(NOW + timedelta(minutes=3 * count) for count in range(100))
    return lambda: actions.poll(at=next(moments))


@pytest.fixture
def letter(postbox, poll):
    """``letter(mail)``: the letter that a mail became."""

    def come(mail, **told):
        postbox.put(mail, **told)
        assert poll() == 1
        return Letter.objects.latest("pk")

    return come
