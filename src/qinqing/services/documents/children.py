"""Programs of ours that open a stranger's file, each in a child process that is told nothing of the house's secrets."""

import os
import subprocess
import sys

KEPT = ("PATH", "PYTHONPATH", "HOME", "LANG")
TOLD = {"OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


def ask(module: str, *words: str, patience: int) -> subprocess.CompletedProcess[bytes]:
    """What ``python -m module words`` says within so many seconds, in one thread. Raises subprocess.TimeoutExpired."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, env=kept | TOLD, capture_output=True, timeout=patience, check=False)
