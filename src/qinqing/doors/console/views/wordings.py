"""消息文字: what notices say outside, an office's own words for them, and their versions; one writes, another confirms."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.wordings import Declined, WordingForm, filled_in
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.permits import may_confirm_wording
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import DEFAULTS, EDITABLE, PLACES, Standing, Wording

HOME = "console:wordings"


def wordings(request: Request) -> HttpResponse:
    """Every kind of message, and of each medium whose words it has."""
    admit(request, HOME)
    standings = queries.wording_standings(request.actor)
    rows = [{"kind": kind, "cells": [_cell(one, standings.get((one, kind), [])) for one in EDITABLE]} for kind in Kind]
    return render(request, "console/wordings/list.html", {"rows": rows, "media": EDITABLE})


def wording(request: Request, medium: str, kind: str) -> HttpResponseBase:
    """The words in force, a form for others with what they would say, and every version."""
    admit(request, HOME)
    of = _read(medium, kind)
    now = queries.wording_in_force(*of)
    return submit(
        request,
        WordingForm,
        template="console/wordings/wording.html",
        context=partial(_context, request, *of),
        do=partial(actions.propose_wording, *of, by=request.actor, at=request.at),
        done=lambda made: reverse("console:wording", args=[medium, kind]),
        message=lambda made: f"已提出第 {made.version} 版，由另一位同事确认后启用",
        initial={"subject": now.subject, "body": now.body},
        medium=of[0],
        kind=of[1],
    )


def wording_rule(request: Request, medium: str, kind: str, version: int, name: str) -> HttpResponseBase:
    """启用 and 不启用 of a version that waits."""
    admit(request, HOME)
    found = queries.wording_version(request.actor, medium, kind, version)
    rulings: dict[str, tuple[type[Form], str, str, Callable[..., Any]]] = {
        "confirm": (Press, "启用", "从现在起，发出的消息用这一版；已经发出的不变。", actions.confirm_wording),
        "decline": (Declined, "不启用", "现在用的不变；这一版和原因留在版本里。", actions.decline_wording),
    }
    if name not in rulings:
        raise NotFound(name)
    form, yes, consequence, act = rulings[name]
    back = reverse("console:wording", args=[medium, kind])
    return submit(
        request,
        form,
        template="console/wordings/rule.html",
        context={
            "title": f"{yes}第 {version} 版", "consequences": [consequence], "yes": yes, "back": back,
            "shown": _would_say(found),
            "crumbs": [Link("消息文字", reverse(HOME)), Link(_label(*_read(medium, kind)), back), Link(yes)],
        },
        do=partial(act, found, by=request.actor, at=request.at),
        done=lambda result: back,
        message=f"第 {version} 版：{yes}",
    )  # fmt: skip


def _cell(medium: Medium, versions: list[queries.WordingVersion]) -> dict[str, Any]:
    own = next((one for one in versions if one.standing == Standing.IN_FORCE and not one.shipped), None)
    waiting = any(one.standing == Standing.PROPOSED for one in versions)
    return {"medium": medium, "label": f"第 {own.version} 版" if own else "原来的", "waiting": waiting}


def _read(medium: str, kind: str) -> tuple[Medium, Kind]:
    if medium not in EDITABLE or kind not in set(Kind):
        raise NotFound("wording")
    return Medium(medium), Kind(kind)


def _context(request: Request, medium: Medium, kind: Kind) -> dict[str, Any]:
    versions = queries.wording_versions(request.actor, medium, kind)
    shipped = DEFAULTS[medium]
    waiting = next((one for one in versions if one.standing == Standing.PROPOSED), None)
    return {
        "title": _label(medium, kind), "medium": medium, "kind": kind, "versions": versions, "places": PLACES.items(),
        "in_force": next((one for one in versions if one.standing == Standing.IN_FORCE), None), "waiting": waiting,
        "would_say": _would_say(waiting) if waiting else None,
        "verdict": may_confirm_wording(request.actor, waiting.author) if waiting else None,
        "shipped": urlencode({"subject": shipped.subject, "body": shipped.body}),
        "crumbs": [Link("消息文字", reverse(HOME)), Link(_label(medium, kind))],
    }  # fmt: skip


def _would_say(version: queries.WordingVersion) -> dict[str, Any]:
    return filled_in(Wording(version.subject, version.body), Medium(version.medium), Kind(version.kind))


def _label(medium: Medium, kind: Kind) -> str:
    return f"{medium.label}：{kind.label}"
