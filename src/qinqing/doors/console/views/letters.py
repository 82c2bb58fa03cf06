"""来信: the tray of what was written to the county's mailbox, and what a clerk makes of each letter."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.beside import beside, settled_doubts, unsettled
from qinqing.doors.console.forms.appeals import Intake
from qinqing.doors.console.forms.letters import LetterIntake, LetterSupplement, SetAside
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.scanned import readable
from qinqing.doors.web import drafts
from qinqing.doors.web.downloads import send_waiting
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.phrases import local, moment_zh
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.actions.entering import LATE
from qinqing.procedure.appeals.states import MOVES
from qinqing.services.documents import queries as documents
from qinqing.services.letters import actions as letters
from qinqing.services.letters import queries as tray
from qinqing.services.letters.rules.kinds import LetterState

HOME = "console:letters"


def letter_list(request: Request) -> HttpResponse:
    """The tray, by what became of the letters, and how the mailbox fares."""
    admit(request, HOME)
    state, raw = request.GET.get("state", ""), request.GET.get("before", "")
    state = LetterState(state) if state in set(LetterState) else LetterState.WAITING
    before = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
    rows, following = tray.letters(request.actor, state, before=before)
    home = reverse(HOME)
    context = {
        "rows": rows, "state": state, "reading": tray.reading(request.at),
        "tabs": [Link(one.label, f"{home}?{urlencode({'state': one.value})}", active=one is state) for one in LetterState],
        "page": {
            "older": urlencode({"state": state.value, "before": following}) if following else "",
            "newer": urlencode({"state": state.value}) if before else "",
        },
    }  # fmt: skip
    return render(request, "console/letters/list.html", context)


def letter(request: Request, code: str) -> HttpResponse:
    """One letter as it came, and what may be done with it."""
    found = _found(request, code)
    about = queries.by_subjects([found.about]) if found.about else []
    context = _shown(request, found) | {"about": about[0] if about else None, "crumbs": _crumbs(found)}
    return render(request, "console/letters/letter.html", context)


def letter_file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One file of a letter that waits, as an attachment that no browser will run."""
    return send_waiting(_found(request, code).shelf, file)


def letter_register(request: Request, code: str) -> HttpResponseBase:
    """登记来信: one page, with the letter's words, files and writer filled in."""
    found = _waiting(request, code)
    shown = _shown(request, found)
    initial = _filled_in(request, found, shown)
    return submit(
        request,
        LetterIntake,
        template="console/letters/register.html",
        context=lambda: {
            **shown,
            **_beside(request, initial),
            "move": MOVES["receive"],
            "crumbs": _crumbs(found, "登记"),
        },
        do=partial(_receive, request, found),
        done=partial(_receipt, request, found),
        initial=initial,
        brought=shown["files"],
    )


def letter_supplement(request: Request, code: str) -> HttpResponseBase:
    """作为补充材料: the letter belongs to an appeal that is under way."""
    found = _waiting(request, code)
    shown = _shown(request, found)
    asked = str(request.GET.get("number", ""))[:40]
    likely = shown["goes_with"][0].appeal.number if len(shown["goes_with"]) == 1 else ""
    return submit(
        request,
        LetterSupplement,
        template="console/letters/supplement.html",
        context={**shown, "crumbs": _crumbs(found, "作为补充材料")},
        do=partial(_supplement, request, found),
        done=lambda appeal: reverse("console:appeal", args=[appeal.code]),
        message="已作为补充材料归入这件诉求",
        initial={"number": asked or likely, "note": found.text or found.title},
        brought=shown["files"],
    )


def letter_set_aside(request: Request, code: str) -> HttpResponseBase:
    """不作诉求."""
    found = _waiting(request, code)
    return submit(
        request,
        SetAside,
        template="console/letters/set_aside.html",
        context={"letter": found, "crumbs": _crumbs(found, "不作诉求")},
        do=partial(letters.set_aside, found, by=request.actor, at=request.at),
        done=lambda result: reverse(HOME),
        message="已记为不作诉求；需要时可以在“不作诉求”里重新处理",
    )


def letter_bring_back(request: Request, code: str) -> HttpResponseBase:
    """重新处理."""
    found = _found(request, code)
    back = reverse("console:letter", args=[code])
    return submit(
        request,
        Press,
        template="console/channels/confirm.html",
        context={
            "title": "重新处理这封来信", "yes": "重新处理", "back": back,
            "consequences": ["这封来信回到“待处理”，可以登记为诉求或作为补充材料。"], "crumbs": _crumbs(found, "重新处理"),
        },
        do=partial(letters.bring_back, found, by=request.actor, at=request.at),
        done=lambda result: back,
        message="已回到待处理",
    )  # fmt: skip


def _found(request: Request, code: str) -> tray.Letter:
    admit(request, HOME)
    return tray.fetch_letter(request.actor, code)


def _waiting(request: Request, code: str) -> tray.Letter:
    """The letter, for a step that only those take which nobody has settled; a repeated submit is let through."""
    found = _found(request, code)
    if request.method != "POST" and found.standing is not LetterState.WAITING:
        raise Refused("这封来信已经处理过，请到来信页面核对")
    return found


def _shown(request: Request, found: tray.Letter) -> dict[str, Any]:
    """The letter with its files, which appeals it may go with and which enterprises may have written it."""
    clues = queries.read_clues(found)
    waiting = found.standing is LetterState.WAITING
    files = documents.uploads(found.shelf)
    return {
        "letter": found,
        "files": files,
        "words": readable(files),
        "goes_with": queries.appeals_of_letter(request.actor, found, clues) if waiting else [],
        "writers": queries.writers_of_letter(request.actor, found, clues) if waiting else [],
        "clues": clues,
        "answerable": letters.can_be_answered(found),
    }


def _filled_in(request: Request, found: tray.Letter, shown: Mapping[str, Any]) -> dict[str, str]:
    """What the clerk need not type."""
    told = {
        "text": found.text or found.subject_line, "title": found.subject_line, "contact_name": found.sender_name,
        "contact_phone": "、".join(shown["clues"].phones), "received_at": _stamp(found.arrived_at), "channel": "email",
    }  # fmt: skip
    if request.at - found.arrived_at > LATE:
        told["late_reason"] = f"电子邮件于{moment_zh(found.arrived_at)}到达邮箱，现在登记"
    writers = shown["writers"]
    if len(writers) == 1:
        one = writers[0].enterprise
        told |= {"enterprise_name": one.name, "credit_code": one.credit_code or one.old_number or ""}
    return told


def _stamp(at: datetime) -> str:
    return f"{local(at):%Y-%m-%dT%H:%M}"


def _beside(request: Request, initial: Mapping[str, str]) -> dict[str, Any]:
    """What the register and earlier appeals say to what stands in the form."""
    names = [name for name in Intake.base_fields if name != "files"]
    if request.method == "POST":
        typed = {name: str(request.POST.get(name) or "") for name in names}
        return {**beside(request, typed), "doubts": unsettled(request, typed, files=True)}
    draft = drafts.find(request, request.path, at=request.at)
    told = {**initial, **(drafts.initial(Intake(), draft) if draft else {})}
    return beside(request, {name: str(told.get(name) or "") for name in names})


def _receive(request: Request, found: tray.Letter, *, checked: str, **told: Any) -> actions.Receipt:
    told = settled_doubts(request, told, checked)
    return actions.receive_letter(found, **told, by=request.actor, at=request.at)


def _receipt(request: Request, found: tray.Letter, receipt: actions.Receipt) -> str:
    request.session[f"query_code:{receipt.appeal.code}"] = receipt.query_code
    if found.answered_as:
        request.session[f"written_to:{receipt.appeal.code}"] = found.sender
    return reverse("console:receipt", args=[receipt.appeal.code])


def _supplement(request: Request, found: tray.Letter, *, number: str, **told: Any) -> Any:
    try:
        appeal = queries.by_number(request.actor, number)
    except NotFound as absent:
        raise Refused("没有这个编号的诉求，请核对编号") from absent
    return actions.supplement_by_letter(found, appeal, **told, by=request.actor, at=request.at)


def _crumbs(found: tray.Letter, step: str = "") -> list[Link]:
    crumbs = [
        Link("来信", reverse(HOME)),
        Link(found.title[:30], reverse("console:letter", args=[found.code]) if step else ""),
    ]
    return [*crumbs, Link(step)] if step else crumbs
