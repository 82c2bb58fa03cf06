"""What went wrong, for programs: problem documents (RFC 9457), in Chinese, with a number to name on the telephone."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

ADDRESS = "/api/"
MEDIA_TYPE = "application/problem+json"


def is_program(request: HttpRequest) -> bool:
    """Whether whoever asks is answered in documents, not in pages."""
    return request.path.startswith(ADDRESS)


def document(
    request: HttpRequest,
    status: int,
    *,
    title: str,
    detail: str,
    number: str = "",
    code: str = "",
    clause: str = "",
    errors: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    """The answer. ``code`` is a stable word for programs, ``clause`` the Plan's, ``errors`` name each field amiss."""
    word = code or HTTPStatus(status).name.lower()
    told = {"type": f"urn:qinqing:problem:{word}", "title": title, "status": status, "detail": detail, "code": word}
    more = {"clause": clause, "number": number, "errors": list(errors)}
    told |= {name: value for name, value in more.items() if value}
    text = json.dumps(told, ensure_ascii=False)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers)
