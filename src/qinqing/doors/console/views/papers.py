"""公文: all filed papers a reader may see, to look through and to take away."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from qinqing.doors.console.forms.papers import PaperFilters
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.papers import paper_rows, readable
from qinqing.doors.web.downloads import send_paper
from qinqing.doors.web.requests import Request
from qinqing.services.documents import queries


def papers(request: Request) -> HttpResponse:
    """The list, newest first, filtered; keyset paged."""
    admit(request, "console:papers")
    form = PaperFilters(request.GET)
    wanted = form.wanted()
    page = queries.papers_page(readable(request.actor), wanted)
    newer = (form.query() or "kind=") if wanted.before else ""
    context = {
        "form": form,
        "rows": paper_rows(page.rows, request.actor),
        "page": {"older": form.query(before=page.next) if page.next else "", "newer": newer},
        "filtered": form.is_narrowed,
    }
    return render(request, "console/papers/_list.html" if request.htmx else "console/papers/list.html", context)


def filed_paper(request: Request, paper: str, form: str) -> HttpResponseBase:
    """One of them as docx or pdf."""
    admit(request, "console:papers")
    return send_paper([queries.readable_paper(readable(request.actor), paper)], paper, form)
