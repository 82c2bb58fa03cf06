"""What this process counted: requests by method and status, and the seconds they took."""

import threading
import time
from collections import Counter

_lock = threading.Lock()
_requests: Counter[tuple[str, int]] = Counter()
_seconds = 0.0
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def tick() -> float:
    """A running stopwatch, in seconds."""
    return time.perf_counter()


def count(method: str, status: int, seconds: float) -> None:
    """One request more."""
    global _seconds
    with _lock:
        _requests[method if method in _METHODS else "other", status] += 1
        _seconds += seconds


def snapshot() -> tuple[dict[tuple[str, int], int], float]:
    """Requests by method and status, and all their seconds."""
    with _lock:
        return dict(_requests), _seconds
