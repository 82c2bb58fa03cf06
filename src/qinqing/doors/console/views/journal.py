"""留痕: who did what and when, the latest seal, and proving it all. What an appeal says is not shown here."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.events import event_zh, facts_zh, subject_zh
from qinqing.doors.console.forms.journal import Entries
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.clock import now
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import STAFF, Role
from qinqing.services.accounts import queries as accounts
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
    people = accounts.accounts(text=form.person, limit=20) if form.person else []
    person = _person(form.person, people)
    wanted = form.wanted()
    rows = (
        []
        if form.person and person is None
        else queries.entries(request.actor, **wanted, person=person, limit=PAGE + 1)
    )
    older = form.query(after=rows[PAGE - 1].number) if len(rows) > PAGE else ""
    context = {
        "form": form,
        "rows": [_row(row) for row in rows[:PAGE]],
        "people": people if form.person and person is None else [],
        "page": {"older": older, "newer": (form.query() or "all=1") if wanted["before_id"] else ""},
        "seal": queries.latest_seal(),
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


def _row(line: queries.AuditLine) -> dict[str, Any]:
    """Who brought an appeal is part of what it says: enterprises are named on their own records only."""
    own = line.subject.partition("/")[0] in ("account", "enterprise")
    named = own or line.by.role in STAFF or line.by.role is Role.MACHINE
    return {
        "line": line,
        "who": line.by.title if named else line.by.role.label,
        "what": event_zh(line.event),
        "facts": facts_zh(line.facts),
        "subject": subject_zh(line.subject),
    }


def _person(typed: str, people: list[Any]) -> int | None:
    """The one account meant: by username, or by a name only one bears."""
    exact = [one for one in people if typed in (one.username, one.name)]
    found = [one for one in exact if one.username == typed] or exact or people
    return found[0].pk if len(found) == 1 else None


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
