"""Fifty simultaneous submits of one form are one submit, on both databases."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from qinqing.doors.web import once
from qinqing.doors.web.models import Draft, Once
from qinqing.kernel.errors import Refused

TOKEN = "a-token-of-twenty-characters"
MANY = 50
# Emptied after each test that commits: the journal's tables refuse to be emptied, and stay out.
APPS = [
    "qinqing.doors.web", "qinqing.services.accounts", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
]  # fmt: skip


def together(act, times=MANY):
    """Runs ``act`` in that many threads at the same moment; what each returned or raised."""
    barrier, results = threading.Barrier(times), []

    def run():
        try:
            barrier.wait()
            results.append(act())
        except Exception as error:  # the test looks at every outcome
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def lodge():
    return Draft.objects.create(owner="account:1", form=f"/{Draft.objects.count()}", data="{}", saved_at=timezone.now())


@pytest.mark.django_db(transaction=True, available_apps=APPS)
def test_fifty_posts_of_one_form_are_done_once(pages):
    answers = together(lambda: Client().post("/story", {"text": "每周跳闸", "once": TOKEN}).headers.get("Location"))
    assert answers == ["/told/1"] * MANY
    assert pages == ["每周跳闸"]


@pytest.mark.django_db(transaction=True, available_apps=APPS)
def test_without_the_claim_they_are_done_fifty_times():
    """The broken twin: the same act without its token."""

    def act():
        with transaction.atomic():
            Draft.objects.create(owner=f"t:{threading.get_ident()}", form="/", data="{}", saved_at=timezone.now())

    assert together(act) == [None] * MANY
    assert Draft.objects.count() > 1


@pytest.mark.django_db(transaction=True, available_apps=APPS)
def test_the_claim_holds_below_the_pages():

    def act():
        return once.perform("k" * 64, at=timezone.now(), act=lambda: f"/d/{lodge().pk}")

    answers = together(act)
    assert len(set(answers)) == 1
    assert Draft.objects.count() == Once.objects.count() == 1


@pytest.mark.django_db
def test_a_refused_submit_may_be_sent_again(browser, pages):
    assert browser.post("/story", {"text": "拒绝", "once": TOKEN}).status_code == 422
    assert browser.post("/story", {"text": "改好了", "once": TOKEN}).status_code == 303
    assert pages == ["改好了"]


@pytest.mark.django_db
def test_a_refusal_inside_leaves_no_claim():
    def act():
        raise Refused("不行")

    with pytest.raises(Refused):
        once.perform("k" * 64, at=timezone.now(), act=act)
    assert not Once.objects.exists()


@pytest.mark.django_db
def test_going_back_and_sending_again_shows_the_first_result(browser, pages):
    first = browser.post("/story", {"text": "每周跳闸", "once": TOKEN})
    again = browser.post("/story", {"text": "每周跳闸", "once": TOKEN})
    assert first.headers["Location"] == again.headers["Location"] == "/told/1"
    assert pages == ["每周跳闸"]


@pytest.mark.django_db
def test_each_form_shown_has_its_own_token_and_keeps_it_through_errors(browser):
    first, second = (browser.get("/story").text.split('name="once" value="')[1][:32] for _ in range(2))
    assert first != second
    assert f'value="{first}"' in browser.post("/story", {"once": first}).text


@pytest.mark.django_db
def test_forms_without_a_token_still_work(browser, pages):
    browser.post("/story", {"text": "甲"})
    browser.post("/story", {"text": "甲"})
    assert pages == ["甲", "甲"]
