"""A double click, a retry and a resubmit after "back" are one submit: each form carries a single-use token."""

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from qinqing.doors.web.models import Once

SHAPE = re.compile(r"[A-Za-z0-9_-]{20,64}\Z")
KEPT = timedelta(days=30)


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
    earlier = Once.objects.filter(token=key).first()
    if earlier:
        return earlier.url
    with transaction.atomic():
        claim = _claim(key, at)
        if claim:
            claim.url = act()
            claim.save(update_fields=["url"])
            return claim.url
    return Once.objects.get(token=key).url


def _claim(key: str, at: datetime) -> Once | None:
    try:
        with transaction.atomic():
            return Once.objects.create(token=key, done_at=at)
    except IntegrityError:
        return None


def sweep_once(at: datetime) -> int:
    """Forgets submits older than thirty days. Returns how many."""
    return Once.objects.filter(done_at__lt=at - KEPT).delete()[0]
