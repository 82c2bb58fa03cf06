"""台账: a list taken away as .xlsx, with the list's own filters."""

from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseNotAllowed

from qinqing.doors.console.ledgers import LEDGERS, told
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import actions


@reconfirmed(sends_file=True)
def ledger(request: Request, name: str) -> HttpResponseBase:
    """Writes the ledger and sends it. By POST alone, for whoever takes a ledger away is put on the record."""
    kept = LEDGERS.get(name)
    if kept is None:
        raise Http404(name)
    admit(request, kept.page)
    if request.actor.role not in kept.ledger.readers:
        raise NotFound(name)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    made = actions.export_ledger(
        kept.ledger, kept.rows(request), filters=told(kept.filters(request)), by=request.actor, at=request.at
    )
    response = FileResponse(made.file)
    for header, value in made.headers.items():
        response.headers[header] = value
    return response
