"""Decided items put into words for programs; nothing is told here that the pages would not tell."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from qinqing.doors.api.item_moves import OWN_ITEM
from qinqing.doors.api.moves import offers
from qinqing.doors.api.schemas.items import (
    BlockTold,
    ItemRow,
    MilestoneTold,
    OwnItem,
    ReadTold,
    ReceivedTold,
    ReportTold,
    ShareTold,
)
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules.kinds import CirculationState, MilestoneState, ShareKind
from qinqing.procedure.decisions.states import OVER

Say = Callable[[str], str]


def item_row(item: queries.DecidedItem, actor: Actor, at: datetime) -> dict[str, Any]:
    """One item in a list, as this actor may read it; no further query."""
    appeal, hidden, say = item.appeal, appeals.hides_identity(item.appeal, actor), saying(item, actor)
    names = ("code", "number", "decided_on", "due_on", "version", "state")
    return {name: getattr(item, name) for name in names} | {
        "text": say(item.text),
        "lead": item.lead_name,
        "state_name": item.standing.label,
        "overdue": item.standing not in OVER and item.due_at is not None and item.due_at <= at,
        "blocked": bool(item.blocked),
        "amount": yuan(item.amount),
        "received": yuan(item.received),
        "appeal": appeal.code,
        "appeal_number": appeal.number,
        "appeal_title": say(appeal.title),
        "enterprise": appeals.HIDDEN if hidden else appeal.enterprise_name,
    }


def item_rows(found: Iterable[queries.DecidedItem], actor: Actor, at: datetime) -> list[ItemRow]:
    """A list."""
    return [ItemRow(**item_row(one, actor, at)) for one in found]


def parts(item: queries.DecidedItem, actor: Actor) -> dict[str, Any]:
    """What one item is made of beside its text and its course."""
    say = saying(item, actor)
    names = ("first_due_on", "due_moved", "due_asked", "completed_at", "accepted_at", "confirmed_at", "closed_at",
             "closing_number")  # fmt: skip
    return {name: getattr(item, name) for name in names} | {
        "criterion": say(item.criterion),
        "confirmed_by": _who(item, actor, item.confirmed_by),
        "shares": [ShareTold(organ=one.organ_name, kind=ShareKind(one.kind).label) for one in queries.shares(item)],
        "milestones": [milestone(one, say) for one in queries.milestones(item)],
        "blocks": [_block(one, say) for one in queries.blocks(item)],
        "receipts": [_received(one, say, _who(item, actor, one.said_by)) for one in queries.receipts(item)],
        "reports": _reports(item, actor, say),
    }


def own_items(found: Iterable[queries.DecidedItem], actor: Actor, at: datetime) -> list[OwnItem]:
    """The items decided about an appeal, for its enterprise: how far each is, and what may be said to it."""
    items = list(found)
    steps = queries.milestones(*items)
    return [_own(item, [row for row in steps if row.item_id == item.pk], actor, at) for item in items]


def saying(item: queries.DecidedItem, actor: Actor) -> Say:
    """How free text is read by somebody who must not learn whose appeal it is."""
    if appeals.hides_identity(item.appeal, actor):
        return lambda text: appeals.mask(item.appeal, text)
    return lambda text: text


def yuan(amount: Decimal | None) -> str | None:
    """An amount as JSON keeps it whole: ``1200000.00``."""
    return None if amount is None else f"{amount:.2f}"


def milestone(row: queries.Milestone, say: Say) -> MilestoneTold:
    """One dated step."""
    return MilestoneTold(
        ordinal=row.ordinal,
        text=say(row.text),
        due_on=row.due_on,
        first_due_on=row.original_due_on,
        state=MilestoneState(row.state).label,
        proof_wanted=say(row.proof_wanted),
        proof=say(row.proof),
        files=row.files,
    )


def _own(item: queries.DecidedItem, steps: Sequence[queries.Milestone], actor: Actor, at: datetime) -> OwnItem:
    names = ("code", "number", "text", "state", "due_on", "confirmed_at")
    return OwnItem(
        **{name: getattr(item, name) for name in names},
        lead=item.lead_name,
        state_name=item.standing.label,
        amount=yuan(item.amount),
        received=yuan(item.received),
        milestones=[milestone(row, str) for row in steps],
        moves=offers(queries.offers(item, actor, at=at), OWN_ITEM),
    )


def _block(row: queries.Block, say: Say) -> BlockTold:
    waits_for = say(row.condition) if row.by is None else row.by.number
    return BlockTold(
        ordinal=row.ordinal,
        waits_for=waits_for,
        expected_on=row.expected_on,
        cleared_at=row.cleared_at,
        note=say(row.note),
    )


def _received(row: queries.Receipt, say: Say, said_by: str) -> ReceivedTold:
    return ReceivedTold(received_on=row.received_on, amount=f"{row.amount:.2f}", said_by=said_by, note=say(row.note))


def _who(item: queries.DecidedItem, actor: Actor, name: str) -> str:
    """Who spoke for the enterprise: kept from those from whom the enterprise is."""
    return appeals.HIDDEN if name and appeals.hides_identity(item.appeal, actor) else name


def _reports(item: queries.DecidedItem, actor: Actor, say: Say) -> list[ReportTold]:
    circulated = queries.circulations(item, actor)
    return [
        ReportTold(
            ordinal=one.ordinal,
            text=say(one.text),
            proof=say(one.proof),
            drafted_by=one.drafted_by,
            signed_by=one.signed_by,
            signed_at=one.signed_at,
            read=[_read(row) for row in circulated if row.report_id == one.pk],
        )
        for one in queries.reports(item, actor)
    ]


def _read(row: queries.Circulation) -> ReadTold:
    return ReadTold(
        post=row.post_title, state=CirculationState(row.state).label, remark=row.remark, done_at=row.done_at
    )
