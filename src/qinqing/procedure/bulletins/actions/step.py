"""How every step of a bulletin is taken: ask the permit, change the row if nobody was faster, record."""

from datetime import datetime

from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.procedure.bulletins import permits
from qinqing.procedure.bulletins.events import EVENTS
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.queries.bulletins import facts
from qinqing.procedure.bulletins.queries.watching import flagged
from qinqing.procedure.bulletins.states import MOVES
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record

CLAUSE = "四(六)"


def take(
    name: str, bulletin: Bulletin, *, by: Actor, at: datetime, also: dict[str, object] | None = None, **told: object
) -> Bulletin:
    """Moves the bulletin with the columns in ``also``, or nothing. Raises Refused, or Conflict when a colleague was
    faster.
    """
    move, wanted = MOVES[name], dict(also or {})
    found = flagged(bulletin) if move.guards else []
    permits.may(name, by, bulletin.standing, facts(bulletin, found)).enforce()
    if move.target is not None:
        wanted["state"] = move.target
    rows = Bulletin.objects.filter(pk=bulletin.pk, version=bulletin.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise _overtaken(bulletin, move)
    bulletin.version += 1
    for column, value in wanted.items():
        setattr(bulletin, column, value)
    put_on_record(move, bulletin, by=by, at=at, sets=wanted, told=told)
    return bulletin


def put_on_record(
    move: Move, bulletin: Bulletin, *, by: Actor, at: datetime, sets: dict[str, object], told: dict[str, object]
) -> None:
    """Appends the event of a move; empty facts are left out."""
    journal.record(
        bulletin.subject,
        f"{MOVES.subject}.{move.records}",
        by=by,
        at=at,
        clause=move.clause,
        facts={name: value for name, value in told.items() if value not in (None, "", [])},
        sets=sets,
    )


def need(text: str, reason: str) -> None:
    """Raises Refused with the reason when nothing is said."""
    if not text.strip():
        raise Refused(reason, clause=CLAUSE)


def _overtaken(bulletin: Bulletin, move: Move) -> Conflict:
    last = record.last(bulletin.subject)
    if last is None:
        return Conflict(f"这期通报刚刚有变化，不能“{move.label}”，请刷新后再办")
    done = EVENTS.get(last.event, "办理")
    reason = f"{last.by.title}已于{moment_zh(last.at)}{done}，请看最新内容后再“{move.label}”"
    return Conflict(reason, by=last.by.title, at=last.at)
