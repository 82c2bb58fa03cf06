"""会议纪要: drafted from the record, written beside it, confirmed by the host, issued, corrected. 四(二)."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.forms.minutes import FRAME, PART, WriteMinutes
from qinqing.doors.console.minutes_moves import PAGES
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import Offer, named_links
from qinqing.doors.console.opened import note_all, note_day
from qinqing.doors.console.rows import minutes_rows
from qinqing.doors.console.versions import as_read
from qinqing.doors.console.views.days import crumbs as day_crumbs
from qinqing.doors.web.downloads import paper_links, send_paper
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.states import MINUTES, NOTE_TAKERS


def minutes_list(request: Request) -> HttpResponse:
    """The minutes of all days this reader may know, those not issued first."""
    admit(request, "console:minutes_list")
    rows = minutes_rows(queries.minutes_list(request.actor), at=request.at)
    return render(request, "console/minutes/list.html", {"rows": rows})


def day_minutes(request: Request, code: str) -> HttpResponseBase:
    """From a day to its minutes; who writes them begins here."""
    day = queries.fetch(request.actor, code)
    found = queries.minutes_of(day, request.actor)
    if found is not None and found.drafted_by:
        return redirect("console:minutes", found.code)
    if request.actor.role not in NOTE_TAKERS:
        raise NotFound("minutes")
    return submit(
        request,
        Press,
        template="console/minutes/draft.html",
        context={"day": day, "title": queries.title(day), "crumbs": day_crumbs(day, "会议纪要")},
        do=partial(decisions.draft_minutes, day, by=request.actor, at=request.at),
        done=lambda minutes: reverse("console:minutes_write", args=[minutes.code]),
        message="已按现场记录写好初稿，请核对修改",
    )


def minutes(request: Request, code: str) -> HttpResponse:
    """What they say, which limit runs, what was corrected, what may be done and why not."""
    found = queries.fetch_minutes(request.actor, code)
    excerpts = queries.excerpts(found, request.actor)
    papers = items.minutes_papers(found, request.actor, excerpts)
    context = {
        **_text(request, found),
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "excerpts": excerpts,
        "entries": queries.minutes_timeline(found, request.actor),
        "versions": queries.minutes_versions(found, request.actor),
        "papers": paper_links(papers, "console:minutes_paper", code),
        "moves": _moves(request, found),
        "crumbs": _crumbs(found),
    }
    return render(request, "console/minutes/minutes.html", context)


def minutes_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """One paper of these minutes as docx or pdf: the minutes for whoever reads all of them, a sheet for its department."""
    found = queries.fetch_minutes(request.actor, code)
    note_day(request, found.day)
    papers = items.minutes_papers(found, request.actor, queries.excerpts(found, request.actor))
    return send_paper(papers, paper, form)


def minutes_write(request: Request, code: str) -> HttpResponseBase:
    """The editor: each text beside the record it was written from; two who write see each other's words."""
    found = as_read(request, queries.fetch_minutes(request.actor, code))
    if request.actor.role not in NOTE_TAKERS:
        raise NotFound("minutes")
    parts = queries.minutes_parts(found, request.actor, items.lines_of(found.day))
    note_all(request, [part.entry.appeal for part in parts])
    return submit(
        request,
        WriteMinutes,
        template="console/minutes/write.html",
        context=partial(_written, request, code),
        do=partial(actions.write_minutes, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:minutes", args=[code]),
        message="已保存",
        initial=_stored(found, parts),
        parts=parts,
        joint=found.day.joint,
    )


def minutes_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, with the whole text to read before."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch_minutes(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/minutes/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:minutes", args=[code]),
        message=f"已办：{MINUTES[name].label}",
        **page.options(found, request.actor),
    )


def _text(request: Request, found: queries.Minutes) -> dict[str, Any]:
    """The text as this reader may know it, each part with the corrections to it."""
    lines = () if found.issued else items.lines_of(found.day)
    corrections = queries.errata(found, request.actor)
    parts = [
        {"part": part, "errata": [row for row in corrections if row.entry_id == part.entry_id]}
        for part in queries.minutes_parts(found, request.actor, lines)
    ]
    note_all(request, [row["part"].entry.appeal for row in parts])
    return {
        "minutes": found,
        "day": found.day,
        "title": queries.title(found.day),
        "frame": queries.minutes_frame(found, request.actor),
        "parts": parts,
        "errata": corrections,
        "frame_errata": [row for row in corrections if row.entry_id is None],
    }


def _moves(request: Request, found: queries.Minutes) -> list[Offer]:
    lines = () if found.issued else items.lines_of(found.day)
    urls = {"draft_minutes": reverse("console:day_minutes", args=[found.day.code])}
    urls |= {name: reverse("console:minutes_move", args=[found.code, name]) for name in PAGES}
    urls["write_minutes"] = reverse("console:minutes_write", args=[found.code])
    return named_links(queries.minutes_offers(found, request.actor, lines), urls)


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_minutes(request.actor, code)
    lines = () if found.issued else items.lines_of(found.day)
    return {
        **_text(request, found),
        "move": MINUTES[name],
        "verdict": queries.may_minutes(name, found, request.actor, lines),
        "version": found.version,
        "waiting": next((row for row in queries.errata(found, request.actor) if row.ruled_at is None), None),
        "crumbs": _crumbs(found, MINUTES[name].label),
    }


def _written(request: Request, code: str) -> Mapping[str, Any]:
    found = queries.fetch_minutes(request.actor, code)
    return {
        "minutes": found,
        "day": found.day,
        "title": queries.title(found.day),
        "verdict": queries.may_minutes("write_minutes", found, request.actor),
        "version": found.version,
        "attendance": queries.attendance(found.day),
        "crumbs": _crumbs(found, MINUTES["write_minutes"].label),
    }


def _stored(found: queries.Minutes, parts: Iterable[Any]) -> dict[str, str]:
    """The texts under the names of the editor's fields."""
    texts = {name: str(getattr(found, name)) for name in ("form", *FRAME)}
    for part in parts:
        texts |= {f"{name}_{part.entry_id}": getattr(part, name) for name in ("heading", *PART)}
    return texts


def _crumbs(found: queries.Minutes, *steps: str) -> list[Link]:
    url = reverse("console:minutes", args=[found.code]) if steps else ""
    name = found.number or queries.title(found.day)
    return [Link("会议纪要", reverse("console:minutes_list")), Link(name, url), *(Link(step) for step in steps)]
