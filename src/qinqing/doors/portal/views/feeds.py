"""Calendars to subscribe to: the public schedule, and each person's own under a secret address. 二(一)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from qinqing.doors.web.feeds import Entry, calendar
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import STAFF
from qinqing.kernel.workdays import day_of
from qinqing.procedure.receptions import actions, queries


@login_not_required
def schedule(request: Request) -> HttpResponse:
    """The public schedule: what 接待日安排 shows, and nothing else."""
    url = request.build_absolute_uri(reverse("portal:days"))
    entries = [
        Entry(
            day.code,
            f"{day.host}接待日",
            day.date,
            day.starts_at,
            day.ends_at,
            day.place,
            (day.kind,),
            url,
            day.changes,
        )
        for day in queries.public_schedule(since=day_of(request.at), limit=60)
    ]
    return calendar("县长服务企业接待日", entries, host=request.get_host(), at=request.at)


@login_not_required
def feed(request: Request, token: str) -> HttpResponse:
    """One person's days; whoever has the address reads it, so it can be changed."""
    account = queries.feed_account(token)
    entries = [
        Entry(
            one.code,
            one.title,
            one.day.date,
            one.day.starts_at,
            one.day.until,
            one.day.place,
            one.about,
            changes=one.day.version,
            cancelled=one.cancelled,
        )
        for one in queries.appointments(account, at=request.at)
    ]
    return calendar("我的接待日", entries, host=request.get_host(), at=request.at)


def subscribe(request: Request) -> HttpResponseBase:
    """日历订阅: the own address, a new one, or none any more."""
    stop = request.POST.get("stop") == "1"
    act = actions.close_feed if stop else actions.renew_feed
    return submit(
        request,
        Press,
        template="portal/subscribe.html",
        context=partial(_address, request),
        do=partial(act, by=request.actor, at=request.at),
        done=lambda result: reverse("portal:subscribe"),
        message="已停止，原来的地址不能再用" if stop else "订阅地址已更换",
    )


def _address(request: Request) -> Mapping[str, Any]:
    found = queries.feed_of(request.actor.person) if request.actor.person else None
    path = reverse("portal:feed", args=[queries.feed_token(found)]) if found else ""
    return {
        "feed": found,
        "address": request.build_absolute_uri(path) if path else "",
        "public": request.build_absolute_uri(reverse("portal:schedule")),
        "back": reverse("console:days") if request.actor.role in STAFF else reverse("portal:mine"),
    }
