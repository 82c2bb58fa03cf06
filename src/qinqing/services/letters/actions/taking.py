"""One mail as a letter: read, its files judged like any upload, on the record."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Refused
from qinqing.services.documents import actions as documents
from qinqing.services.documents import store
from qinqing.services.documents.queries import waiting_bytes
from qinqing.services.journal.actions import record
from qinqing.services.letters import events
from qinqing.services.letters.actions.answering import acknowledge
from qinqing.services.letters.imap import Seen
from qinqing.services.letters.models import Inbox, Letter
from qinqing.services.letters.rules.reading import (
    UNREADABLE,
    Enclosed,
    Envelope,
    Mail,
    Unreadable,
    key_of,
    read_envelope,
    read_mail,
)

MOST_LISTED = 60
FULL = "等候处理的来信太多，这个附件没有收下，请从邮箱里取"


@dataclass(frozen=True, slots=True)
class Brought:
    """A mail as it was fetched, and from where; of one above ``most`` bytes only the head."""

    raw: bytes
    seen: Seen
    inbox: Inbox
    validity: int
    uid: int
    most: int


def take_letter(brought: Brought, *, at: datetime, whole: bool = True) -> Letter | None:
    """The mail as a letter, with its files; None for one that is here already. In the caller's transaction.

    What cannot be taken apart arrives all the same, with the reason; not ``whole``: it is not tried.
    """
    key = key_of(brought.raw)
    if Letter.objects.filter(key=key).exists():
        return None
    mail, fault = _read(brought, whole)
    letter = _letter(brought, key, mail, fault, at)
    letter.left_out = _keep_files(letter, mail.enclosed, at)
    letter.save(force_insert=True)
    told = {
        "digest": letter.sha256, "arrived": letter.arrived_at, "refused": len(letter.left_out),
        "files": len(mail.enclosed) - len(letter.left_out),
    }  # fmt: skip
    record(letter.subject, events.CAME, by=MACHINE, at=at, facts=told, sets={"state": letter.state, "about": ""})
    if settings.QINQING_IMAP["acknowledge"]:
        acknowledge(letter, at=at)
    return letter


@transaction.atomic
def bring_letter(raw: bytes, *, place: int, arrived_at: datetime, at: datetime) -> Letter | None:
    """A mail that did not come through the mailbox: as ``take_letter``."""
    inbox, _ = Inbox.objects.get_or_create(name="by hand")
    brought = Brought(raw, Seen(len(raw), arrived_at), inbox, 0, place, len(raw))
    letter = take_letter(brought, at=at)
    if letter is not None:
        Letter.objects.filter(pk=letter.pk).update(marked=True)
    return letter


def _read(brought: Brought, whole: bool) -> tuple[Mail, str]:
    """The mail, and why it is not all there."""
    fault = ""
    if brought.seen.size > brought.most:
        fault = f"这封邮件有 {store.megabytes(brought.seen.size)}，超过 {store.megabytes(brought.most)}，正文和附件没有取来，请看邮箱里的原件"
    elif whole:
        try:
            return read_mail(brought.raw), ""
        except Unreadable as unreadable:
            fault = str(unreadable)
    return Mail(read_envelope(brought.raw), "", ()), fault or UNREADABLE


def _letter(brought: Brought, key: str, mail: Mail, fault: str, at: datetime) -> Letter:
    told: Envelope = mail.envelope
    return Letter(
        inbox=brought.inbox,
        validity=brought.validity,
        uid=brought.uid,
        key=key,
        message_id=told.message_id[:255],
        references=list(told.references),
        sender=told.sender,
        sender_name=told.sender_name,
        subject_line=told.subject,
        text=mail.text,
        automatic=told.automatic,
        fault=fault[:200],
        size=brought.seen.size,
        sha256=hashlib.sha256(brought.raw).hexdigest(),
        sent_at=told.sent_at,
        arrived_at=min(brought.seen.arrived_at or at, at),
        entered_at=at,
    )


def _keep_files(letter: Letter, enclosed: Iterable[Enclosed], at: datetime) -> list[list[str]]:
    """Puts each file on the letter's shelf; returns those that were refused, each with why."""
    left_out, room = [], _room()
    for one in enclosed:
        room -= len(one.content)
        try:
            if room < 0:
                raise Refused(FULL)
            file = io.BytesIO(one.content)
            file.size = len(one.content)  # type: ignore[attr-defined]
            documents.keep_upload(letter.shelf, file=file, name=one.name, at=at)
        except Refused as refusal:
            left_out.append([one.name[:180], refusal.reason[:300]])
    return left_out[:MOST_LISTED]


def _room() -> int:
    """Letters may fill half of what may wait: strangers' mails must not keep the portal's files out."""
    return int(settings.QINQING_WAITING_LIMIT) // 2 - waiting_bytes(Letter.objects.values_list("shelf", flat=True))
