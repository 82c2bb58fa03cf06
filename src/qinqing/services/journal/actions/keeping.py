"""Noting, beside the data, when the record was last taken to a place outside: nobody inside could know it otherwise."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qinqing.services.journal.queries.keeping import FILE, Kept, all_kept


def note_kept(what: Kept, *, at: datetime) -> None:
    """A backup, or a copy of the seals, was made. What cannot be noted is no reason to fail what was made."""
    told = {**{kind.value: moment.isoformat() for kind, moment in all_kept().items()}, what.value: at.isoformat()}
    with suppress(OSError):
        (Path(settings.QINQING_DATA) / FILE).write_text(json.dumps(told), encoding="utf-8")
