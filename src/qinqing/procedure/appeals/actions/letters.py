"""来信: what was written to the county's mailbox becomes an appeal, or further material of one. 四, 四(一)1."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.actions.answering import supplement
from qinqing.procedure.appeals.actions.entering import Receipt, receive
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.letters import actions as letters
from qinqing.services.letters.queries import Letter
from qinqing.services.letters.rules.kinds import LetterState


@transaction.atomic
def receive_letter(letter: Letter, *, note: str = "", by: Actor, at: datetime, **told: Any) -> Receipt:
    """登记来信: as ``receive``; the record quotes the letter, and whoever wrote is sent number and query code.

    Raises as ``receive`` does, and Conflict when a colleague has settled the letter.
    """
    receipt = receive(**told, note=_quoting(letter, note), by=by, at=at)
    appeal = receipt.appeal
    letters.settle_letter(
        letter, LetterState.REGISTERED, about=appeal.subject, number=appeal.number, query_code=receipt.query_code,
        by=by, at=at,
    )  # fmt: skip
    return receipt


@transaction.atomic
def supplement_by_letter(
    letter: Letter, appeal: Appeal, *, note: str, by: Actor, at: datetime, files: Iterable[object] = ()
) -> Appeal:
    """来信补充: a letter about an appeal that is under way already is further material of it. Raises as above."""
    changed = supplement(appeal, note=_quoting(letter, note), files=files, by=by, at=at)
    letters.settle_letter(letter, LetterState.ADDED, about=appeal.subject, number=appeal.number, by=by, at=at)
    return changed


def _quoting(letter: Letter, note: str) -> str:
    """The note with where it came from, so that the mail on the server can be held against it."""
    told = f"电子邮件来信，邮件 SHA-256 {letter.sha256[:16]}"
    return f"{note.strip()}\n（{told}）" if note.strip() else told
