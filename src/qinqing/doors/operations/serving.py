"""The production server: web processes and the worker, started and stopped together."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

log = logging.getLogger("qinqing.serve")
APPLICATION = "qinqing.config.wsgi:application"
PATIENCE = 20  # seconds a worker gets to finish the duty it is at
MANY_THREADS = "Python threads"  # Granian's warning; ours mostly wait for files that come in slowly


class Companion:
    """The worker process beside the web processes; started again when it dies."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.watcher = threading.Thread(target=self._watch, name="worker-watcher", daemon=True)

    def start(self) -> None:
        """Starts the worker and watches over it."""
        self.watcher.start()

    def _watch(self) -> None:
        while not self.stopping.is_set():
            command = [sys.executable, "-m", "qinqing.doors.operations.cli", "worker", "--parent", str(os.getpid())]
            self.process = subprocess.Popen(command)
            code = self.process.wait()
            if not self.stopping.is_set():
                log.error("worker ended with %s; starting it again", code)
                self.stopping.wait(5)

    def stop(self) -> None:
        """Asks the worker to end, and waits for it."""
        self.stopping.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.watcher.join(1)


def serve(*, host: str, port: int, workers: int, threads: int, with_worker: bool = True) -> None:
    """Serves until a signal ends it. ``workers`` web processes with ``threads`` threads each."""
    logging.getLogger("_granian").addFilter(lambda record: MANY_THREADS not in record.getMessage())
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
        working_dir=Path.cwd(),
    )
    companion = Companion() if with_worker else None
    if companion:
        server.on_startup(companion.start)
        server.on_shutdown(companion.stop)
    server.serve()
