"""One answer for the length of one request: what a page asks for in each of its rows is looked up once.

Whoever writes asks anew each time, and sees what was just written. Only what hardly ever changes, the calendar, the
register's table and the Plan's editions, is ``lasting``: a request that writes asks for it once, too, and anew from the
moment on at which the request itself changes it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")


@dataclass(slots=True)
class _Memory:
    """What was asked in this request, and what this request has changed."""

    writes: bool
    answers: dict[str, Any] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def recall(self, name: str, ask: Callable[[], Any]) -> Any:
        if name not in self.answers:
            self.answers[name] = ask()
        return self.answers[name]


_memory: ContextVar[_Memory | None] = ContextVar("memory", default=None)


@contextmanager
def reading(*, writes: bool = False) -> Iterator[None]:
    """Inside, ``once`` and ``lasting`` remember (``lasting`` alone where it ``writes``); outside, and after, they do not."""
    token = _memory.set(_Memory(writes))
    try:
        yield
    finally:
        _memory.reset(token)


def once(name: str, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` answers; inside a reading that does not write it is asked the first time only."""
    memory = _memory.get()
    if memory is None or memory.writes:
        return ask()
    return memory.recall(name, ask)  # type: ignore[no-any-return]  # one name, one kind of answer


def lasting(name: str, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` answers; inside a reading it is asked the first time only, unless the request ``changes`` it."""
    memory = _memory.get()
    if memory is None or name in memory.changed:
        return ask()
    return memory.recall(name, ask)  # type: ignore[no-any-return]  # one name, one kind of answer


def changes(name: str) -> None:
    """Told by whoever changes something lasting: for the rest of this request it is asked anew each time.

    Also should the change be undone again: what is not remembered cannot be wrong.
    """
    memory = _memory.get()
    if memory is not None:
        memory.changed.add(name)
