"""会议纪要: those this post may see, one as text and as paper, and making a move with it. 四(二)."""

from typing import Any

from django.http import HttpResponseBase
from ninja import Body, Query

from qinqing.doors.api import minutes_moves, moves, tellings
from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.day_tellings import minutes_row
from qinqing.doors.api.making import Subject, make
from qinqing.doors.api.noting import note, note_day
from qinqing.doors.api.schemas.fields import Code, Version
from qinqing.doors.api.schemas.minutes import (
    ErratumTold,
    ExcerptTold,
    MinutedItem,
    MinutedPart,
    MinutesPage,
    MinutesRow,
    MinutesTold,
    SoughtMinutes,
)
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.web.downloads import send_paper
from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.minutes import ErratumState, ItemLine
from qinqing.procedure.receptions.states import MINUTES as TABLE

MINUTES = Subject(queries.fetch_minutes, TABLE, minutes_moves.MINUTES)


def minutes_list(request: Asking, wanted: Query[SoughtMinutes]) -> MinutesPage:
    """The minutes this post may see, the newest first."""
    state = wanted.state.value if wanted.state else ""
    found = queries.minutes_page(request.caller.actor, state=state, after=wanted.after, size=wanted.size + 1)
    rows, more = found[: wanted.size], len(found) > wanted.size
    return MinutesPage(minutes=[MinutesRow(**minutes_row(one)) for one in rows], next=rows[-1].pk if more else None)


def minutes(request: Asking, code: Code) -> MinutesTold:
    """What they say, what was corrected, who reads an excerpt, what may be done and why not."""
    actor = request.caller.actor
    found = queries.fetch_minutes(actor, code)
    lines = () if found.issued else items.lines_of(found.day)
    excerpts, parts = queries.excerpts(found, actor), queries.minutes_parts(found, actor, lines)
    note(request, [part.entry.appeal for part in parts])
    return MinutesTold(
        **minutes_row(found),
        **queries.minutes_frame(found, actor),
        parts=[_part(part) for part in parts],
        errata=_errata(found, actor),
        excerpts=[ExcerptTold(organ=row.organ_name, items=row.items) for row in excerpts],
        confirmed_by=found.confirmed_by,
        issued_by=found.issued_by,
        limits=tellings.limits(found.subject),
        course=tellings.course(queries.minutes_timeline(found, actor)),
        papers=tellings.papers(items.minutes_papers(found, actor, excerpts)),
        moves=moves.offers(queries.minutes_offers(found, actor, lines), minutes_moves.MINUTES),
    )


def minutes_move(request: Asking, code: Code, name: Code, told: Body[dict[str, Any]], version: Version = None) -> Made:
    """One move of the minutes' table, for whoever may make it."""
    return make(request, MINUTES, code, name, told, version)


def minutes_paper(request: Asking, code: Code, paper: Code, form: Code) -> HttpResponseBase:
    """One paper of these minutes: the minutes for whoever reads all of them, a sheet for its department."""
    actor = request.caller.actor
    found = queries.fetch_minutes(actor, code)
    note_day(request, found.day)
    return send_paper(items.minutes_papers(found, actor, queries.excerpts(found, actor)), paper, form)


def _part(part: Any) -> MinutedPart:
    texts = {name: getattr(part, name) for name in minutes_moves.PART}
    return MinutedPart(appeal=part.entry.appeal.code, **texts, items=[_item(one) for one in part.items])


def _item(line: Any) -> MinutedItem:
    """As issued, or before that as the chapter of decisions tells it."""
    names = "、".join(line.assisting_names) if isinstance(line, ItemLine) else line.assisting_names
    return MinutedItem(
        number=line.number,
        text=line.text,
        criterion=line.criterion,
        due_on=line.due_on,
        lead=line.lead_name,
        assisting=names,
    )


def _errata(found: queries.Minutes, actor: Actor) -> list[ErratumTold]:
    return [
        ErratumTold(
            number=row.number,
            appeal=row.entry.appeal.code if row.entry else "",
            was=row.was,
            becomes=row.becomes,
            reason=row.reason,
            state=ErratumState(row.state).label,
        )
        for row in queries.errata(found, actor)
    ]
