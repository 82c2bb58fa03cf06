"""Measures one database at one size: fills it, serves it, asks it."""

import sys
from collections import Counter as Tally
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.cases import County
from bench.counting import Counter
from bench.filling import YEARS, Filling
from bench.places import Place
from bench.scenes import Scene, made_up, receive, scenes
from bench.serving import Browser, Server, serve
from bench.timing import durations, percentile, rate, seconds
from qinqing.doors.operations.county.journeys import steps_of
from qinqing.doors.operations.county.walking import STEPS, Walk, lodge
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.states import State
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people
from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import queries as journal

Figures = dict[str, object]
CLIENTS = 8
JOURNEYS = 20


def fill(appeals: int) -> County:
    """The county with its appeals: filled now, or as an earlier run left it."""
    call_command("migrate", verbosity=0)
    now, place = timezone.now(), Place.here()
    if place.filling is not None:
        return County(now=now)
    _say(f"filling {appeals:,} appeals")
    county = County(now=now, settled=now - YEARS - timedelta(days=30))
    place.filling = seconds(lambda: Filling(county, now).fill(appeals))
    return county


def measure(county: County, *, times: int, lasting: float, workers: int) -> Figures:
    """Every figure for one size: ``times`` requests by one client, then eight clients for ``lasting`` seconds each."""
    now = timezone.now()
    figures: Figures = {"workers": workers, "filling": Place.here().filling}
    _say("walking")
    figures["transitions"] = _transitions(county, now)
    figures |= _served(county, now, times, lasting, workers) | _due(now)
    _say("proving the record")
    return figures | _verify()


def _say(what: str) -> None:
    print(f"{connection.vendor}: {what} …", file=sys.stderr, flush=True)


def _transitions(county: County, now: datetime) -> float:
    """Steps a second through the public actions, from lodging to closing, in this process."""
    told = next(one for one in county.story.appeals if one.state == "closed" and one.rung == 1)
    told = replace(told, state="confirmed")
    codes: dict[str, str] = {}
    walks = [Walk(county.cast, replace(told, key=f"bench-{number}"), codes) for number in range(JOURNEYS)]
    names = (*steps_of(told), "close")

    def journey() -> None:
        for walk in walks:
            lodge(walk, now)
            for name in names:
                STEPS[name](walk, now)

    return JOURNEYS * (1 + len(names)) / seconds(journey)


def _served(county: County, now: datetime, times: int, lasting: float, workers: int) -> Figures:
    department, in_hand = _busiest()
    asked = scenes(in_hand, department)
    with serve(Place.here(), workers=workers) as server:
        clients = _sign_in(server, county, department, now)
        _find_what_was_typed(clients["clerk"][0])
        figures = {scene.name: _ask(scene, clients[scene.who], times, lasting) for scene in asked}
        return {"scenes": figures, "memory": server.memory()}


def _busiest() -> tuple[int, list[Appeal]]:
    """The department with most in hand, and what it handles."""
    rows = Appeal.objects.filter(state=State.HANDLING).order_by("id")
    ((department, _),) = Tally(rows.values_list("lead", flat=True)).most_common(1)
    return department, list(rows.filter(lead=department))


def _sign_in(server: Server, county: County, department: int, now: datetime) -> dict[str, list[Browser]]:
    """The intake clerk, the department's officer and an enterprise, each through the door, at nine machines."""
    organ = next(one.code for one in county.departments if one.id == department)
    holders = {post.code: post.holder for post in county.story.posts}
    usernames = {
        "clerk": holders["intake-1"],
        "officer": holders[f"{organ}-officer"],
        "enterprise": county.story.spokesmen[0].username,
    }
    password = county.story.password
    for username in usernames.values():
        by = county.cast.actor(username)
        accounts.set_password(people.account_by_username(username), password=password, by=by, at=now)
    return {
        who: [server.browser().sign_in(username, password) for _ in range(1 + CLIENTS)]
        for who, username in usernames.items()
    }


def _find_what_was_typed(clerk: Browser) -> None:
    """Text typed through the web form is found at once by four characters and by two. Raises AssertionError."""
    word = made_up(4)
    code = receive(clerk, word).location.split("/")[3]
    for typed in (word, word[:2], word[1:3], word[2:]):
        if f"/desk/appeals/{code}/" not in clerk.search(typed).text:
            raise AssertionError(f"{typed} was typed and is not found")


def _ask(scene: Scene, clients: list[Browser], times: int, lasting: float) -> Figures:
    """One client, then eight at once; queries and bytes of one answer. The server has closed idle connections."""
    _say(scene.name)
    alone, *others = (client.again() for client in clients)
    waited = durations(scene.begin(alone, 0), times=times)
    together = [scene.begin(client, place) for place, client in enumerate(others, start=1)]
    counter = Counter(alone.cookies)
    call = scene.begin(counter, CLIENTS + 1)
    call()
    call()
    answer = scene.begin(alone, CLIENTS + 2)()
    return {
        "p50": median(waited) * 1000,
        "p95": percentile(waited, 0.95) * 1000,
        "rate": rate(together, lasting=lasting),
        "queries": counter.queries,
        "bytes": len(answer.body),
        "rows": answer.text.count("<tr><td") if scene.is_list else 0,
        "target": scene.target,
        "list": scene.is_list,
    }


def _due(now: datetime) -> Figures:
    """Due days a second: the day alone, and with every day counted or skipped on the way."""
    days, today, count = calendar.current(), local(now).date(), 2000
    alone = seconds(lambda: [days.add(today, number % 30) for number in range(count)])
    explained = seconds(lambda: [days.explain(today, number % 30) for number in range(count)])
    return {"due": count / alone, "due explained": count / explained}


def _verify() -> Figures:
    """Seconds to prove a million events. Raises AssertionError when the record is not clean."""
    reports: list[journal.Report] = []
    taken = seconds(lambda: reports.append(journal.verify()))
    (report,) = reports
    if not report.ok:
        raise AssertionError(f"the record is not clean: {report.faults[:3]}")
    return {"events": report.events, "verify": taken / report.events * 1_000_000}
