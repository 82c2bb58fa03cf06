"""What this interface is."""

from django.http import HttpResponse

from qinqing.doors.api.credentials import Asking


def openapi(request: Asking) -> HttpResponse:
    """The description of every operation."""
    from qinqing.doors.api.document import openapi_text  # noqa: PLC0415  (it is drawn from the table that names this view)

    return HttpResponse(openapi_text(), content_type="application/json; charset=utf-8")
