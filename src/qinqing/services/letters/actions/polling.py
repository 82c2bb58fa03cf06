"""Reading the mailbox: each mail once, in a transaction of its own, and only then marked as seen on the server.

A process that dies anywhere leaves either the letter or nothing: the next reading goes on after the last one kept.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from qinqing.services.letters import imap
from qinqing.services.letters.actions.taking import Brought, take_letter
from qinqing.services.letters.models import Inbox, Letter

READING = 30  # seconds; the other duties wait no longer than this
LEASE = timedelta(minutes=10)
FIRST, AFRESH = timedelta(days=14), timedelta(days=60)  # how far back a new mailbox is read, and one numbered anew
log = logging.getLogger("qinqing.letters")


def poll(*, at: datetime) -> int:
    """Reads what has come since the last time, if a mailbox is set and it is time. Returns how many letters are new.

    What goes wrong is kept on the inbox, for the page and for the operator, and tried again the next time.
    """
    inbox = _take(at) if settings.QINQING_IMAP["host"] else None
    if inbox is None:
        return 0
    fault, came, whole = "", 0, True
    try:
        with imap.opened_folder() as opened:
            came, whole = _read(inbox, opened, at)
    except imap.Unreached as trouble:
        fault = str(trouble)
    except Exception:  # the mailbox must not stop the worker's other duties
        log.exception("reading the mailbox failed")
        fault = "系统内部出错，请联系运维人员查看服务器的输出"
    _let_go(inbox, at, fault=fault, whole=whole)
    return came


def name_of_inbox() -> str:
    """Which folder of which mailbox is set, as a digest: its name is nobody's business in the database."""
    told = settings.QINQING_IMAP
    return hashlib.sha256(f"{told['user']}\x1f{told['host']}\x1f{told['folder']}".encode()).hexdigest()


def _take(at: datetime) -> Inbox | None:
    """Compare and swap: whoever changes the row reads. A lease further ahead than any of ours binds nobody."""
    inbox, _ = Inbox.objects.get_or_create(name=name_of_inbox())
    free = Q(taken_until=None) | Q(taken_until__lt=at) | Q(taken_until__gt=at + 2 * LEASE)
    due = Q(due_at=None) | Q(due_at__lte=at) | Q(due_at__gt=at + timedelta(days=1))
    mine = Inbox.objects.filter(free, due, pk=inbox.pk)
    return Inbox.objects.get(pk=inbox.pk) if mine.update(taken_until=at + LEASE) else None


def _let_go(inbox: Inbox, at: datetime, *, fault: str, whole: bool) -> None:
    pause = timedelta(minutes=settings.QINQING_IMAP["minutes"]) if whole else timedelta(0)
    told = {"taken_until": None, "polled_at": at, "due_at": at + pause, "fault": fault[:200]}
    Inbox.objects.filter(pk=inbox.pk).update(**told if fault else told | {"read_at": at})


def _read(inbox: Inbox, opened: imap.Folder, at: datetime) -> tuple[int, bool]:
    """How many came, and whether all of them could be read in the time there is."""
    until, came = monotonic() + READING, 0
    _mark_left(inbox, opened)
    for uid in _fresh(inbox, opened, at):
        came += _bring(inbox, opened, uid, at)
        if monotonic() > until:
            return came, False
    Inbox.objects.filter(pk=inbox.pk).update(validity=opened.validity, reached=max(inbox.reached, opened.next - 1))
    return came, True


def _fresh(inbox: Inbox, opened: imap.Folder, at: datetime) -> list[int]:
    """What may be new. A mailbox never read before begins with what nobody has read in it these two weeks."""
    if not inbox.validity:
        return opened.search("UNSEEN", "SINCE", imap.on_day(at - FIRST))
    if inbox.validity != opened.validity:  # numbered anew: what is known already is known by what is written in it
        inbox.reached = 0
        return opened.search("SINCE", imap.on_day(at - AFRESH))
    return [uid for uid in opened.search("UID", f"{inbox.reached + 1}:*") if uid > inbox.reached]


def _bring(inbox: Inbox, opened: imap.Folder, uid: int, at: datetime) -> bool:
    """One mail into the house. Says whether it is a new letter."""
    seen = opened.look(uid)
    if seen is None:
        return False
    most = settings.QINQING_IMAP["megabytes"] * 1024 * 1024
    raw = opened.mail(uid, head_only=seen.size > most)
    if raw is None:
        return False
    brought = Brought(raw, seen, inbox, opened.validity, uid, most)
    try:
        letter = _keep(inbox, brought, at)
    except Exception:  # one mail that nobody foresaw must not keep all later ones out
        log.exception("mail %s of the mailbox could not be taken apart", uid)
        letter = _keep(inbox, brought, at, whole=False)
    opened.mark(uid)
    if letter is not None:
        Letter.objects.filter(pk=letter.pk).update(marked=True)
    return letter is not None


def _keep(inbox: Inbox, brought: Brought, at: datetime, *, whole: bool = True) -> Letter | None:
    """The letter and how far the inbox is read, together or not at all; None for one that is here already."""
    with transaction.atomic():
        letter = take_letter(brought, at=at, whole=whole)
        if inbox.validity == brought.validity:
            inbox.reached = max(inbox.reached, brought.uid)
            Inbox.objects.filter(pk=inbox.pk).update(reached=inbox.reached)
    return letter


def _mark_left(inbox: Inbox, opened: imap.Folder) -> None:
    """Those that were kept by a process that died before it could tell the server."""
    left = Letter.objects.filter(inbox=inbox, marked=False)
    for letter in left.filter(validity=opened.validity).order_by("pk")[:100]:
        opened.mark(letter.uid)
        Letter.objects.filter(pk=letter.pk).update(marked=True)
    left.exclude(validity=opened.validity).update(marked=True)  # they have other numbers now
