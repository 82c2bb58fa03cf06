"""The tray: letters as the clerk sees them, and how the mailbox fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.letters.models import Inbox, Letter
from qinqing.services.letters.permits import may_see_to_letters
from qinqing.services.letters.rules.kinds import LetterState
from qinqing.services.notifications import queries as notifications

PAGE = 30
MISSED = 5  # readings that may fail to happen before it is said


@dataclass(frozen=True, slots=True)
class Reading:
    """How the mailbox fares: whether one is set, when it was last read, and what the matter is, if anything."""

    on: bool
    read_at: datetime | None = None
    fault: str = ""


def letters(actor: Actor, state: LetterState, *, before: int | None = None) -> tuple[list[Letter], int | None]:
    """A page of the tray, the newest first, and the next page's cursor. Raises NotFound for whoever has no tray."""
    rows = _visible(actor).filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def letters_waiting(actor: Actor) -> QuerySet[Letter]:
    """Letters that nobody has settled, the oldest first; none for whoever does not see to them."""
    rows = Letter.objects.filter(state=LetterState.WAITING) if may_see_to_letters(actor) else Letter.objects.none()
    return rows.order_by("pk")


def count_waiting() -> int:
    """How many nobody has settled, for machines that watch."""
    return Letter.objects.filter(state=LetterState.WAITING).count()


def fetch_letter(actor: Actor, code: str) -> Letter:
    """One letter. Raises NotFound alike for absent and for whoever does not see to letters."""
    found = _visible(actor).select_related("inbox").filter(code=code).first()
    if found is None:
        raise NotFound("letter")
    return found


def letters_about(actor: Actor, subject: str) -> Sequence[Letter]:
    """Letters that became part of one thing."""
    return list(_visible(actor).filter(about=subject).order_by("pk")) if may_see_to_letters(actor) else []


def subjects_answered(letter: Letter) -> list[str]:
    """What a letter is about by the mails it answers: earlier letters, our answers to them, and our notices.

    The nearest first.
    """
    if not letter.references:
        return []
    codes = {one: one.strip("<>").partition("@")[0] for one in letter.references}
    known = notifications.subjects_told(letter.references)
    rows = Letter.objects.exclude(about="").filter(
        Q(message_id__in=letter.references) | Q(answered_as__in=set(codes.values()))
    )
    for message_id, answered_as, about in rows.values_list("message_id", "answered_as", "about"):
        known |= {
            one: about for one, code in codes.items() if one == message_id or (answered_as and code == answered_as)
        }
    return list(dict.fromkeys(known[one] for one in reversed(letter.references) if one in known))


def subjects_of_sender(letter: Letter, limit: int = 5) -> list[str]:
    """What earlier letters from the same address became, the newest first."""
    if not letter.sender:
        return []
    rows = Letter.objects.filter(sender=letter.sender).exclude(about="").exclude(pk=letter.pk)
    return list(dict.fromkeys(rows.order_by("-pk").values_list("about", flat=True)[:limit]))


def reading(at: datetime) -> Reading:
    """How the mailbox fares, for the clerk, the operator and the check of health."""
    if not settings.QINQING_IMAP["host"]:
        return Reading(on=False)
    inbox = Inbox.objects.filter(polled_at__isnull=False).order_by("-polled_at").first()
    if inbox is None:
        return Reading(on=True, fault="还没有收过信，后台每隔几分钟收一次")
    silent = at - (inbox.polled_at or at) > timedelta(minutes=MISSED * settings.QINQING_IMAP["minutes"])
    fault = inbox.fault or ("收信停了，请系统管理员查看后台是否在运行" if silent else "")
    return Reading(on=True, read_at=inbox.read_at, fault=fault)


def _visible(actor: Actor) -> QuerySet[Letter]:
    if not may_see_to_letters(actor):
        raise NotFound("letters")
    return Letter.objects.all()
