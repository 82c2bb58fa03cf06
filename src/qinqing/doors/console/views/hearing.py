"""接谈: this enterprise, now: what it says, what the leader says, what it comes to. 四(二), 四(三)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from qinqing.doors.console import agenda
from qinqing.doors.console.forms.days import Hearing
from qinqing.doors.console.rows import item_rows
from qinqing.doors.console.views.days import crumbs
from qinqing.doors.web.downloads import file_links
from qinqing.doors.web.forms import submit
from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.kinds import HeardOutcome


def hearing(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """One appeal of a day: the form for those who record, the record for those who read."""
    entry = queries.entry(request.actor, code, appeal)
    return submit(
        request,
        Hearing,
        template="console/days/hearing.html",
        context=partial(_context, request, code, appeal),
        do=partial(_hear, request, entry),
        done=lambda result: _next(request, code, appeal),
        message=lambda result: f"已记录：{entry.appeal.number}",
        initial={"lead_1": entry.appeal.lead_id},
    )


def _hear(request: Request, entry: queries.AgendaItem, **told: Any) -> Any:
    """A decision comes with its items, through the chapter of decisions; every other outcome without."""
    act, chosen = {"by": request.actor, "at": request.at}, told.pop("items")
    if told["outcome"] == HeardOutcome.DECIDED:
        said = {name: told[name] for name in ("opinion", "statement")}
        return decisions.decide_at_hearing(entry, items=chosen, **said, **act)
    return actions.record_outcome(entry, **told, **act)


def _next(request: Request, code: str, appeal: str) -> str:
    """The next appeal without an outcome, from here on and then from the top; with none left, the day."""
    entries = queries.agenda(queries.fetch(request.actor, code), request.actor)
    place = next((n for n, entry in enumerate(entries) if entry.appeal.code == appeal), 0)
    waiting = next((entry for entry in (*entries[place:], *entries[:place]) if not entry.outcome), None)
    if waiting is None:
        return reverse("console:day", args=[code])
    return reverse("console:hearing", args=[code, waiting.appeal.code])


def _context(request: Request, code: str, appeal: str) -> Mapping[str, Any]:
    entry = queries.entry(request.actor, code, appeal)
    found = entry.appeal
    decided = [item for item in items.items_of(found, request.actor) if item.agenda_item_id == entry.pk]
    return {
        "day": entry.day,
        "entry": entry,
        "said": _said(entry, request),
        "shown": appeals.shown(found, request.actor),
        "opinions": agenda.opinions(found, appeals.opinions_owed([found])[found.pk], request.actor),
        "answers": appeals.answers(found, request.actor)[:1],
        "files": file_links(appeals.files(found, request.actor), "console:file", found.code),
        "earlier": [row for row in queries.heard_on(found) if row.pk != entry.pk],
        "items": item_rows(decided, request.actor, at=request.at),
        "verdict": queries.may("record_outcome", entry.day, request.actor, at=request.at),
        "around": _around(queries.agenda(entry.day, request.actor), entry),
        "crumbs": crumbs(entry.day, f"接谈 {found.number}"),
    }


def _said(entry: queries.AgendaItem, request: Request) -> dict[str, str]:
    """What was recorded, without what would tell the enterprise's name to those kept from it."""
    told = {name: getattr(entry, name) for name in ("statement", "opinion", "basis")}
    if not appeals.hides_identity(entry.appeal, request.actor):
        return told
    return {name: appeals.mask(entry.appeal, text) for name, text in told.items()}


def _around(entries: Sequence[queries.AgendaItem], entry: queries.AgendaItem) -> dict[str, Any]:
    """Where this appeal stands on the agenda, and its neighbours."""
    place = next(n for n, one in enumerate(entries) if one.pk == entry.pk)
    urls = [reverse("console:hearing", args=[entry.day.code, one.appeal.code]) for one in entries]
    return {
        "place": place + 1,
        "of": len(entries),
        "before": urls[place - 1] if place else "",
        "after": urls[place + 1] if place + 1 < len(urls) else "",
    }
