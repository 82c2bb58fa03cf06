"""What the worker does by itself, each as often as it likes: a duty finds out whether it is due."""

from datetime import datetime, timedelta
from time import monotonic

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from qinqing.doors.web import drafts, handovers, once
from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.outreach import actions as outreach
from qinqing.procedure.supervision import actions as supervision
from qinqing.services.accounts import actions as accounts
from qinqing.services.calendar import actions as calendar
from qinqing.services.documents import actions as documents
from qinqing.services.exchange import actions as exchange
from qinqing.services.journal import actions as journal
from qinqing.services.letters import actions as letters
from qinqing.services.notifications import actions as notifications

DRAWING = 20  # seconds
SENDING = 30
CHECKING = 20
MEASURING = 20
READING = 20
ATTEMPTS_KEPT = timedelta(days=2)
LOGINS_KEPT = timedelta(days=180)  # the record keeps them for good


def seal_finished_days(at: datetime) -> None:
    """Seals every day that is over and not sealed yet."""
    journal.seal(at=at)


def settle_limits(at: datetime) -> None:
    """Fits limits that were started while a new holiday notice came into force."""
    calendar.settle(by=MACHINE, at=at)


def send_notices(at: datetime) -> None:
    """Takes notices out of the house, over the channels that are set up; the others wait no longer than this."""
    notifications.spread(at=at)
    notifications.release(at=at)
    until = monotonic() + SENDING
    while monotonic() < until and notifications.send_next(at=at):
        pass


def send_texts(at: datetime) -> None:
    """Takes codes and invitations out: somebody holds a telephone and waits."""
    until = monotonic() + SENDING
    while monotonic() < until and notifications.send_next(at=at, texts=True):
        pass


def read_letters(at: datetime) -> None:
    """Reads the mailbox that enterprises write to, where one is set; the others wait half a minute at most."""
    letters.poll(at=at)


def send_parcels(at: datetime) -> None:
    """Takes parcels out to other deployments; the others wait no longer than this."""
    until = monotonic() + SENDING
    while monotonic() < until and exchange.send_next(at=timezone.now()):
        pass


def file_papers(at: datetime) -> None:
    """Draws the papers written since, and keeps their files; the other duties wait no longer than this."""
    last, until = 0, monotonic() + DRAWING
    while monotonic() < until:
        _, last = documents.file_papers(by=MACHINE, at=at, after=last)
        if not last:
            break


def take_tables_over(at: datetime) -> None:
    """Reads the tables that were handed in, and takes over those that were confirmed."""
    documents.work_off(at=at, clock=timezone.now)


def read_scans(at: datetime) -> None:
    """Reads the scans that clerks asked for; the others wait no longer than for one."""
    until = monotonic() + READING
    while monotonic() < until and documents.read_next_scan(at=at):
        pass


def follow_the_record(at: datetime) -> None:
    """Counts what the record tells since the last time, for the figures."""
    bulletins.follow_record()
    outreach.recount()


def check_the_record(at: datetime) -> None:
    """Holds what went on since the last time against the Plan; the others wait no longer than this."""
    until = monotonic() + CHECKING
    bulletins.check_record(going=lambda: monotonic() < until)


def measure_advice(at: datetime) -> None:
    """Holds the advice against the newest transfers, once a month; the others wait no longer than this."""
    until = monotonic() + MEASURING
    appeals.measure_monthly(at=at, going=lambda: monotonic() < until)


def chase_limits(at: datetime) -> None:
    """Takes the next stage of the chase ladder wherever it is due."""
    supervision.chase(at=at)


def tell_the_day(at: datetime) -> None:
    """The digest of a working day for every desk."""
    supervision.tell_the_day(at=at)


def remind_inspection(at: datetime) -> None:
    """Tells the inspectorate when a quarter's round is due."""
    supervision.remind_inspection(at=at)


def forget_what_is_over(at: datetime) -> None:
    """Drops expired drafts, files that broke off, used form tokens, counters of attempts, old previews, logins and sessions."""
    drafts.sweep_drafts(at)
    documents.sweep_uploads(at)
    documents.forget_scans(at)
    documents.forget_previews(at)
    letters.forget_files(at)
    exchange.sweep_pieces(at=at)
    handovers.sweep_handovers(at)
    once.sweep_once(at)
    accounts.sweep_attempts(before=at - ATTEMPTS_KEPT)
    accounts.sweep_logins(before=at - LOGINS_KEPT)
    accounts.sweep_phone_codes(before=at - ATTEMPTS_KEPT)
    SessionStore.clear_expired()
