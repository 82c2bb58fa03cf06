"""The worker performs every duty, whatever happens to the others."""

from datetime import UTC, datetime

import pytest

from qinqing.config.wiring import DUTIES
from qinqing.doors.operations import duties
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries

# Between duties the worker looks after its connections.
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def test_every_duty_in_the_wiring_is_a_function():
    assert [name for name, duty in duties.load(DUTIES) if not callable(duty)] == []


def test_a_wrong_name_stops_it_at_once():
    with pytest.raises(ImportError):
        duties.load(["qinqing.services.journal.actions:no_such_duty"])


def test_each_is_called_with_the_moment_in_order():
    called = []
    known = [("first", lambda at: called.append(("first", at))), ("second", lambda at: called.append(("second", at)))]
    assert duties.perform(known, at=NOW) == []
    assert called == [("first", NOW), ("second", NOW)]


def test_one_that_fails_does_not_stop_the_next(caplog):
    called = []

    def broken(at):
        raise ZeroDivisionError

    assert duties.perform([("broken", broken), ("next", called.append)], at=NOW) == ["broken"]
    assert called == [NOW]
    assert "duty failed: broken" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_in_the_database_leaves_a_working_connection():
    def clash(at):
        for _ in range(2):
            accounts.create_account(username="same", name="同名", password="Cloud-Ridge-2026", at=at)

    seen = []
    known = [("clash", clash), ("next", lambda at: seen.append(len(queries.accounts())))]
    assert duties.perform(known, at=NOW) == ["clash"]
    assert seen == [1]


def test_it_stops_after_the_duty_it_is_at():
    done = []
    worker = duties.Worker([], every=60, parent=None)
    worker.duties = [("stop", lambda at: worker.stop()), ("next", done.append)]
    worker.turn()
    assert worker.stopping.is_set()
    assert done == [], "whoever waits for the end is not kept waiting for the duties that are left"


def test_it_stops_when_the_server_is_gone():
    worker = duties.Worker([], every=60, parent=1 << 30)
    worker.turn()
    assert worker.stopping.is_set()


def test_what_somebody_waits_for_is_done_every_second_and_given_up_until_the_next_turn_when_it_fails(caplog):
    done = []

    def urgent(at):
        done.append(at)
        if len(done) == 3:
            raise ZeroDivisionError

    worker = duties.Worker([], urgent=[("urgent", urgent)], every=60, parent=None)
    worker.stopping.wait = lambda seconds: False  # no test waits for a clock
    began = iter([0.0] * 40 + [61.0] * 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duties, "monotonic", lambda: next(began))
        worker._rest(60.0)
    assert len(done) == 3


def test_nobody_waits_with_a_telephone_until_a_long_turn_is_over():
    done = []
    known = [(name, lambda at, name=name: done.append(name)) for name in ("letters", "papers")]
    worker = duties.Worker(known, urgent=[("texts", lambda at: done.append("texts"))], every=60, parent=None)
    worker.turn(turns=1)
    assert done == ["letters", "texts", "papers", "texts"]
