"""Files chosen on a form are kept from the moment they are chosen, whatever becomes of the form. L3, H9; tus 1.0.0."""

import base64
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import NOW
from tests.documents import making

from qinqing.doors.web import drafts, shelves
from qinqing.doors.web.models import Draft
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people
from qinqing.services.documents import store
from qinqing.services.documents.models import Attachment, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
PAGE = "/appeals/new"
PDF = making.pdf("3 0 obj<</Type/Page>>endobj\n" * 400)
SIZE = len(PDF)
FIELDS = {"text": "线路跳闸", "enterprise_name": "某厂", "contact_phone": "13800138000"}
ONCE = re.compile(r'name="once" value="([^"]+)"')
PASSWORD = "Cloud-Ridge-2026"


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def begin(browser, name="合同.pdf", size=SIZE, form=PAGE, mark=""):
    told = f"filename {encoded(name)},form {encoded(form)},mark {encoded(mark)}"
    return browser.post("/uploads/", headers={"Upload-Length": str(size), "Upload-Metadata": told})


def add(browser, url, content, offset=0, **headers):
    return browser.generic(
        "PATCH", url, content, "application/offset+octet-stream", headers={"Upload-Offset": str(offset), **headers}
    )


def send(browser, content=PDF, name="合同.pdf", form=PAGE):
    """A file, sent whole; the address it has while it waits."""
    url = begin(browser, name, len(content), form).headers["Location"]
    assert add(browser, url, content).status_code == 204
    return url


def file(name="合同.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def kept():
    """What the appeal that was lodged last has for material: names, and the bytes of the first."""
    attachments = list(Attachment.objects.order_by("pk"))
    content = store.path_of(attachments[0].stored_name).read_bytes() if attachments else b""
    return [one.name for one in attachments], content


def test_the_protocol_is_tus(stranger):
    stranger.get(PAGE)
    answer = begin(stranger)
    assert (answer.status_code, answer.headers["Tus-Resumable"]) == (201, "1.0.0")
    url = answer.headers["Location"]
    half = len(PDF) // 2
    assert add(stranger, url, PDF[:half]).headers["Upload-Offset"] == str(half)
    head = stranger.head(url)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == (str(half), str(len(PDF)))
    assert head.headers["Cache-Control"] == "no-store"
    assert add(stranger, url, PDF, 0).status_code == 409
    assert add(stranger, url, PDF[half:], half).status_code == 204
    assert stranger.get(url).json()["state"] == "ready"
    assert stranger.delete(url).status_code == 204
    assert stranger.head(url).status_code == 404
    told = stranger.options("/uploads/").headers
    assert (told["Tus-Extension"], told["Tus-Max-Size"]) == ("creation,termination", str(100 << 20))


def test_where_only_get_and_post_come_through_post_stands_for_the_others(stranger):
    stranger.get(PAGE)
    url = begin(stranger).headers["Location"]
    headers = {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    kind = "application/offset+octet-stream"
    assert stranger.generic("POST", url, PDF, kind, headers=headers).status_code == 204
    assert stranger.post(url, headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "9"}, 422),
        ({"Upload-Length": "x", "Upload-Metadata": "filename 5ZCI"}, 422),
        ({"Upload-Length": "9", "Upload-Metadata": "filename ???"}, 422),
        ({"Upload-Length": "9", "Upload-Metadata": "filename 5ZCI"}, 422),
        ({"Upload-Length": "9", "Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "9", "Origin": "https://evil.example"}, 403),
        ({"Upload-Length": "9" * 30}, 422),
    ],
)
def test_what_is_no_such_request_is_refused_in_chinese(stranger, headers, status):
    answer = stranger.post("/uploads/", headers=headers)
    assert answer.status_code == status
    assert re.search("[一-鿿]", answer.json()["error"])
    assert not Upload.objects.exists()


def test_a_piece_must_say_what_it_is(stranger):
    stranger.get(PAGE)
    url = begin(stranger).headers["Location"]
    assert stranger.generic("PATCH", url, PDF, "text/plain", headers={"Upload-Offset": "0"}).status_code == 415
    assert add(stranger, url, PDF, "x").status_code == 422


@pytest.mark.parametrize(
    ("name", "size", "status"), [("合同.exe", 9, 422), ("空.pdf", 0, 422), ("大.pdf", 200 << 20, 413)]
)
def test_a_file_that_will_not_do_is_told_before_it_is_sent(stranger, name, size, status):
    stranger.get(PAGE)
    answer = begin(stranger, name, size)
    assert answer.status_code == status
    assert name in answer.json()["error"]


def test_a_file_is_its_visitors_alone(stranger, enterprise):
    stranger.get(PAGE)
    url = send(stranger)
    for other in (Client(headers={"origin": "http://testserver"}), enterprise("hengxin")):
        for answer in (other.get(url), other.delete(url), add(other, url, b"x")):
            assert answer.status_code == 404
        assert "合同.pdf" not in other.get(PAGE).text


def test_it_is_there_again_after_a_reload_and_becomes_the_appeals_material(cast, stranger):
    page = stranger.get(PAGE).text
    send(stranger)
    send(stranger, making.image("JPEG", exif=making.located()), "现场.jpg")
    again = stranger.get(PAGE).text
    assert "传好的材料也在" in again
    assert "拍摄地点已去掉" in again
    form = {**FIELDS, "once": ONCE.search(page)[1]}
    first, second = stranger.post(PAGE, form), stranger.post(PAGE, form)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert kept() == (["合同.pdf", "现场.jpg"], PDF)
    assert not Upload.objects.exists()
    assert not Draft.objects.exists()
    record = [dict(entry.particulars) for entry in queries.timeline(queries.Appeal.objects.get(), cast.intake)][-1]
    assert "合同.pdf（SHA-256" in str(record)


def test_a_file_that_broke_off_is_not_silently_left_behind(cast, stranger):
    stranger.get(PAGE)
    url = begin(stranger, mark="m").headers["Location"]
    add(stranger, url, PDF[: len(PDF) // 2])
    answer = stranger.post(PAGE, FIELDS)
    assert answer.status_code == 422
    assert "“合同.pdf”只传了 50%" in answer.text
    assert "线路跳闸" in answer.text
    told = begin(stranger, mark="m").json()
    add(stranger, url, PDF[told["offset"] :], told["offset"])
    assert stranger.post(PAGE, FIELDS).status_code == 303
    assert kept() == (["合同.pdf"], PDF)


def test_without_javascript_a_refused_form_keeps_its_files(cast, stranger):
    stranger.get(PAGE)
    files = [file(), file("宏.docm"), file("说明.txt", "说明".encode())]
    answer = stranger.post(PAGE, {**FIELDS, "contact_phone": "", "files": files})
    assert answer.status_code == 422
    assert "“宏.docm”是带宏的" in answer.text
    assert answer.text.count("已传好") == 2
    assert stranger.post(PAGE, FIELDS).status_code == 303
    assert kept()[0] == ["合同.pdf", "说明.txt"]


def test_without_javascript_files_are_added_and_taken_away_before_the_form_is_sent(cast, stranger):
    stranger.get(PAGE)
    assert stranger.post(PAGE, {"choose": "", "text": "线路", "files": [file(), file("乙.pdf")]}).status_code == 303
    page = stranger.get(PAGE).text
    assert page.count("已传好") == 2
    assert "线路</textarea>" in page
    gone = re.search(r'value="(drop:[a-z0-9]+)"', page)[1]
    stranger.post(PAGE, {"choose": gone, "text": "线路跳闸"})
    page = stranger.get(PAGE).text
    assert page.count("已传好") == 1
    assert "线路跳闸</textarea>" in page
    told = stranger.post(PAGE, {"choose": "", "text": "线路", "files": [file("~$合同.docx")]})
    assert "临时锁文件" in stranger.get(told.headers["Location"]).text


def test_the_enter_key_sends_the_form_and_takes_no_file_away(stranger):
    stranger.get(PAGE)
    send(stranger)
    form = stranger.get(PAGE).text.partition("data-draft")[2]
    assert re.search(r"<button [^>]*>", form)[0].count("name=") == 0, "the first button of a form is what Enter presses"


def test_the_same_form_sent_twice_with_its_files_leaves_nothing_waiting(cast, stranger):
    once = ONCE.search(stranger.get(PAGE).text)[1]
    for _ in range(2):
        answer = stranger.post(PAGE, {**FIELDS, "once": once, "files": [file()]})
        assert answer.status_code == 303
    assert kept() == (["合同.pdf"], PDF)
    assert not Upload.objects.exists()
    assert "合同.pdf" not in stranger.get(PAGE).text


def test_a_crash_of_the_house_keeps_text_and_files(cast, stranger, monkeypatch):
    stranger.get(PAGE)
    send(stranger)
    monkeypatch.setattr(appeals.entering, "new_appeal", None)
    answer = stranger.post(PAGE, {**FIELDS, "files": [file("乙.pdf")]})
    assert answer.status_code == 500
    page = stranger.get(PAGE).text
    assert "线路跳闸</textarea>" in page
    assert page.count("已传好") == 2
    assert not Attachment.objects.exists()


def test_a_stale_token_keeps_text_and_files(cast):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    strict.get(PAGE)
    assert strict.post(PAGE, {**FIELDS, "files": [file()], "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    page = strict.get(PAGE).text
    assert "线路跳闸</textarea>" in page
    assert "合同.pdf" in page


def test_a_session_that_ends_keeps_the_files_of_staff(cast):
    account = people.account(cast.intake.person)
    accounts.set_password(account, password=PASSWORD, by=cast.post("security-admin"), at=NOW)
    who = {"username": account.username, "password": PASSWORD}
    browser = Client(headers={"origin": "http://testserver"})
    browser.post("/sign-in/", who)
    page = "/desk/appeals/new/"
    assert browser.get(page).status_code == 200
    send(browser, form=page)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        answer = browser.post(page, {"text": "线路跳闸", "files": [file("传真.pdf")]})
        assert answer.headers["Location"].startswith("/sign-in/")
        assert "合同.pdf" not in browser.get(PAGE).text
        browser.post("/sign-in/", {**who, "next": page})
        text = browser.get(page).text
    assert "线路跳闸</textarea>" in text
    assert text.count("已传好") == 2
    assert {one.name for one in Upload.objects.all()} == {"合同.pdf", "传真.pdf"}


def test_who_signs_in_takes_the_files_along_and_nobody_elses(cast, stranger):
    account = people.account(cast.actor("hengxin").person)
    accounts.set_password(account, password=PASSWORD, by=cast.post("security-admin"), at=NOW)
    stranger.get(PAGE)
    send(stranger)
    stranger.post("/drafts/", {"draft-form": PAGE, "text": "路上写的"})
    other = Client(headers={"origin": "http://testserver"})
    other.post("/sign-in/", {"username": account.username, "password": PASSWORD})
    send(other, name="办公室.pdf")
    other.post("/drafts/", {"draft-form": PAGE, "text": "办公室写的"})
    stranger.post("/sign-in/", {"username": account.username, "password": PASSWORD})
    page = stranger.get(PAGE).text
    assert "路上写的" in page or "办公室写的" in page
    assert "合同.pdf" in page
    assert "办公室.pdf" in page
    assert Draft.objects.count() == 1


def test_a_draft_that_is_not_wanted_goes_with_its_files(stranger, django_capture_on_commit_callbacks):
    stranger.get(PAGE)
    send(stranger)
    with django_capture_on_commit_callbacks(execute=True):
        stranger.post("/drafts/discard/", {"form": PAGE})
    assert not Upload.objects.exists()
    assert not [path for path in store.root().rglob("*") if path.is_file()]


def test_a_draft_that_is_thirty_days_old_goes_with_its_files(stranger):
    stranger.get(PAGE)
    send(stranger)
    assert drafts.sweep_drafts(NOW + timedelta(days=29)) == 0
    assert drafts.sweep_drafts(NOW + timedelta(days=31)) == 1
    assert not Upload.objects.exists()


def test_one_address_without_an_account_sends_so_many_files_an_hour(stranger, enterprise, monkeypatch):
    monkeypatch.setattr(shelves, "PER_HOUR", 3)
    stranger.get(PAGE)
    assert [begin(stranger, f"{n}.pdf").status_code for n in range(4)] == [201, 201, 201, 429]
    answer = stranger.post(PAGE, {**FIELDS, "files": [file("五.pdf")]})
    assert "这个网络传的文件太多" in answer.text
    assert "线路跳闸" in answer.text
    assert begin(enterprise("hengxin")).status_code == 201


def test_material_added_later_waits_the_same_way(cast, stand, enterprise):
    appeal, browser = stand("handling"), enterprise("hengxin")
    page = f"/my/{appeal.code}/supplement"
    assert browser.get(page).status_code == 200
    send(browser, form=page)
    assert browser.post(page, {"note": "现场照片"}).status_code == 303
    assert kept() == (["合同.pdf"], PDF)


def test_only_forms_of_ours_have_files(stranger):
    for form in ("", "/sign-in/", "/no-such-page", "https://evil.example/"):
        assert begin(stranger, form=form).status_code == 422
    assert not Draft.objects.exists()
