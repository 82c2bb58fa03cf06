"""In front of every operation: what is sent, who asks, how often, and whether this is theirs to ask."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from ninja.errors import ValidationError

from qinqing.doors.api.bodies import LARGEST
from qinqing.doors.api.credentials import ASK, Asking, Caller, count, identify
from qinqing.doors.api.lines import Line
from qinqing.doors.api.refusals import Turned
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound

View = Callable[..., HttpResponseBase]
ACCEPTED = ("application/json", "application/problem+json")


class Gate:
    """Called by ninja before anything is read: lets in whom the line admits, and says who it is."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.asked: frozenset[str] = frozenset()  # what may stand in the query string

    def __call__(self, request: Asking) -> bool:
        """True, or an exception that says why not."""
        if self.line.answer is not None and not any(request.accepts(one) for one in ACCEPTED):
            raise Turned(406)
        if self.line.method == "POST":
            check_body(request, self.line.body)
        request.replayed = False
        request.caller = Caller(PUBLIC, frozenset(), "", "") if self.line.receipt else identify(request)
        if request.caller.key:
            count(request, request.caller.key)
        judge(request.caller, self.line)
        unknown = sorted(set(request.GET) - self.asked)
        if unknown:
            raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown[:20]])
        return True


def judge(caller: Caller, line: Line) -> None:
    """Nobody in particular is asked who they are (401), a token must have the scope (403); for others there is no such
    thing (404): before any object is looked for, so that none is betrayed."""
    known = caller.key and caller.scopes
    if line.roles is not None and not known:
        raise Turned(401, headers=ASK)
    if known and line.scope is not None and line.scope not in caller.scopes:
        raise Turned(403, f"这个令牌没有“{line.scope.label}”的范围，请发放一个带这个范围的令牌", code="scope_missing")
    if line.roles is not None and caller.actor.role not in line.roles:
        raise NotFound(line.name)


def check_body(request: HttpRequest, wanted: str) -> None:
    """Turns away what is no such content (415) or more than is read (413). An empty body is left to the schema."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit():
        raise Turned(400)
    if int(length) > LARGEST[wanted]:
        raise Turned(413)
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    wrong = request.content_type != wanted or charset not in ("utf-8", "utf8")
    if wrong and (int(length) or request.content_type):
        raise Turned(415)


def guarded(view: View) -> View:
    """Every address of this door: open at the sign-in, which these credentials replace; never kept by caches."""

    @wraps(view)
    def at_the_gate(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        if getattr(request, "replayed", False):
            response.headers["Idempotency-Replayed"] = "true"
        return response

    return login_not_required(at_the_gate)
