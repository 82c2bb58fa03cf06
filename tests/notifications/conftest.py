"""Channels to receivers on this machine, and people with addresses."""

import pytest
from tests.notifications import receivers

from qinqing.services.accounts.models import Account
from qinqing.services.notifications.models import Channel
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Medium

GATEWAY = {
    "format": "json", "headers": "Authorization: Bearer {secret}", "success": "", "site": "",
    "body": '{"phones": ["{phone}"], "content": "{text}", "id": "{id}"}',
}  # fmt: skip


@pytest.fixture
def receiver(settings):
    """A web server that may be called though it is on this machine."""
    with receivers.web() as one:
        settings.QINQING_OUTGOING_INSIDE = {*settings.QINQING_OUTGOING_INSIDE, one.place}
        yield one


@pytest.fixture
def channel(receiver):
    """``channel("sms")``: a channel in use."""

    def make(medium, **told):
        settings = {"url": receiver.url, **(GATEWAY if medium == "sms" else {}), **told.pop("settings", {})}
        told = {"kinds": list(Kind), **told}
        return Channel.objects.create(
            medium=medium, name=Medium(medium).label, active=True, settings=settings, **told
        )  # fmt: skip

    return make


@pytest.fixture
def post_office(settings):
    """A mail server, and a channel in use that hands it mails."""
    with receivers.mail() as office:
        place = f"127.0.0.1:{office.port}"
        settings.QINQING_OUTGOING_INSIDE = {*settings.QINQING_OUTGOING_INSIDE, place}
        told = {"host": "127.0.0.1", "port": office.port, "security": "none", "sender": "jdr@example.gov.cn"}
        Channel.objects.create(medium="mail", name="邮件", active=True, settings=told, kinds=list(Kind))
        yield office


@pytest.fixture
def clerk(cast):
    """The account of whoever receives appeals, with a telephone and a mailbox."""
    account = Account.objects.get(pk=cast.intake.person)
    account.phone, account.email = "138 0013-8000", "clerk@example.gov.cn"
    account.save()
    return account
