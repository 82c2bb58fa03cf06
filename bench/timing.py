"""Clocks and percentiles."""

import threading
from collections.abc import Callable, Iterable
from time import perf_counter

Call = Callable[[], object]


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def durations(call: Call, *, times: int, warm: int = 3) -> list[float]:
    """Seconds of each of ``times`` calls, one after the other; the first few are not counted."""
    for _ in range(warm):
        call()
    return [seconds(call) for _ in range(times)]


def seconds(call: Call) -> float:
    """How long one call takes."""
    began = perf_counter()
    call()
    return perf_counter() - began


def rate(calls: Iterable[Call], *, lasting: float) -> float:
    """Calls a second of all callers together, each in a thread of its own, over ``lasting`` seconds."""
    counts: list[int] = []
    troubles: list[Exception] = []
    began = perf_counter()

    def work(call: Call) -> None:
        count = 0
        try:
            while perf_counter() - began < lasting:
                call()
                count += 1
        except Exception as trouble:  # told in the thread that measures
            troubles.append(trouble)
        counts.append(count)

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]
    return sum(counts) / (perf_counter() - began)
