"""Sending a kept file: as an attachment that no browser will run."""

from collections.abc import Iterable

from django.http import FileResponse, HttpResponseBase
from django.urls import reverse

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import queries as documents


def send(subject: str, code: str) -> HttpResponseBase:
    """The file of this code, if it belongs to this subject; NotFound alike for absent and another subject's."""
    if documents.attachment(code).subject != subject:
        raise NotFound("attachment")
    opened = documents.open_attachment(code)
    return FileResponse(opened.file, headers=opened.headers)


def file_links(attachments: Iterable[documents.Attachment], page: str, code: str) -> list[dict[str, object]]:
    """What the list of files shows: each with the address under its appeal's own page."""
    return [
        {"url": reverse(page, args=[code, one.code]), "name": one.name, "size": one.size, "note": one.added_by}
        for one in attachments
    ]
