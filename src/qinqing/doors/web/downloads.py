"""Sending a kept file: as an attachment that no browser will run."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.headers import download_headers


def send(shown: Iterable[documents.Attachment], code: str) -> HttpResponseBase:
    """The file of this code, if it is one of those the reader is shown, under the name it is shown by.

    Raises NotFound alike for absent and another subject's.
    """
    opened = documents.open_attachment(code, name=one_of(shown, code).name)
    return _headed(opened.file, opened.headers)


def one_of(shown: Iterable[documents.Attachment], code: str) -> documents.Attachment:
    """The file of this code among those the reader is shown. Raises NotFound."""
    found = next((one for one in shown if one.code == code), None)
    if found is None:
        raise NotFound("attachment")
    return found


def send_waiting(shelf: str, code: str) -> HttpResponseBase:
    """A file that waits on this shelf for what it was chosen for; NotFound where it does not."""
    return _headed(*documents.open_upload(shelf, code))


def _headed(file: BinaryIO, headers: Mapping[str, str]) -> FileResponse:
    response = FileResponse(file)
    for name, value in headers.items():  # after it guessed its own from the name the file is kept under
        response.headers[name] = value
    return response


def file_links(
    attachments: Iterable[documents.Attachment], page: str, code: str, *, preview: str = ""
) -> list[dict[str, object]]:
    """What the list of files shows: each with the address under its appeal's own page, and of its ``preview`` if it has one."""
    return [
        {
            "url": reverse(page, args=[code, one.code]),
            "name": one.name,
            "size": one.size,
            "note": one.added_by,
            "about": one.note,
            "preview": reverse(preview, args=[code, one.code]) if preview and documents.can_preview(one) else "",
        }
        for one in attachments
    ]


def attach_name(response: FileResponse, name: str) -> HttpResponseBase:
    """The file under this name, as an attachment that no browser will run."""
    size = int(response.headers["Content-Length"])
    for header, value in download_headers(name, response.headers["Content-Type"], size).items():
        response.headers[header] = value
    return response


def send_paper(papers: Iterable[documents.Paper], code: str, form: str) -> HttpResponseBase:
    """The paper of this code as docx or pdf, if it is among those the reader may see; NotFound otherwise."""
    found = next((one for one in papers if one.code == code), None)
    if found is None:
        raise NotFound("paper")
    content, headers = documents.paper_file(documents.paper(code), form)
    return HttpResponse(content, headers=headers)


def paper_links(
    papers: Iterable[documents.Paper], page: str, code: str, lacks: Mapping[str, str] | None = None
) -> list[dict[str, object]]:
    """What ``web/_papers.html`` lists: each paper with the addresses of its files under its subject's own page.

    ``page`` is the address of one file: it takes the page's code, the paper's code and docx or pdf.
    ``lacks`` is what ``documents.lacks`` says, where it was asked about several lists at once.
    """
    listed = list(papers)
    if lacks is None:
        lacks = documents.lacks(listed)
    return [
        {
            "title": one.title,
            "number": one.number,
            "at": one.written_at,
            "who": one.written_by,
            "digest": one.content_sha256[:16],
            "lacks": lacks.get(one.code, ""),
            "docx": reverse(page, args=[code, one.code, "docx"]),
            "pdf": reverse(page, args=[code, one.code, "pdf"]),
        }
        for one in listed
    ]
