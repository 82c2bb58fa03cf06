"""How every step of this chapter is taken: ask the permit, write the row if nobody was faster, record."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.moves import Move, Moves
from qinqing.procedure.outreach.models import Campaign, Visit, VisitFinding
from qinqing.procedure.outreach.permits import may_enter
from qinqing.procedure.outreach.queries.snapshots import columns
from qinqing.procedure.outreach.rules.facts import PlaceFacts
from qinqing.services.journal import actions as journal

CLAUSE = "五(四)"
Row = TypeVar("Row", Campaign, Visit, VisitFinding)
Told = Mapping[str, object]


def enter(table: Moves, name: str, row: Row, facts: PlaceFacts, *, by: Actor, at: datetime, told: Told) -> Row:
    """Stores a new row in the state its move leads to, and records it. Raises Refused."""
    may_enter(table, name, by, facts).enforce()
    move = table[name]
    assert move.target is not None  # a move from nowhere leads somewhere
    row.state, row.version = move.target, 1
    row.save(force_insert=True)
    put_down(table, move, row, by=by, at=at, sets=columns(row), told=told)
    return row


def take(
    table: Moves, name: str, row: Row, facts: PlaceFacts, *, by: Actor, at: datetime, also: Told, told: Told
) -> Row:
    """Moves the row with the columns in ``also``, or nothing. Raises Refused, or Conflict when a colleague was faster."""
    move = table[name]
    move.judge(by, row.standing, facts).enforce()
    wanted = {**also, **({"state": move.target} if move.target is not None else {})}
    rows = type(row).objects.filter(pk=row.pk, version=row.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict(f"这件事刚刚有变化，不能“{move.label}”，请刷新后再办")
    row.version += 1
    for column, value in wanted.items():
        setattr(row, column, value)
    put_down(table, move, row, by=by, at=at, sets=wanted, told=told)
    return row


def put_down(table: Moves, move: Move, row: Row, *, by: Actor, at: datetime, sets: Told, told: Told) -> None:
    """Appends the event of a move; empty facts are left out."""
    journal.record(
        row.subject,
        f"{table.subject}.{move.records}",
        by=by,
        at=at,
        clause=move.clause,
        facts={key: value for key, value in told.items() if value not in (None, "", [])},
        sets=sets,
    )


def need(text: str, reason: str) -> None:
    """Raises Refused with the reason when nothing is said."""
    if not text.strip():
        raise Refused(reason, clause=CLAUSE)
