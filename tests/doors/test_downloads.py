"""Thirty evil names through the form and back through the door: no path, no header and no page comes of them."""

import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.documents.making import pdf
from tests.documents.test_names import EVIL

from qinqing.procedure.appeals.queries import Appeal
from qinqing.services.documents import queries as documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder", "cast")]
TOLD = {"text": "线路每周跳闸两次", "enterprise_name": "某厂", "contact_phone": "13800138000"}
SENT = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
DISPOSITION = re.compile(r"attachment; filename=\"[!#-~ ]+\"; filename\*=UTF-8''[A-Za-z0-9%._~-]+")


def test_no_evil_name_becomes_a_path_or_a_header(visitor, data_folder):
    kept = [name for name in EVIL if _lodged(visitor, name)]
    assert len(EVIL) == 30
    assert len(kept) >= 25, "the others are no files to Django, or refused with a reason"
    assert not list(data_folder.parent.rglob("*passwd*"))


def _lodged(visitor, name):
    """Sends a document of this name; where it is taken, it comes back as it went, as nothing but a file."""
    file = SimpleUploadedFile("x", pdf(), content_type="text/html")
    file._name = name  # what a browser would never send, and a program may
    answer = visitor.post("/appeals/new", TOLD | {"files": [file]})
    if answer.status_code == 422:
        assert re.search(r"[\u4e00-\u9fff]", " ".join(answer.context["form"].errors["files"])), name
        return False
    assert answer.status_code == 303, name
    appeal = Appeal.objects.latest("pk")
    if not (found := documents.attachments(appeal.subject)):  # a name like "..", with which Django takes no file
        return False
    (one,) = found
    got = visitor.get(f"/my/{appeal.code}/files/{one.code}")
    assert got.status_code == 200, name
    assert b"".join(got.streaming_content) == pdf()
    assert {header: got.headers.get(header) for header in SENT} == SENT, name
    disposition = got.headers["Content-Disposition"]
    assert DISPOSITION.fullmatch(disposition), (name, disposition)
    saved = unquote(disposition.partition("UTF-8''")[2])
    kind = "text/plain; charset=utf-8" if name.endswith(".txt") else "application/pdf"
    assert (got.headers["Content-Type"], saved[-4:]) == (kind, ".txt" if name.endswith(".txt") else ".pdf")
    assert not set(saved) & set('/\\:*?"<>|\r\n\0'), (name, saved)
    assert "Set-Cookie" not in got.headers
    return True
