"""留痕: who did what and when, the latest seal, and proving it all. What an appeal says is not shown here."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.events import subject_zh
from qinqing.doors.console.forms.journal import Entries
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.record import described, meant
from qinqing.doors.web.clock import now
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.services.journal import queries

PAGE = 50
# Two cores verify over three million plain entries in a minute; replaying appeals takes longer. Only for telling people.
A_MINUTE = 1_000_000
LISTED = 100
VERIFIED = "verified"


def journal(request: Request) -> HttpResponse:
    """Entries, newest first, filtered; keyset paged."""
    admit(request, "console:journal")
    form = Entries(request.GET, events=queries.events(request.actor))
    people, person = meant(form.person)
    wanted = form.wanted()
    rows = (
        []
        if form.person and person is None
        else queries.entries(request.actor, **wanted, person=person, limit=PAGE + 1)
    )
    older = form.query(after=rows[PAGE - 1].number) if len(rows) > PAGE else ""
    context = {
        "form": form,
        "rows": [described(row) for row in rows[:PAGE]],
        "people": people if form.person and person is None else [],
        "page": {"older": older, "newer": (form.query() or "all=1") if wanted["before_id"] else ""},
        "seal": queries.latest_seal(),
        "ledger": ledger_link(request, "record", form.query(), name="办理记录"),
    }
    return render(request, "console/journal/journal.html", context)


def verify(request: Request) -> HttpResponseBase:
    """核验: recomputes every hash, chain and seal and replays the record; outside any transaction of ours."""
    admit(request, "console:journal")
    if request.method == "POST":
        request.session[VERIFIED] = _proved(request)
        return SeeOther(reverse("console:verify"))
    count, proved = queries.entry_count(), request.session.get(VERIFIED)
    context = {
        "count": count,
        "minutes": max(1, round(count / A_MINUTE)),
        "proved": proved,
        "proved_at": datetime.fromisoformat(proved["at"]) if proved else None,
        "seal": queries.latest_seal(),
        "crumbs": [Link("留痕", reverse("console:journal")), Link("核验")],
    }
    return render(request, "console/journal/verify.html", context)


def _proved(request: Request) -> dict[str, Any]:
    report = queries.verify()
    return {
        "ok": report.ok,
        "events": report.events,
        "subjects": report.subjects,
        "seals": report.seals,
        "faults": [[subject_zh(fault.subject), fault.sequence, fault.what] for fault in report.faults[:LISTED]],
        "found": len(report.faults),
        "at": request.at.isoformat(),
        "seconds": round((now() - request.at).total_seconds(), 1),
    }
