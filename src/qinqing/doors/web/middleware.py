"""Around every request: headers, the actor and the moment, sign-in, no writing on GET, and domain errors as pages."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.http import urlencode

from qinqing.doors.web import clock, counters, errors, owing, policy, sessions, shelves
from qinqing.doors.web.forms import SeeOther, explain
from qinqing.doors.web.requests import Request, page_before
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.reading import reading

log = logging.getLogger("qinqing.errors")
Next = Callable[[Any], HttpResponseBase]
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def _acts(request: HttpRequest) -> bool:
    """Whether this request may change anything."""
    return request.method not in READING or request.path in policy.GET_MAY_ACT


class Headers:
    """Outermost: every answer of every status carries the same protective headers, and is counted."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = counters.tick()
        response = self.get_response(request)
        for name, value in policy.HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers and response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Cache-Control"] = "private, no-cache"
        counters.count(request.method or "", response.status_code, counters.tick() - started)
        return response


COMPRESSIBLE = ("text/html", "text/css", "text/javascript", "image/svg+xml")


class Compressed(GZipMiddleware):
    """Text goes out compressed, with Django's random padding against guessing from sizes; uploads as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 206 or not response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)


class AskedOnce:
    """Every request asks for what everything needs (the calendar, the register's table) once."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with reading(writes=_acts(request)):
            return self.get_response(request)


class Doorman:
    """Reads the clock once, finds out who acts, ends sessions that are over, and hands out cookies."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.at = clock.now()
        sessions.greet(request)
        known = request.user.is_authenticated
        response = self.get_response(request)
        if known or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        sessions.hand_out_cookies(request, response)
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Pages are closed unless a view says otherwise; what a stranger (or an expired session) posts is kept.

    Who signed in and owes something first is led to where it is settled.
    """

    def process_view(self, request: Any, view_func: Any, view_args: Any, view_kwargs: Any) -> HttpResponseBase | None:
        """Open, to be signed in for, or to be settled first."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None and getattr(view_func, "login_required", True) and request.user.is_authenticated:
            return owing.lead_there(request, view_func)
        return answer

    def handle_no_permission(self, request: Any, view_func: Any) -> HttpResponseBase:  # type: ignore[override]  # 204 for htmx
        back = request.get_full_path()
        if request.method not in READING:
            shelves.keep_posted(request, at=request.at)
            back = page_before(request, request.path)
        if getattr(request, "draft_kept", False):
            messages.warning(request, "登录已过期。您填写的内容已经保存，登录后会回到原页并自动填好。")
        elif getattr(request, "expired", ""):
            messages.info(request, request.expired)
        url = f"/sign-in/?{urlencode({'next': back})}"
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": url})
        return SeeOther(url)


WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
READS = re.compile(
    r"\s*(?:\(*\s*SELECT|VALUES|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|EXPLAIN|SHOW)\b", re.IGNORECASE
)
CLAUSE = re.compile(r"\s*WITH\b(?!.*\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b)", re.IGNORECASE | re.DOTALL)


class WroteOnGet(RuntimeError):
    """A bug: a page that is only read tried to change something."""


def _refuse_writes(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    text = str(sql)
    written = WRITES.match(text)
    if written and written[1] in policy.GET_MAY_WRITE:
        return execute(sql, params, many, context)
    if READS.match(text) or CLAUSE.match(text):
        return execute(sql, params, many, context)
    raise WroteOnGet(text[:200])


class ReadOnly:
    """GET, HEAD and OPTIONS reach the database through a wrapper that refuses everything but reading."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _acts(request):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


class Troubles:
    """Domain errors become answers here and nowhere else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and not response.headers.get("Content-Type", "").startswith("application/"):
            allowed = response.headers.get("Allow", "")
            response = errors.page(request, 405)
            response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: Request, exception: Exception) -> HttpResponseBase | None:
        """NotFound is 404, Conflict 409, Refused a message on the page before; anything else stays loud."""
        if isinstance(exception, NotFound):
            return errors.page(request, 404)
        posted = request.method not in READING
        if posted and not isinstance(exception, RequestDataTooBig):
            _save_text(request)
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, Conflict):
            return _conflict(request, exception)
        if exception.code == "too_many":
            return errors.page(request, 429, what=exception.reason)
        return _refused(request, exception) if posted else errors.page(request, 403, what=str(exception))


def _save_text(request: Request) -> None:
    try:
        shelves.keep_posted(request, at=request.at)
    except DatabaseError:  # the database may be the very thing that failed
        log.exception("draft not kept")


def _conflict(request: Request, conflict: Conflict) -> HttpResponseBase:
    return errors.page(request, 409, what=explain(conflict), back=page_before(request, request.path))


def _refused(request: Request, refusal: Refused) -> HttpResponseBase:
    messages.error(request, str(refusal))
    if request.htmx:
        response = render(request, "web/_messages.html", status=422)
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "outerHTML"
        return response
    return SeeOther(page_before(request, "/desk/" if request.path.startswith("/desk/") else "/"))
