"""What a clerk makes of a letter: an appeal, further material of one, or no appeal; the last can be taken back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_line
from qinqing.services.documents import actions as documents
from qinqing.services.journal.actions import record
from qinqing.services.letters import events
from qinqing.services.letters.actions.answering import tell_number
from qinqing.services.letters.models import Letter
from qinqing.services.letters.permits import may_see_to_letters
from qinqing.services.letters.rules.kinds import SETTLED, LetterState

KEPT = timedelta(days=90)  # files of settled letters that went nowhere
FASTER = "同事刚刚处理了这封来信，请刷新页面核对"


@transaction.atomic
def settle_letter(
    letter: Letter, state: LetterState, *, about: str, number: str, by: Actor, at: datetime, query_code: str = ""
) -> None:
    """The letter became ``about`` (a journal subject), known as ``number``; whoever wrote is told where that may be.

    In the transaction of what it became. Raises Refused for anybody but the clerk, Conflict when a colleague was faster.
    """
    event = events.REGISTERED if state is LetterState.REGISTERED else events.ADDED
    _move(letter, LetterState.WAITING, {"state": state, "about": about}, event, by=by, at=at, facts={"number": number})
    code = tell_number(letter, number=number, query_code=query_code, at=at)
    if code:
        Letter.objects.filter(pk=letter.pk).update(answered_as=code)
        letter.answered_as = code


@transaction.atomic
def set_aside(letter: Letter, *, reason: str, by: Actor, at: datetime) -> None:
    """不作诉求: an advertisement, a greeting, a matter for somebody else. Raises Refused without a reason, and Conflict."""
    why = clean_line(reason, limit=400)
    if not why:
        raise Refused("请写明为什么不作诉求，以便日后核对", clause="四(一)1")
    told = {"state": LetterState.SET_ASIDE, "about": ""}
    _move(letter, LetterState.WAITING, told, events.SET_ASIDE, by=by, at=at, facts={"reason": why}, reason=why)


@transaction.atomic
def bring_back(letter: Letter, *, by: Actor, at: datetime) -> None:
    """重新处理: a letter that was set aside waits again. Raises Refused for one that became something, and Conflict."""
    if letter.standing is not LetterState.SET_ASIDE:
        raise Refused("只有“不作诉求”的来信可以重新处理；已登记的请到诉求页面办理")
    told = {"state": LetterState.WAITING, "about": ""}
    _move(letter, LetterState.SET_ASIDE, told, events.BROUGHT_BACK, by=by, at=at, facts={}, reason="")


def forget_files(at: datetime) -> None:
    """Files of letters settled for three months that were not filed with anything; the letters themselves stay."""
    over = Letter.objects.filter(settled_at__lt=at - KEPT, state__in=SETTLED)
    documents.empty_shelves(over.values_list("shelf", flat=True))


def _move(
    letter: Letter, before: LetterState, sets: dict[str, Any], event: str, *, by: Actor, at: datetime,
    facts: dict[str, object], **changes: Any,
) -> None:  # fmt: skip
    may_see_to_letters(by).enforce()
    over = sets["state"] != LetterState.WAITING
    changes |= sets | {"settled_by": by.title if over else "", "settled_at": at if over else None}
    changes["version"] = letter.version + 1
    if not Letter.objects.filter(pk=letter.pk, state=before, version=letter.version).update(**changes):
        raise Conflict(FASTER)
    for name, value in changes.items():
        setattr(letter, name, value)
    record(letter.subject, event, by=by, at=at, clause="四(一)1", facts=facts, sets=sets)
