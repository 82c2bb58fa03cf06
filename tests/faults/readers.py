"""Workers that read the mailbox and are killed at it: ``python -m tests.faults.readers`` with what to do.

``kill HONESTY DEATHS WORKERS COUNT`` lets workers read, kills one after the other at any moment and replaces each, until
COUNT mails are in or a minute is over; their clock runs an hour a second, so that a dead worker's lease is over soon. The
``hasty`` worker says how far it has read before the letter is kept, and must be found out. ``tell`` prints the letters,
each with its files, and the faults of the store.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinqing.config.settings")
django.setup()

from django.db import DatabaseError, connections  # noqa: E402
from tests.cast import NOW  # noqa: E402

from qinqing.services.documents import queries as documents  # noqa: E402
from qinqing.services.letters import actions  # noqa: E402
from qinqing.services.letters.actions import polling  # noqa: E402
from qinqing.services.letters.models import Inbox, Letter  # noqa: E402

SPEED = 3600
LIVES = (0.2, 1.2)  # seconds between two deaths
LONGEST = 60


def kill(honesty: str, deaths: str, workers: str, count: str) -> None:
    """Workers at work; again and again one dies and another takes the place. Those who are left finish."""
    chance, began = random.Random(1949), time.monotonic()
    alive = [_reader(honesty, began, int(count)) for _ in range(int(workers))]
    for _ in range(int(deaths)):
        time.sleep(chance.uniform(*LIVES))
        dead = chance.choice(alive)
        os.kill(dead, signal.SIGKILL)
        os.waitpid(dead, 0)
        alive[alive.index(dead)] = _reader(honesty, began, int(count))
    for pid in alive:
        os.waitpid(pid, 0)
    print(json.dumps({"deaths": int(deaths)}))


def _reader(honesty: str, began: float, count: int) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            _work(honesty, began, count)
        finally:
            os._exit(0)
    return pid


def _work(honesty: str, began: float, count: int) -> None:
    if honesty == "hasty":
        polling._keep = _hasty(polling._keep)
    while time.monotonic() - began < LONGEST:
        try:
            actions.poll(at=NOW + timedelta(seconds=(time.monotonic() - began) * SPEED))
            if honesty == "honest" and Letter.objects.filter(marked=True).count() >= count:
                return
            if honesty == "hasty" and Inbox.objects.filter(reached__gte=count, taken_until=None).exists():
                return
        except DatabaseError:
            connections.close_all()
        time.sleep(0.02)


def _hasty(real: object) -> object:
    def keep(inbox: Inbox, brought: object, at: object, **told: object) -> object:
        Inbox.objects.filter(pk=inbox.pk).update(validity=brought.validity, reached=brought.uid)
        time.sleep(0.4)
        return real(inbox, brought, at, **told)

    return keep


def tell() -> None:
    """Each letter with its files and whether the server was told."""
    rows = [
        [one.text, [file.name for file in documents.uploads(one.shelf)], one.marked]
        for one in Letter.objects.order_by("pk")
    ]
    print(json.dumps(rows))


if __name__ == "__main__":
    {"kill": kill, "tell": tell}[sys.argv[1]](*sys.argv[2:])
