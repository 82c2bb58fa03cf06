"""Clerks in processes that are killed at any moment: ``python -m tests.faults.nest`` with what to do.

``settle`` fills an empty house, ``publish`` brings out a bulletin, ``register COUNT`` puts appeals into it that wait to be transferred. ``kill HONESTY ACKS DEATHS CLERKS`` lets clerks make moves through the public actions,
kills one after the other, every second time the one who has just spoken, and replaces each. A clerk writes a line to
ACKS, synced to the disk, for each move that was committed; the ``hasty`` one writes it before, and must be found out.
``persist ACKS CLERKS`` lets ``stubborn`` clerks work, who go on with the next appeal whenever the database is gone.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinqing.config.settings")
django.setup()

from django.db import DatabaseError, connections, transaction  # noqa: E402
from django.test import override_settings  # noqa: E402
from tests.cast import CORNER, NOW, SETTLED_AT, Stage  # noqa: E402

from qinqing.doors.operations.county.cast import Cast  # noqa: E402
from qinqing.doors.operations.county.settling import settle  # noqa: E402
from qinqing.kernel.actors import PUBLIC, Actor, Role  # noqa: E402
from qinqing.procedure.appeals import actions as appeals  # noqa: E402
from qinqing.procedure.appeals import queries  # noqa: E402
from qinqing.services.accounts import actions as accounts  # noqa: E402
from qinqing.services.accounts import queries as people  # noqa: E402

SIGN_IN = ("weixiaolan", "hejia")  # whom the tests let in by their password
SORTED = {"kind": "simple", "matter": "trouble", "category": "power"}
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
BETWEEN = 4  # acknowledged moves between two deaths
PATIENCE = 2  # seconds to wait for them


def fill() -> None:
    """The people of a corner of the county; the usual password hash is slow on purpose, and not under test here."""
    with override_settings(PASSWORD_HASHERS=QUICK):
        settle(CORNER, at=SETTLED_AT)
    machine, at = Actor(Role.MACHINE), SETTLED_AT
    for name in SIGN_IN:
        accounts.set_password(people.account_by_username(name), password=CORNER.password, by=machine, at=at)


def register(count: str) -> None:
    """Appeals that wait to be transferred; prints their codes."""
    intake, codes = Cast(CORNER, NOW.date()).intake, []
    for _ in range(int(count)):
        at = datetime.now(UTC)
        found = appeals.receive(
            text="线路跳闸", enterprise_name="恒信铸造", channel="telephone", by=intake, at=at
        ).appeal
        appeals.sort(found, **SORTED, by=intake, at=at)
        codes.append(found.code)
    print(json.dumps(codes))


class Clerk:
    """Lodges appeals and brings each to its department, one acknowledged move after the other."""

    def __init__(self, cast: Cast, acks: str, *, honesty: str) -> None:
        self.cast, self.hasty, self.stubborn = cast, honesty == "hasty", honesty == "stubborn"
        self.acks = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def work(self) -> None:
        """Until killed, or until the database is gone."""
        while True:
            try:
                self.bring_one()
            except DatabaseError:
                if not self.stubborn:
                    raise
                connections.close_all()
                time.sleep(0.02)

    def bring_one(self) -> None:
        """One appeal, from lodging to the department that has signed for it."""
        lead = self.cast.organ("power-supply")
        intake, officer = self.cast.intake, self.cast.officer("power-supply")
        found = self.do(lambda at: appeals.lodge(text="线路跳闸", enterprise_name="恒信铸造", by=PUBLIC, at=at).appeal)
        self.do(lambda at: appeals.register_appeal(found, by=intake, at=at))
        self.do(lambda at: appeals.sort(found, **SORTED, by=intake, at=at))
        self.do(lambda at: appeals.transfer(found, lead=lead, by=intake, at=at))
        self.do(lambda at: appeals.sign_for(found, by=officer, at=at))

    def do(self, act: Callable[[datetime], queries.Appeal]) -> queries.Appeal:
        """Makes the move and acknowledges it."""
        with self.undecided():
            appeal = act(datetime.now(UTC))
            if self.hasty:
                self.acknowledge(appeal)
                time.sleep(0.1)
        if not self.hasty:
            self.acknowledge(appeal)
        return appeal

    @contextmanager
    def undecided(self) -> Any:
        """The hasty clerk's transaction is still open when the clerk tells of its success."""
        if not self.hasty:
            yield
            return
        with transaction.atomic():
            yield

    def acknowledge(self, appeal: queries.Appeal) -> None:
        """One line, on the disk before this returns."""
        told = {"code": appeal.code, "number": appeal.number, "version": appeal.version, "clerk": os.getpid()}
        os.write(self.acks, f"{json.dumps(told)}\n".encode())
        os.fsync(self.acks)


def kill(honesty: str, acks: str, deaths: str, clerks: str) -> None:
    """Clerks at work; again and again one dies and another takes the place. At the end all die at once."""
    cast, chance, seen = Cast(CORNER, NOW.date()), random.Random(1949), 0
    assert cast.intake, cast.officer("power-supply")  # looked up once, before anybody is born
    connections.close_all()
    alive = [_clerk(cast, honesty, acks) for _ in range(int(clerks))]
    for death in range(int(deaths)):
        spoken = _wait(acks, seen + BETWEEN)
        seen = len(spoken)
        last = json.loads(spoken[-1])["clerk"] if spoken else 0
        dead = last if death % 2 and last in alive else chance.choice(alive)
        _die(dead)
        alive[alive.index(dead)] = _clerk(cast, honesty, acks)
    for pid in alive:
        _die(pid)
    print(json.dumps({"deaths": int(deaths) + len(alive)}))


def persist(acks: str, clerks: str) -> None:
    """Stubborn clerks at work until all are killed."""
    cast = Cast(CORNER, NOW.date())
    assert cast.intake, cast.officer("power-supply")  # looked up once, before anybody is born
    connections.close_all()
    for pid in [_clerk(cast, "stubborn", acks) for _ in range(int(clerks))]:
        os.waitpid(pid, 0)


def _wait(acks: str, wanted: int) -> list[str]:
    """The lines so far, once there are as many as wanted or patience ends."""
    until = time.monotonic() + PATIENCE
    while True:
        spoken = Path(acks).read_text().splitlines() if Path(acks).exists() else []
        if len(spoken) >= wanted or time.monotonic() > until:
            return spoken
        time.sleep(0.003)


def _clerk(cast: Cast, honesty: str, acks: str) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            Clerk(cast, acks, honesty=honesty).work()
        finally:
            os._exit(1)
    return pid


def _die(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def publish() -> None:
    """A November with an appeal closed and one in hand, and its bulletin, published in December."""
    from qinqing.procedure.bulletins import actions as bulletins
    from qinqing.procedure.bulletins.queries import fetch_bulletin

    cast, december = Cast(CORNER, NOW.date()), datetime(2026, 12, 2, 1, tzinfo=UTC)
    stand = Stage(cast)
    stand("closed")
    stand("handling")
    bulletins.follow_record()
    bulletins.open_due(december)
    found = fetch_bulletin(cast.intake, "2026-11")
    bulletins.submit(found, by=cast.intake, at=december)
    bulletins.approve(found, by=cast.bureau_head, at=december)
    bulletins.publish(found, by=cast.mayor, at=december)


def tell() -> None:
    """What the tables hold now: each appeal with its number, version and state, and how many entries tell of it."""
    from django.db.models import Count

    from qinqing.services.journal.models import Entry

    told = dict(Entry.objects.filter(subject__startswith="appeal/").values_list("subject").annotate(Count("id")))
    rows = queries.Appeal.objects.values_list("code", "number", "version", "state")
    print(json.dumps([[*row, told.get(f"appeal/{row[0]}", 0)] for row in rows]))


if __name__ == "__main__":
    {"settle": fill, "register": register, "kill": kill, "persist": persist, "publish": publish, "tell": tell}[
        sys.argv[1]
    ](*sys.argv[2:])
