"""The parts of a decided item on its page: dated steps with lights, what stands in the way, progress by month, money."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse

from qinqing.doors.web.downloads import file_links
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules.kinds import MilestoneState
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.rules.lights import light
from qinqing.services.documents import queries as documents

Say = Callable[[str], str]
STEPS = {"finish_milestone": "完成", "move_milestone": "调整", "drop_milestone": "取消"}


def parts_of(item: queries.DecidedItem, actor: Actor, allowed: Iterable[str], *, at: datetime) -> dict[str, Any]:
    """What the item's page shows of its parts; ``allowed`` are the moves that are this reader's now."""
    open_moves, say = set(allowed), _saying(item, actor)
    files = queries.files(item, actor)
    return {
        "milestones": _milestones(item, files, open_moves, say, at),
        "blocks": _blocks(item, actor, open_moves, say),
        "waiting": _waiting(item, actor),
        "months": _months(item, actor, say, at),
        "receipts": [
            {"row": row, "said_by": _who(item, actor, row.said_by), "note": say(row.note)}
            for row in queries.receipts(item)
        ],
        "confirmed_by": _who(item, actor, item.confirmed_by),
        "owed": (item.amount - (item.received or 0)) if item.amount is not None else None,
        "files": links(files, item),
    }


def links(files: Iterable[documents.Attachment], item: queries.DecidedItem) -> list[dict[str, object]]:
    """The proofs filed with an item."""
    return file_links(files, "console:item_file", item.code, preview="console:item_preview")


def _saying(item: queries.DecidedItem, actor: Actor) -> Say:
    """How free text is read by somebody who must not learn whose appeal it is."""
    if appeals.hides_identity(item.appeal, actor):
        return lambda text: appeals.mask(item.appeal, text)
    return lambda text: text


def _who(item: queries.DecidedItem, actor: Actor, name: str) -> str:
    """Who spoke for the enterprise: kept from those from whom the enterprise is."""
    return appeals.HIDDEN if name and appeals.hides_identity(item.appeal, actor) else name


def _milestones(
    item: queries.DecidedItem, files: Iterable[documents.Attachment], allowed: set[str], say: Say, at: datetime
) -> list[dict[str, Any]]:
    clocks = {clock.key.partition("#")[0]: clock for clock in calendar.clocks_of([item.subject])[item.subject]}
    proofs = {one.code: link for one, link in zip(files, links(files, item), strict=True)}
    days, found = calendar.current(), []
    for row in queries.milestones(item):
        clock = clocks.get(row.key)
        found.append(
            {
                "row": row,
                "text": say(row.text),
                "wanted": say(row.proof_wanted),
                "proof": say(row.proof),
                "light": light(clock, at, days) if clock and row.state != MilestoneState.DROPPED else None,
                "files": [proofs[code] for code in row.files if code in proofs],
                "moves": _step_moves(item, row, allowed),
            }
        )
    return found


def _step_moves(item: queries.DecidedItem, row: queries.Milestone, allowed: set[str]) -> list[tuple[str, str]]:
    if row.state != MilestoneState.PLANNED:
        return []
    return [(_address(item, name, milestone=row.ordinal), label) for name, label in STEPS.items() if name in allowed]


def _address(item: queries.DecidedItem, name: str, **chosen: int) -> str:
    ((key, value),) = chosen.items()
    return f"{reverse('console:item_move', args=[item.code, name])}?{key}={value}"


def _blocks(item: queries.DecidedItem, actor: Actor, allowed: set[str], say: Say) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "what": say(row.condition) if row.by is None else f"{row.by.number}（{row.by.lead_name}牵头）",
            "url": _url(row.by, actor),
            "note": say(row.note),
            "clear": _address(item, "unblock", block=row.ordinal)
            if "unblock" in allowed and row.cleared_at is None
            else "",
        }
        for row in queries.blocks(item)
    ]


def _url(item: queries.DecidedItem | None, actor: Actor) -> str:
    """The page of another item, for those who may see it."""
    if item is None:
        return ""
    try:
        return reverse("console:item", args=[queries.fetch(actor, item.code).code])
    except NotFound:
        return ""


def _waiting(item: queries.DecidedItem, actor: Actor) -> list[dict[str, Any]]:
    return [{"row": row, "url": _url(row.item, actor)} for row in queries.blocked_by(item)]


def _months(item: queries.DecidedItem, actor: Actor, say: Say, at: datetime) -> list[Mapping[str, Any]]:
    """Notes of progress by month, newest first, each month with the light of its limit."""
    clocks = {
        clock.key: clock for clock in calendar.clocks_of([item.subject])[item.subject] if clock.kind == "progress"
    }
    notes = {
        month: list(group) for month, group in groupby(queries.progress_notes(item, actor), lambda note: note.month)
    }
    days, this_year = calendar.current(), local(at).year
    months = {month: clocks.get(f"progress:{month:%Y-%m}") for month in notes}
    months |= {clock.due_on.replace(day=1): clock for clock in clocks.values()}
    return [
        {
            "name": f"{month.month}月" if month.year == this_year else f"{month.year}年{month.month}月",
            "light": light(clock, at, days) if clock else None,
            "notes": [{"at": note.at, "who": note.who, "text": say(note.text)} for note in notes.get(month, ())],
        }
        for month, clock in sorted(months.items(), reverse=True)
    ]
