"""A double click, a retry and a resubmit after "back" are one submit: each form carries a single-use token."""

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.http import HttpRequest

from qinqing.doors.web.models import Once

SHAPE = re.compile(r"[A-Za-z0-9_-]{20,64}\Z")
KEPT = timedelta(days=30)
CLAIM = "INSERT INTO web_once (token, url, done_at) VALUES (%s, '', %s) ON CONFLICT (token) DO NOTHING"


def token_for(request: HttpRequest | None) -> str:
    """The token to put into a form: the posted one when a form is shown again, otherwise a new one."""
    posted = request.POST.get("once", "") if request is not None and request.method == "POST" else ""
    return posted if SHAPE.match(posted) else secrets.token_urlsafe(24)


def key_of(request: HttpRequest) -> str:
    """The posted token bound to its page, or "" when the form carries none."""
    posted = request.POST.get("once", "")
    return hashlib.sha256(f"{request.path}|{posted}".encode()).hexdigest() if SHAPE.match(posted) else ""


def perform(key: str, *, at: datetime, act: Callable[[], str]) -> str:
    """Runs ``act`` in one transaction and returns the address of its result; a second call with the same key
    waits for the first and returns the first's address without acting.

    The row goes in before the act: PostgreSQL holds the rival at the unique index until the first commits,
    SQLite at the start of its immediate transaction. A refused act rolls its row back, so the form may be sent again.
    """
    if not key:
        with transaction.atomic():
            return act()
    with transaction.atomic():
        if _claim(key, at):
            url = act()
            Once.objects.filter(token=key).update(url=url)
            return url
    return Once.objects.get(token=key).url


def _claim(key: str, at: datetime) -> bool:
    """Puts the row in unless there is one. Told by a count, so that no error needs a savepoint to recover from."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [key, connection.ops.adapt_datetimefield_value(at)])
        return bool(cursor.rowcount)


def sweep_once(at: datetime) -> int:
    """Forgets submits older than thirty days. Returns how many."""
    return Once.objects.filter(done_at__lt=at - KEPT).delete()[0]
