"""One answer for the length of one reading: what a page asks for in each of its rows is looked up once.

Only readings are wrapped. Whoever writes asks anew each time, and sees what was just written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Inside, ``once`` remembers; outside, and after, it does not."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(name: str, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` answers; inside a reading it is asked the first time only."""
    held = _answers.get()
    if held is None:
        return ask()
    if name not in held:
        held[name] = ask()
    return held[name]  # type: ignore[no-any-return]  # one name, one kind of answer
