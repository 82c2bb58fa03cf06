"""宣传栏海报: the page to look at, the sheet to print, and its codes."""

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.navigation import admit
from qinqing.doors.console.poster import CODES, SHEETS, address, poster_data, poster_sheet
from qinqing.doors.web import qr
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.services.documents import queries as documents


def poster(request: Request) -> HttpResponse:
    """What stands on it today; the page itself prints, too."""
    admit(request, "console:poster")
    said = poster_data(request, day_of(request.at))
    return render(request, "console/poster.html", {"said": said, "sheets": SHEETS.items()})


def poster_pdf(request: Request, size: str) -> HttpResponse:
    """The sheet, one page of A4 or A3."""
    admit(request, "console:poster")
    if size not in SHEETS:
        raise NotFound(size)
    drawn = documents.poster(poster_sheet(request, day_of(request.at), size))
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="poster-{size}.pdf"'
    return answer


def poster_qr(request: Request, which: str) -> HttpResponse:
    """One of its codes as a picture."""
    admit(request, "console:poster")
    if which not in CODES:
        raise NotFound(which)
    return HttpResponse(qr.svg(address(request, which)), content_type="image/svg+xml")
