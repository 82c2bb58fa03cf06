"""Every answer is protected, refusals are pages, and reading writes nothing."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from qinqing.doors.web import policy
from qinqing.doors.web.middleware import Compressed
from qinqing.doors.web.models import Once

pytestmark = pytest.mark.django_db
# Emptied after each test that commits: the journal's tables refuse to be emptied, and stay out.
APPS = [
    "qinqing.doors.web", "qinqing.services.accounts", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
]  # fmt: skip
EVERY_STATUS = {
    "/": 200, "/desk/": 303, "/trouble/odd": 400, "/trouble/denied": 403, "/trouble/refused": 403, "/nowhere": 404,
    "/trouble/absent": 404, "/sign-out/": 405, "/trouble/conflict": 409, "/trouble/many": 429, "/trouble/bug": 500,
}  # fmt: skip


@pytest.mark.parametrize(("url", "status"), EVERY_STATUS.items())
def test_every_status_carries_the_headers(browser, url, status):
    answer = browser.get(url)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in policy.HEADERS} == policy.HEADERS
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("url", "status"), [pair for pair in EVERY_STATUS.items() if pair[1] >= 400])
def test_error_pages_say_what_to_do_and_name_a_number(browser, url, status):
    page = browser.get(url).text
    assert f"（{status}）" in page
    assert "编号" in page
    assert "Traceback" not in page
    assert "ZeroDivision" not in page


def test_absent_and_forbidden_look_the_same(browser):
    def bare(text):
        return [line for line in text.splitlines() if "编号" not in line and "nonce" not in line]

    assert bare(browser.get("/nowhere").text) == bare(browser.get("/trouble/absent").text)


def test_a_body_too_large_is_413(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = browser.post(
        "/story", {"text": "x" * 1000, "phone": "y"}, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413


def test_scripts_carry_the_answers_nonce(browser):
    answer = browser.get("/sign-in/")
    nonce = answer.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert answer.text.count("<script") == answer.text.count(f'nonce="{nonce}"') == 3
    assert " style=" not in answer.text
    assert "onclick" not in answer.text


def test_signed_in_pages_are_not_stored(signed_in):
    assert signed_in.get("/desk/").headers["Cache-Control"] == "no-store"
    assert signed_in.get("/nowhere").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True, available_apps=APPS)
def test_get_cannot_write(browser):
    assert browser.get("/writes/once").status_code == 500
    assert browser.head("/writes/once").status_code == 500
    assert not Once.objects.exists()
    assert browser.post("/writes/once").status_code == 200


def test_get_may_keep_a_draft(browser):
    assert browser.get("/writes/draft").status_code == 200


def test_a_refused_post_returns_with_its_reason(browser):
    answer = browser.post("/trouble/refused", {"text": "字"}, headers={"referer": "http://testserver/sign-in/?next=/x"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in/?next=/x"
    assert "现在不能办，请先签收（四(一)1）" in browser.get("/sign-in/").text


def test_a_refused_post_never_returns_to_a_stranger(browser):
    answer = browser.post("/trouble/refused", headers={"referer": "https://evil.example/x"})
    assert answer.headers["Location"] == "/"


def test_a_refused_htmx_post_swaps_the_messages(browser):
    answer = browser.post("/trouble/refused", headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#messages"
    assert answer.text.startswith('<div id="messages"')


def test_a_form_refused_keeps_what_was_typed(browser):
    answer = browser.post("/story", {"text": "拒绝", "phone": "138"})
    assert answer.status_code == 422
    assert "这件事不归这里办，请向法院起诉（三(二)）" in answer.text
    assert 'value="138"' in answer.text


def test_a_form_in_conflict_says_who_and_when(browser):
    answer = browser.post("/story", {"text": "冲突"})
    assert answer.status_code == 409
    assert "这件诉求已经转办（张三（受理岗） 11月23日 14:32）" in answer.text
    assert "冲突</textarea>" in answer.text


def test_a_missing_answer_is_asked_for_at_the_field_and_at_the_top(browser):
    answer = browser.post("/story", {})
    assert answer.status_code == 422
    assert '<a href="#id_text">遇到了什么困难</a>：请填写。' in answer.text
    assert 'id="id_text_error">请填写。' in answer.text
    assert 'aria-describedby="id_text_error"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_large_type_is_remembered(browser):
    assert browser.post("/large-type/", {"next": "//evil.example"}).headers["Location"] == "/"
    assert 'class="large"' in browser.get("/sign-in/").text
    browser.post("/large-type/")
    assert 'class="large"' not in browser.get("/sign-in/").text


def test_pages_go_out_compressed_and_uploads_as_they_are(browser):
    page = browser.get("/sign-in/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert "用户名" in gzip.decompress(page.content).decode()
    picture = HttpResponse(b"\x89PNG" * 1000, content_type="image/png")
    asking = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    assert not Compressed(lambda request: picture)(asking).has_header("Content-Encoding")
