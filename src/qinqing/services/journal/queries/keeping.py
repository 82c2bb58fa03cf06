"""When the record was last taken to a place outside."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qinqing.kernel.labels import Labelled

FILE = "kept.json"


class Kept(Labelled):
    """What is made to be kept elsewhere."""

    BACKUP = "backup", "备份"
    SEALS = "seals", "封存的副本"


def all_kept() -> Mapping[Kept, datetime]:
    """The last time of each; what was never made, or cannot be read, is left out."""
    with suppress(OSError, ValueError):
        told = json.loads((Path(settings.QINQING_DATA) / FILE).read_text(encoding="utf-8"))
        return {kind: datetime.fromisoformat(told[kind.value]) for kind in Kept if kind.value in told}
    return {}
