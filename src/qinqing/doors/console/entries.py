"""A subject's record as its page tells it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qinqing.doors.console.events import EVENTS
from qinqing.kernel.phrases import particular_zh
from qinqing.services.journal.queries import Entry


def entry_rows(
    history: Sequence[Entry], fields: Mapping[str, str], said: Callable[[str], str] = str
) -> list[dict[str, Any]]:
    """A subject's record, newest first; ``fields`` names its particulars, ``said`` words them for this reader."""
    return [
        {
            "at": entry.at,
            "who": entry.by.title,
            "what": EVENTS.get(entry.event, entry.event),
            "particulars": [
                (fields.get(name, name), said(particular_zh(name, value))) for name, value in entry.facts.items()
            ],
            "clause": entry.clause,
            "event": entry.event,
            "sequence": entry.sequence,
            "hash": entry.hash,
        }
        for entry in reversed(history)
    ]
