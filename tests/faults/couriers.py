"""Workers that take notices out of the house and are killed at it: ``python -m tests.faults.couriers`` with what to do.

``fill COUNT URL`` puts a webhook in use and tells COUNT things. ``kill HONESTY DEATHS WORKERS`` lets workers send, kills one
after the other at any moment and replaces each; after the last death they finish. Their clock runs three hours a second, so
that a day of retries and a dead worker's lease are over soon. The ``hasty`` worker says that a notice is gone and then
sends it, and must be found out. ``tell`` prints what became of each notice.
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

from django.db import DatabaseError, connections, transaction  # noqa: E402
from tests.cast import NOW  # noqa: E402

from qinqing.kernel.actors import Role  # noqa: E402
from qinqing.services.notifications import actions, transport  # noqa: E402
from qinqing.services.notifications.actions import sending  # noqa: E402
from qinqing.services.notifications.carriers import Parcel  # noqa: E402
from qinqing.services.notifications.models import Channel, Delivery, Message  # noqa: E402
from qinqing.services.notifications.rules import Kind, desk  # noqa: E402
from qinqing.services.notifications.rules.media import GONE, Fate, Outcome  # noqa: E402
from qinqing.services.notifications.rules.signatures import new_secret  # noqa: E402

SPEED = 3 * 3600
PATIENCE = 0.2  # seconds, for ten
LIVES = (0.05, 0.3)  # seconds between two deaths
HASTE = 0.3  # seconds in which a hasty worker may die


def fill(count: str, url: str) -> None:
    """A webhook in use, and things to tell; every code by the key of what it tells."""
    told = {"settings": {"url": url}, "secrets": {"secret": new_secret()}, "kinds": list(Kind)}
    Channel.objects.create(medium="webhook", name="对方", active=True, **told)
    with transaction.atomic():
        for number in range(int(count)):
            actions.tell(f"job/{number}", to=[desk(Role.INTAKE)], kind=Kind.TURN, title=f"第{number}件", at=NOW)


def kill(honesty: str, deaths: str, workers: str) -> None:
    """Workers at work; again and again one dies and another takes the place. Those who are left finish."""
    chance, began = random.Random(1949), time.monotonic()
    alive = [_courier(honesty, began) for _ in range(int(workers))]
    for _ in range(int(deaths)):
        time.sleep(chance.uniform(*LIVES))
        dead = chance.choice(alive)
        os.kill(dead, signal.SIGKILL)
        os.waitpid(dead, 0)
        alive[alive.index(dead)] = _courier(honesty, began)
    for pid in alive:
        os.waitpid(pid, 0)
    print(json.dumps({"deaths": int(deaths)}))


def _courier(honesty: str, began: float) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            _work(honesty, began)
        finally:
            os._exit(0)
    return pid


def _work(honesty: str, began: float) -> None:
    """Until nothing waits; what the database refuses is tried again, as the worker does each minute."""
    transport.PATIENCE = PATIENCE
    if honesty == "hasty":
        sending.carry = _hasty(sending.carry)
    while True:
        at = NOW + timedelta(seconds=(time.monotonic() - began) * SPEED)
        try:
            actions.spread(at=at)
            if not actions.send_next(at=at):
                if _is_done():
                    return
                time.sleep(0.02)
        except DatabaseError:
            connections.close_all()


def _hasty(real: object) -> object:
    def carry(parcel: Parcel) -> Outcome:
        sending._end(Delivery.objects.get(code=parcel.code), GONE, NOW)
        connections.close_all()
        time.sleep(HASTE)
        return real(parcel)

    return carry


def _is_done() -> bool:
    waiting = Delivery.objects.filter(fate=Fate.WAITING).exists()
    return not waiting and not Message.objects.filter(spread=False).exists()


def tell() -> None:
    """Each notice with its code, its fate, why, and how often it was tried."""
    rows = Delivery.objects.order_by("pk").values_list("message__key", "code", "fate", "why", "tries")
    print(json.dumps([list(row) for row in rows]))


if __name__ == "__main__":
    {"fill": fill, "kill": kill, "tell": tell}[sys.argv[1]](*sys.argv[2:])
