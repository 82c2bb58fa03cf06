"""The worker: looks about once a minute whether anything is due, and does it."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic
from types import FrameType

from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string

log = logging.getLogger("qinqing.worker")
Duty = Callable[[datetime], object]
JUMP = timedelta(minutes=1)


def load(names: Iterable[str]) -> list[tuple[str, Duty]]:
    """The functions behind ``"package.module:function"``, with their names. A wrong name stops the worker at once."""
    return [(name, import_string(name.replace(":", "."))) for name in names]


def perform(duties: Iterable[tuple[str, Duty]], *, at: datetime) -> list[str]:
    """Calls every duty once, and returns the names of those that failed: they are tried again at the next turn."""
    failed = []
    for name, duty in duties:
        began = monotonic()
        close_old_connections()
        try:
            duty(at)
        except Exception:  # one duty must not keep the others from being done
            log.exception("duty failed: %s", name)
            _give_up_transaction()
            failed.append(name)
        else:
            log.debug("duty done: %s in %.2f s", name, monotonic() - began)
    return failed


def _give_up_transaction() -> None:
    """A connection that broke in mid-transaction is thrown away, so that the next duty gets a fresh one."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _offset() -> timedelta:
    """How far the machine's clock is from one that nobody can put forward or back."""
    return timezone.now() - datetime.min.replace(tzinfo=UTC) - timedelta(seconds=monotonic())


def _heed(former: timedelta) -> timedelta:
    """Tells whoever reads the log when the clock was put forward or back; the duties themselves stand it."""
    offset = _offset()
    if abs(offset - former) > JUMP:
        log.warning(
            "the system clock jumped by %+.0f seconds; check the time service", (offset - former).total_seconds()
        )
    return offset


class Worker:
    """Turns until it is told to stop, or until the process that started it is gone."""

    def __init__(
        self,
        duties: list[tuple[str, Duty]],
        *,
        urgent: Sequence[tuple[str, Duty]] = (),
        every: float,
        parent: int | None,
    ) -> None:
        self.duties, self.urgent = duties, urgent
        self.every = every
        self.parent = parent
        self.stopping = threading.Event()

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ends after the duty that is being performed."""
        self.stopping.set()

    def turn(self, *, turns: int | None = None) -> None:
        """Performs the duties every ``every`` seconds; ``turns`` limits how often."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        log.info("worker started with %d duties", len(self.duties))
        offset = _offset()
        while not self.stopping.is_set():
            due = monotonic() + self.every
            offset = _heed(offset)
            self._take_turn(timezone.now())
            turns = None if turns is None else turns - 1
            if turns == 0:
                break
            self._rest(due)
        log.info("worker stopped")

    def _take_turn(self, at: datetime) -> None:
        """Each duty once; between them what is urgent, for the longest of them takes minutes and a code lives ten."""
        urgent = list(self.urgent)
        for duty in self.duties:
            if self.stopping.is_set():
                return
            perform([duty], at=at)
            if urgent and perform(urgent, at=timezone.now()):
                urgent = []

    def _rest(self, until: float) -> None:
        """Until the next turn, with what is urgent every second; when that fails, it waits for the next rest."""
        urgent = list(self.urgent)
        while monotonic() < until and not self.stopping.wait(min(1.0, max(0.0, until - monotonic()))):
            if self.parent and os.getppid() != self.parent:
                log.warning("the server is gone; stopping too")
                self.stop()
            elif urgent and perform(urgent, at=timezone.now()):
                urgent = []
