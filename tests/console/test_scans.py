"""扫描件 at the desk: its words beside it, corrected by the clerk, taken into the form without losing what is typed."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW
from tests.documents.making import image, scanned
from tests.letters.conftest import letter, poll, postbox  # noqa: F401  (fixtures)
from tests.letters.postbox import mail

from qinqing.procedure.appeals.models import Appeal
from qinqing.services.documents import actions, queries
from qinqing.services.documents.actions import scanning
from qinqing.services.documents.models import Upload

pytestmark = pytest.mark.django_db
NEW = "/desk/appeals/new/"


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(scanning, "RECOGNISER", "tests.documents.fake_recogniser")
    monkeypatch.setattr(scanning, "can_recognise", lambda: True)
    monkeypatch.setattr(queries, "can_recognise", lambda: True)
    monkeypatch.setenv("PYTHONPATH", os.getcwd())


@pytest.fixture
def scan(desk):
    """A fax chosen in the form, with half a sentence typed already."""
    file = SimpleUploadedFile("传真.png", image("PNG"), "image/png")
    desk("intake-1").post(NEW, {"text": "传真件，", "channel": "fax", "choose": "", "files": [file]})
    return Upload.objects.latest("pk")


def page(one, name=""):
    return f"{NEW}scans/{one.code}/{name and name + '/'}"


def text(answer):
    return answer.content.decode()


def test_a_scan_stands_beside_the_form(desk, scan):
    assert page(scan) in text(desk("intake-1").get(NEW))


@pytest.mark.skipif(queries.can_recognise(), reason="文字识别已安装")
def test_where_nothing_is_installed_the_page_says_how(desk, scan):
    told = text(desk("intake-1").get(page(scan)))
    assert "没有安装文字识别" in told
    assert "识别文字</button>" not in told


def test_it_is_asked_for_read_corrected_and_taken_over(desk, scan, installed):
    clerk = desk("intake-1")
    assert "识别文字</button>" in text(clerk.get(page(scan)))
    assert clerk.post(page(scan, "ask")).status_code == 303
    waiting = text(clerk.get(page(scan)))
    assert "正在识别" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert actions.read_next_scan(at=NOW)
    read = text(clerk.get(page(scan)))
    assert "园区二号线停电" in read
    assert 'http-equiv="refresh"' not in read
    assert not Appeal.objects.filter(text__contains="园区二号线停电").exists(), "never by itself"
    assert clerk.post(page(scan), {"text": "园区二号线停电，请协调。"}).status_code == 303
    form = clerk.get(NEW).context["form"]
    assert form["text"].value() == "传真件，\n园区二号线停电，请协调。"
    assert form["channel"].value() == "fax"
    assert Upload.objects.filter(pk=scan.pk).exists(), "the scan still waits for the form"


def test_the_words_of_a_letters_attachment_stand_beside_it_and_go_into_its_registration(desk, letter, installed):  # noqa: F811
    made = mail("停电的事见附件照片。")
    made.add_attachment(image("PNG"), maintype="image", subtype="png", filename="照片.png")
    found, clerk = letter(made), desk("intake-1")
    here, form = f"/desk/letters/{found.code}/", f"/desk/letters/{found.code}/register/"
    one = Upload.objects.get(shelf=found.shelf)
    beside = f"{here}scans/{one.code}/"
    for where in (here, form):
        assert beside in text(clerk.get(where))
    assert f"{here}files/{one.code}/" in text(clerk.get(beside))
    assert clerk.post(f"{beside}ask/").headers["Location"] == beside
    assert actions.read_next_scan(at=NOW)
    assert "园区二号线停电" in text(clerk.get(beside))
    assert clerk.post(beside, {"text": "园区二号线停电，请协调。"}).headers["Location"] == form
    assert clerk.get(form).context["form"]["text"].value() == "停电的事见附件照片。\n园区二号线停电，请协调。"
    assert desk("office-1").get(beside).status_code == 404
    assert clerk.get(f"{here}scans/{'a' * 24}/").status_code == 404


def test_the_pages_of_a_pdf_stand_beside_its_words(desk):
    clerk, file = desk("intake-1"), SimpleUploadedFile("传真.pdf", scanned(2), "application/pdf")
    clerk.post(NEW, {"text": "传真件，", "channel": "fax", "choose": "", "files": [file]})
    one = Upload.objects.latest("pk")
    assert page(one, "pages") in text(clerk.get(page(one)))
    shown = clerk.get(page(one, "pages"))
    assert (shown.headers["Content-Type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert desk("office-1").get(page(one, "pages")).status_code == 404


def test_nobody_else_sees_it(desk, scan):
    assert desk("office-1").get(page(scan)).status_code == 404
    assert desk("office-1").get(page(scan, "picture")).status_code == 404
    assert desk("intake-1").get(page(scan, "picture")).getvalue().startswith(b"\x89PNG")
    Upload.objects.filter(pk=scan.pk).update(shelf="somebody-elses-shelf-abc")
    assert desk("intake-1").get(page(scan)).status_code == 404
