"""接谈: this enterprise, now: what it says, what the leader says, what it comes to. 四(二), 四(三)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import agenda, room
from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.days import GuestAttendance
from qinqing.doors.console.forms.hearing import Hearing
from qinqing.doors.console.opened import noted
from qinqing.doors.console.rows import item_rows
from qinqing.doors.console.views.days import crumbs, move_context
from qinqing.doors.web import drafts
from qinqing.doors.web.downloads import file_links
from qinqing.doors.web.forms import SeeOther, submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.decisions.states import State
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.kinds import WITH_ITEMS, Guest
from qinqing.procedure.receptions.rules.notes import Clash
from qinqing.procedure.register import queries as register

TEMPLATE = "console/days/hearing.html"


def hearing(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """One appeal of a day: the form for those who record, the record for those who read."""
    entry = queries.entry(request.actor, code, appeal)
    clashes = room.settle(request, entry) if request.method == "POST" else []
    if clashes or request.POST.keys() & {"save", "add"}:
        return _kept(request, entry, clashes)
    return submit(
        request,
        Hearing,
        template=TEMPLATE,
        context=partial(_context, request, code, appeal),
        do=partial(_hear, request, entry),
        done=lambda result: _next(request, code, appeal),
        message=lambda result: f"已记录：{entry.appeal.number}",
        **_options(request, entry),
    )


def take_back(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """收回结果: recorded by mistake, before the day is closed; then it is recorded anew."""
    entry = queries.entry(request.actor, code, appeal)
    return submit(
        request,
        Reason,
        template="console/days/move.html",
        context=lambda: {
            **move_context(request, code, "take_back_outcome", entry),
            "verdict": _may_take_back(request, entry),
        },
        do=partial(decisions.take_back_outcome, entry, by=request.actor, at=request.at),
        done=lambda result: reverse("console:hearing", args=[code, appeal]),
        message=f"已收回：{entry.appeal.number}，请重新记录",
    )


def guest(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """登记企业到会; an enterprise that did not come can be put off in the same step."""
    entry = queries.entry(request.actor, code, appeal)
    slot = queries.slots_on(entry.day, request.actor).get(entry.appeal_id)
    announced = {"guest": Guest.CAME, "name": slot.visitors} if slot and slot.visitors else {}
    told = {"guest": entry.guest, "name": entry.guest_name, "reason": entry.guest_reason}
    return submit(
        request,
        GuestAttendance,
        template="console/days/move.html",
        context=partial(move_context, request, code, "record_guest", entry),
        do=partial(actions.record_guest, entry, by=request.actor, at=request.at),
        done=lambda result: reverse("console:hearing", args=[code, appeal]),
        message=f"已登记：{entry.appeal.number}",
        initial=told if entry.guest else announced,
    )


def _may_take_back(request: Request, entry: queries.AgendaItem) -> Verdict:
    """The first obstacle of three: the day's, the appeal's, an item's."""
    actor, at = request.actor, request.at
    verdict = queries.may("take_back_outcome", entry.day, actor, at=at)
    if verdict and entry.outcome and not entry.day.joint:
        verdict = appeals.may("take_back_hearing", entry.appeal, actor, at=at)
    decided = [item for item in items.items_of(entry.appeal, actor) if item.agenda_item_id == entry.pk]
    for item in decided:
        if verdict and item.standing is not State.TAKEN_BACK:
            verdict = items.may("take_back", item, actor, at=at)
    return verdict


def _options(request: Request, entry: queries.AgendaItem) -> dict[str, Any]:
    """What the form starts with: the notes taken so far, and the appeal's lead as a suggestion."""
    there = queries.notes(entry, request.actor, at=request.at)
    lead = entry.appeal.lead_id
    suggested = {"lead_1": lead} if lead in {organ.id for organ in register.assignable()} else {}
    kept = room.initial({name: note.text for name, note in there.items()})
    rows = room.rows_for(request, there)
    return {"notes": there, "suggested": suggested, "initial": suggested | kept, "rows": rows, "joint": entry.day.joint}


def _kept(request: Request, entry: queries.AgendaItem, clashes: Sequence[Clash]) -> HttpResponseBase:
    """After saving: the page again; where somebody else wrote the same field, both texts."""
    here = request.path
    if not clashes:
        drafts.forget(request, here)
        if "add" not in request.POST:
            return SeeOther(here)
        more = room.rows_for(request, queries.notes(entry, request.actor, at=request.at)) + 1
        return SeeOther(f"{here}?items={more}#id_text_{more}")
    options = _options(request, entry) | {"initial": room.initial(room.texts_of(request.POST))}
    form = Hearing(clashes=clashes, **options)
    context = {**_context(request, entry.day.code, entry.appeal.code), "form": form, "clashes": clashes}
    return render(request, TEMPLATE, context, status=409)


def _hear(request: Request, entry: queries.AgendaItem, **told: Any) -> Any:
    """A decision comes with its items, through the chapter of decisions; every other outcome without."""
    act, chosen = {"by": request.actor, "at": request.at}, told.pop("items")
    if told["outcome"] in WITH_ITEMS:
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
    found = noted(request, entry.appeal)
    decided = [
        item
        for item in items.items_of(found, request.actor)
        if item.agenda_item_id == entry.pk and item.standing is not State.TAKEN_BACK
    ]
    return {
        "day": entry.day,
        "entry": entry,
        "said": _said(entry, request),
        "shown": appeals.shown(found, request.actor),
        "opinions": agenda.opinions(found, appeals.opinions_owed([found])[found.pk], request.actor),
        "answers": appeals.answers(found, request.actor)[:1],
        "files": file_links(appeals.files(found, request.actor), "console:file", found.code, preview="console:preview"),
        "earlier": [row for row in queries.heard_on(found) if row.outcome and row.pk != entry.pk],
        "items": item_rows(decided, request.actor, at=request.at),
        "verdict": queries.may("record_outcome", entry.day, request.actor, at=request.at),
        "attendance": queries.attendance(entry.day),
        "slot": queries.slots_on(entry.day, request.actor).get(found.pk),
        "around": _around(queries.agenda(entry.day, request.actor), entry, request.actor),
        "crumbs": crumbs(entry.day, f"接谈 {found.number}"),
    }


def _said(entry: queries.AgendaItem, request: Request) -> dict[str, str]:
    """What was recorded, without what would tell the enterprise's name to those kept from it."""
    told = {name: getattr(entry, name) for name in ("statement", "opinion", "basis")}
    if not appeals.hides_identity(entry.appeal, request.actor):
        return told
    return {name: appeals.mask(entry.appeal, text) for name, text in told.items()}


def _around(entries: Sequence[queries.AgendaItem], entry: queries.AgendaItem, actor: Actor) -> dict[str, Any]:
    """Where this appeal stands on the agenda, its neighbours, and the way to each of the others."""
    place = next(n for n, one in enumerate(entries) if one.pk == entry.pk)
    ways = [_way(entry, one, actor) for one in entries]
    return {
        "place": place + 1,
        "of": len(entries),
        "before": ways[place - 1].url if place else "",
        "after": ways[place + 1].url if place + 1 < len(ways) else "",
        "all": ways,
    }


class Way(NamedTuple):
    """The way to another appeal of the day; departments know it by its number."""

    url: str
    title: str
    known_as: str
    outcome: str
    here: bool


def _way(entry: queries.AgendaItem, one: queries.AgendaItem, actor: Actor) -> Way:
    url, shown = reverse("console:hearing", args=[entry.day.code, one.appeal.code]), appeals.shown(one.appeal, actor)
    known_as = one.appeal.number if actor.role in DEPARTMENT else shown.enterprise_name
    return Way(url, shown.title, known_as, one.get_outcome_display(), one.pk == entry.pk)
