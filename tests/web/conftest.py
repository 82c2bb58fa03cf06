"""A few pages of the tests' own behind the real door: a form, a refusal of each kind, and a page that breaks."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from qinqing.doors.web.forms import submit
from qinqing.doors.web.models import Draft, Once
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.services.accounts import actions as accounts

PASSWORD = "Cloud-Ridge-2026"
SOON = datetime(2026, 11, 23, 6, 32, tzinfo=UTC)


class Story(forms.Form):
    text = forms.CharField(label="遇到了什么困难", widget=forms.Textarea)
    phone = forms.CharField(label="联系电话", required=False)
    password = forms.CharField(label="密码", required=False)
    kinds = forms.MultipleChoiceField(label="类别", required=False, choices=[("a", "用电"), ("b", "用地")])
    quiet = forms.BooleanField(label="保密", required=False)


told = []


def _tell(*, text, **rest):
    if text == "拒绝":
        raise Refused("这件事不归这里办，请向法院起诉", clause="三(二)")
    if text == "冲突":
        raise Conflict("这件诉求已经转办", by="张三（受理岗）", at=SOON)
    if text == "崩溃":
        raise ZeroDivisionError
    told.append(text)
    return text


@login_not_required
def story(request):
    return submit(request, Story, do=_tell, done=lambda text: f"/told/{len(told)}", template="web/password.html")


@reconfirmed()
def weighty(request):
    return submit(request, Story, do=_tell, done=lambda text: f"/told/{len(told)}", template="web/password.html")


@reconfirmed(ahead=True)
def weighty_ahead(request):
    return weighty(request)


def desk_story(request):
    return story(request)


@login_not_required
def trouble(request, kind):
    raise {
        "refused": Refused("现在不能办，请先签收", clause="四(一)1"),
        "conflict": Conflict("已经办了", by="张三", at=SOON),
        "absent": NotFound(),
        "many": Refused("试得太多，请一小时后再试", code="too_many"),
        "denied": PermissionDenied(),
        "odd": SuspiciousOperation(), "bug": ZeroDivisionError(),
    }[kind]  # fmt: skip


@login_not_required
def writes(request, how):
    if how == "draft":
        Draft.objects.create(owner="account:0", form="/", data="{}", saved_at=request.at)
    else:
        Once.objects.create(token="t", done_at=request.at)
    return HttpResponse("written")


@login_not_required
def fine(request, number=0):
    return HttpResponse("<p>fine</p>")


def closed(request):
    return HttpResponse(f"<p>{request.actor.title}</p>")


class Pages:
    urlpatterns = [
        path("", include("qinqing.doors.web.urls")), path("story", story), path("desk/story", desk_story),
        path("weighty", weighty), path("ahead", weighty_ahead),
        path("trouble/<str:kind>", trouble), path("writes/<str:how>", writes), path("told/<int:number>", fine),
        path("", fine), path("desk/", closed), path("desk/", include("qinqing.doors.console.urls")),
    ]  # fmt: skip
    handler400 = "qinqing.doors.web.errors.bad_request"
    handler403 = "qinqing.doors.web.errors.forbidden"
    handler404 = "qinqing.doors.web.errors.not_found"
    handler500 = "qinqing.doors.web.errors.server_error"


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = Pages
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    told.clear()
    return told


@pytest.fixture
def browser():
    """A browser that shows the pages of errors instead of raising them, and says where it comes from."""
    return Client(raise_request_exception=False, headers={"origin": "http://testserver"})


@pytest.fixture
def account(db):
    return accounts.create_account(username="weixiaolan", name="韦晓岚", password=PASSWORD, at=SOON)


@pytest.fixture
def signed_in(browser, account):
    answer = browser.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD})
    assert answer.status_code == 303
    return browser
