"""扫描件: the words of a scan that waits for 登记诉求, or came with a letter."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from qinqing.doors.console import scanned
from qinqing.doors.console.navigation import admit
from qinqing.doors.web import drafts
from qinqing.doors.web.downloads import send_waiting
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import queries
from qinqing.services.letters import queries as tray
from qinqing.services.letters.rules.kinds import LetterState

HOME = "console:intake"
LETTERS = "console:letters"


def scan(request: Request, code: str) -> HttpResponseBase:
    """One scan with its words: asked for, being read, or there to be corrected."""
    return scanned.show(request, _found(request, code), _place(code))


def scan_ask(request: Request, code: str) -> HttpResponseBase:
    """识别文字."""
    return scanned.ask(request, _found(request, code), _place(code))


def scan_picture(request: Request, code: str) -> HttpResponseBase:
    """The scan itself, of whoever is filling in the form it waits for."""
    return send_waiting(_found(request, code).shelf, code)


def scan_pages(request: Request, code: str) -> HttpResponse:
    """The first pages of a scanned PDF as a picture, to hold the words against."""
    return _drawn(_found(request, code))


def letter_scan(request: Request, code: str, file: str) -> HttpResponseBase:
    """One picture or PDF of a letter that waits, with its words; they are taken over into 登记来信."""
    letter, one = _of_letter(request, code, file)
    return scanned.show(request, one, _letter_place(letter, file))


def letter_scan_ask(request: Request, code: str, file: str) -> HttpResponseBase:
    """识别文字."""
    letter, one = _of_letter(request, code, file)
    return scanned.ask(request, one, _letter_place(letter, file))


def letter_scan_pages(request: Request, code: str, file: str) -> HttpResponse:
    """The first pages of a letter's PDF as a picture."""
    return _drawn(_of_letter(request, code, file)[1])


def _drawn(one: queries.Upload) -> HttpResponse:
    return HttpResponse(queries.pages_of(one), content_type="image/jpeg")


def _found(request: Request, code: str) -> queries.Upload:
    admit(request, HOME)
    one = queries.upload(code)
    if not drafts.holds(request, one.shelf):
        raise NotFound("scan")
    return one


def _of_letter(request: Request, code: str, file: str) -> tuple[tray.Letter, queries.Upload]:
    admit(request, LETTERS)
    letter, one = tray.fetch_letter(request.actor, code), queries.upload(file)
    if letter.standing is not LetterState.WAITING or one.shelf != letter.shelf:
        raise NotFound("scan")
    return letter, one


def _place(code: str) -> scanned.Place:
    form = reverse(HOME)
    here, ask, picture, pages = (
        reverse(f"console:scan{name}", args=[code]) for name in ("", "_ask", "_picture", "_pages")
    )
    return scanned.Place(form, here, ask, picture, pages, Link("登记诉求", form))


def _letter_place(letter: tray.Letter, file: str) -> scanned.Place:
    form = reverse("console:letter_register", args=[letter.code])
    names = ("scan", "scan_ask", "file", "scan_pages")
    here, ask, picture, pages = (reverse(f"console:letter_{name}", args=[letter.code, file]) for name in names)
    crumb = Link(f"登记来信：{letter.title[:30]}", form)
    return scanned.Place(form, here, ask, picture, pages, crumb, letter.text or letter.subject_line)
