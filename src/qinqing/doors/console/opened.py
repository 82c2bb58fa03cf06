"""Opening an appeal at the desk: whoever does so is noted, and the enterprise can see from which post it was."""

from collections.abc import Iterable

from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.receptions import queries as receptions


def open_appeal(request: Request, code: str) -> queries.Appeal:
    """The appeal for whoever may see it; that it was opened is noted. Raises NotFound."""
    return noted(request, queries.fetch(request.actor, code))


def as_read(request: Request, appeal: queries.Appeal) -> queries.Appeal:
    """The appeal as the page showed it to whoever posts now: if a colleague was faster meanwhile, a step is a conflict."""
    posted = request.POST.get("version", "")
    if posted.isascii() and posted.isdigit() and len(posted) < 10:
        appeal.version = int(posted)
    return appeal


def noted(request: Request, appeal: queries.Appeal) -> queries.Appeal:
    """The same appeal, for a page that shows it and has found it in another way."""
    note_all(request, [appeal])
    return appeal


def note_all(request: Request, appeals: Iterable[queries.Appeal]) -> None:
    """The same for a page that shows several, in one statement. Whoever posts has read the page before."""
    if request.method in ("GET", "HEAD"):
        actions.note_openings(appeals, by=request.actor, at=request.at)


def note_day(request: Request, day: receptions.ReceptionDay) -> None:
    """The same for a paper on a whole day: the appeals of its agenda that this reader may see."""
    note_all(request, [entry.appeal for entry in receptions.agenda(day, request.actor)])
