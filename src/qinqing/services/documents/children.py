"""Programs of ours that open a stranger's file, each in a child process that is told nothing of the house's secrets."""

import os
import subprocess
import sys
from typing import Any

KEPT = ("PATH", "PYTHONPATH", "HOME", "LANG")
TOLD = {"OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


def ask(
    module: str, *words: str, patience: int, source: Any = subprocess.DEVNULL, target: Any = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """What ``python -m module words`` says within so many seconds, in one thread; reads ``source``, writes to ``target``.

    Raises subprocess.TimeoutExpired.
    """
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = [sys.executable, "-m", module, *words]
    pipes = {"stdin": source, "stdout": target, "stderr": subprocess.PIPE}
    return subprocess.run(command, env=kept | TOLD, timeout=patience, check=False, **pipes)
