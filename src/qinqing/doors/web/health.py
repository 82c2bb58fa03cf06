"""For machines that watch: alive, ready, measures."""

import hmac
import os
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from qinqing.doors.web import counters
from qinqing.doors.web.models import Draft, Once
from qinqing.doors.web.requests import Request
from qinqing.services.letters import queries as letters


@login_not_required
@require_safe
def alive(request: Request) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: Request) -> HttpResponse:
    """The database is reachable and every migration is applied."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "why": "database"}, status=503)
    if waiting:
        return JsonResponse({"ready": False, "why": "migrations", "waiting": len(waiting)}, status=503)
    return JsonResponse({"ready": True})


@login_not_required
@require_safe
def metrics(request: Request) -> HttpResponse:
    """Prometheus text, for this machine or with the bearer token ``QINQING_METRICS_TOKEN``."""
    if not _may_read(request):
        raise PermissionDenied
    requests, seconds = counters.snapshot()
    process = f'pid="{os.getpid()}"'
    lines = [
        "# HELP qinqing_requests_total Requests answered by this process.",
        "# TYPE qinqing_requests_total counter",
    ]
    for (method, status), number in sorted(requests.items()):
        lines.append(f'qinqing_requests_total{{{process},method="{method}",status="{status}"}} {number}')
    lines += _measure("request_seconds_total", "counter", "Seconds spent answering.", f"{{{process}}} {seconds:.6f}")
    lines += _measure("sessions", "gauge", "Sessions not yet expired.", f" {_sessions(request)}")
    lines += _measure("drafts", "gauge", "Forms begun and not sent.", f" {Draft.objects.count()}")
    lines += _measure("submits", "gauge", "Submits remembered against doing them twice.", f" {Once.objects.count()}")
    lines += _of_letters(request)
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _of_letters(request: Request) -> list[str]:
    """How the mailbox fares, where one is set."""
    told = letters.reading(request.at)
    if not told.on:
        return []
    age = (request.at - told.read_at).total_seconds() if told.read_at else -1
    what = "Seconds since the mailbox was last read well; -1: never."
    return [
        *_measure("letters_read_age_seconds", "gauge", what, f" {age:.0f}"),
        *_measure("letters_waiting", "gauge", "Letters that nobody has settled.", f" {letters.count_waiting()}"),
    ]


def _measure(name: str, kind: str, what: str, value: str) -> list[str]:
    return [f"# HELP qinqing_{name} {what}", f"# TYPE qinqing_{name} {kind}", f"qinqing_{name}{value}"]


def _sessions(request: Request) -> int:
    return Session.objects.filter(expire_date__gt=request.at).count()


def _may_read(request: Request) -> bool:
    token = getattr(settings, "QINQING_METRICS_TOKEN", "")
    if token and hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return True
    # Behind a proxy everybody seems to come from this machine: then only the token counts.
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
