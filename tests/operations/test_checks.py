"""What keeps the doors closed."""

from datetime import UTC, datetime

import pytest
import time_machine
from tests.documents.converting import converter  # noqa: F401  (a fixture)

from qinqing.doors.operations import checks
from qinqing.services.accounts import actions as accounts
from qinqing.services.documents.queries import previews
from qinqing.services.letters import actions as letters

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
BASES = ["default"]


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("mode", "version", "found"),
    [
        ("wal", (3, 40, 1), ["qinqing.E002"]),
        ("WAL", (3, 51, 2), ["qinqing.E002"]),
        ("wal", (3, 51, 3), []),
        ("truncate", (3, 40, 1), []),
    ],
)
def test_wal_is_refused_where_it_loses_data(mode, version, found):
    assert ids(checks.judge_journal_mode(mode, version)) == found


@pytest.mark.django_db
def test_our_own_journal_mode_is_safe():
    assert checks.journal_mode_is_safe(None, BASES) == []


@pytest.mark.parametrize(("secret", "found"), [("short", 1), ("k" * 80, 1), ("abcdefghij" * 5, 0)])
def test_a_secret_must_not_be_guessable(secret, found):
    assert len(checks.judge_secret(secret)) == found


@pytest.mark.django_db
def test_demo_accounts_stay_in_the_demo(settings):
    settings.QINQING_DEMO = False
    assert checks.demo_stays_in_the_demo(None, BASES) == []
    accounts.create_account(username="demo", name="演示", password="Cloud-Ridge-2026", is_demo=True, at=NOW)
    assert ids(checks.demo_stays_in_the_demo(None, BASES)) == ["qinqing.E003"]
    settings.QINQING_DEMO = True
    assert checks.demo_stays_in_the_demo(None, BASES) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("year", "found"), [(2026, []), (2031, ["qinqing.W001"])])
def test_a_year_without_its_notice_is_said(year, found):
    with time_machine.travel(datetime(year, 6, 1, tzinfo=UTC), tick=False):
        assert ids(checks.holidays_are_known(None, BASES)) == found


@pytest.mark.django_db
def test_a_mailbox_that_cannot_be_read_is_told(settings):
    assert checks.mailbox_is_read(None, BASES) == []
    settings.QINQING_IMAP = {**settings.QINQING_IMAP, "host": "127.0.0.1", "port": 1, "user": "a", "tls": "none"}
    assert ids(checks.mailbox_is_read(None, BASES)) == ["qinqing.W002"], "not read yet"
    letters.poll(at=NOW)
    with time_machine.travel(NOW, tick=False):
        (message,) = checks.mailbox_is_read(None, BASES)
    assert "连不上" in message.msg


def test_a_converter_that_has_no_cell_or_does_not_run_is_told(converter, settings):  # noqa: F811
    assert checks.previews_can_be_made(None) == []
    previews._tried.cache_clear()
    converter("cell")
    (message,) = checks.previews_can_be_made(None)
    assert message.id == "qinqing.W003"
    assert "内核不让程序隔离运行" in message.msg
    previews._tried.cache_clear()
    converter("gone")
    assert "/usr/bin/soffice 运行不了" in checks.previews_can_be_made(None)[0].msg
    settings.QINQING_SOFFICE = ""
    assert checks.previews_can_be_made(None) == [], "never required"
