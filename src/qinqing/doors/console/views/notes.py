"""Where the hearing room saves as people type: each field on its own, with an answer for the script that asked."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from qinqing.doors.console import room
from qinqing.doors.web import drafts
from qinqing.doors.web.requests import Request
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.notes import Typed, is_field, label


def notes(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """Keeps ``field``/``base``/``text`` (as many as there are), tells what others wrote and who is writing.

    ``known`` names the versions the page has, ``statement:3``; ``focus`` the field its writer is in; ``whole`` says that
    nothing typed waits on the page, so that a draft put aside while it could not be kept here is not wanted any more.
    """
    entry = queries.entry(request.actor, code, appeal)
    if request.method != "POST":
        return redirect("console:hearing", code, appeal)
    if over := _over(request, entry):
        return JsonResponse({"over": over})
    actions.be_present(entry, field=request.POST.get("focus", ""), by=request.actor, at=request.at)
    brought = _brought(request)
    clashes = {one.field: one for one in actions.take_notes(entry, brought, by=request.actor, at=request.at)}
    there = queries.notes(entry, request.actor, at=request.at)
    if "whole" in request.POST and not clashes:
        drafts.forget(request, reverse("console:hearing", args=[code, appeal]))
    sent = {one.field for one in brought}
    known = dict(part.rpartition(":")[::2] for part in request.POST.getlist("known"))
    fresh = {name: note for name, note in there.items() if name not in sent and known.get(name) != str(note.version)}
    return JsonResponse(
        {
            "at": room.moment(request.at, request),
            "saved": {name: there[name].version for name in sent - clashes.keys() if name in there},
            "clashes": {name: _told(request, there[name]) for name in clashes},
            "fresh": {name: _told(request, note) for name, note in fresh.items()},
            "writers": [
                {"who": one.name, "where": worded(label(one.field), joint=entry.day.joint)}
                for one in queries.writers(entry, request.actor, at=request.at)
            ],
        }
    )


def _over(request: Request, entry: queries.AgendaItem) -> str:
    """Why nothing is kept here any more; empty while it is."""
    if entry.outcome:
        return f"{entry.recorded_by}已于{room.moment(entry.recorded_at, request)}记录为“{entry.get_outcome_display()}”"
    return queries.may("record_outcome", entry.day, request.actor, at=request.at).reason


def _brought(request: Request) -> list[Typed]:
    said = (request.POST.getlist(name) for name in ("field", "text", "base"))
    return [
        Typed(field, text, int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0)
        for field, text, base in zip(*said, strict=False)
        if is_field(field)
    ]


def _told(request: Request, note: queries.Note) -> Mapping[str, Any]:
    return {"version": note.version, "text": note.text, "by": note.by, "at": room.moment(note.at, request)}
