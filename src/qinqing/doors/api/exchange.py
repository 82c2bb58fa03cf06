"""Where other deployments hand in their parcels: signed requests in, signed receipts out; nothing else is said."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from qinqing.doors.web import problems
from qinqing.doors.web.errors import PAGES
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.errors import Conflict
from qinqing.services.accounts import actions as accounts
from qinqing.services.exchange import actions
from qinqing.services.exchange.rules.forms import LARGEST, BadForm
from qinqing.services.exchange.rules.keys import NAMES, BadSignature

app_name = "exchange"
TRIES, MINUTE = 60, timedelta(minutes=1)
PAUSED = "与贵单位的对接现在停用，请稍后再寄"
Answering = Callable[..., actions.Answer]


def answered(take: Answering) -> Callable[[Request], HttpResponseBase]:
    """A view that reads the signed bytes, has them taken, and signs its answer; refusals are problem documents."""

    @login_not_required
    @csrf_exempt  # the signature is what lets in; no cookie is looked at
    @require_POST
    @wraps(take)
    def view(request: Request) -> HttpResponseBase:
        try:
            answer = take({name: request.headers.get(name, "") for name in NAMES}, _body(request), at=request.at)
        except BadSignature as bad:
            return _stranger(request, bad)
        except BadForm as bad:
            return _problem(request, 422, f"{bad}。", "bad_form")
        except actions.NotNow:
            return _problem(request, 503, f"{PAUSED}。", "paused", {"Retry-After": "1800"})
        except Conflict as conflict:
            return _problem(request, 409, f"{conflict.reason}。", "later")
        return HttpResponse(answer.body, content_type="application/json", headers={**answer.headers, **KEPT_BY_NOBODY})

    return view


KEPT_BY_NOBODY = {"Cache-Control": "no-store"}


@answered
def parcels(headers: Mapping[str, str], body: bytes, *, at: datetime) -> actions.Answer:
    """One parcel."""
    return actions.take_in(headers, body, at=at)


@answered
def trial(headers: Mapping[str, str], body: bytes, *, at: datetime) -> actions.Answer:
    """试连."""
    return actions.answer_trial(headers, body, at=at)


def _stranger(request: Request, bad: BadSignature) -> HttpResponse:
    """Whoever is not known is counted: after sixty tries a minute from one address nothing more is said."""
    if accounts.strike(f"exchange@{address_of(request)}", at=request.at, limit=TRIES, window=MINUTE):
        return _problem(request, 401, f"{bad}。", "bad_signature")
    return _problem(request, 429, "一分钟内签名不对的请求太多，请一分钟后再试。", "too_many", {"Retry-After": "60"})


def _body(request: Request) -> bytes:
    """The bytes as they came. Raises BadForm for more than a parcel can have."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > LARGEST:
        raise BadForm("内容太大")
    try:
        return request.body
    except RequestDataTooBig as error:
        raise BadForm("内容太大") from error


def _problem(
    request: Any, status: int, detail: str, code: str, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    answer = problems.document(request, status, title=PAGES[status].title, detail=detail, code=code)
    for name, value in (headers or {}).items():
        answer.headers[name] = value
    return answer


urlpatterns = [path("parcels", parcels, name="parcels"), path("trial", trial, name="trial")]
