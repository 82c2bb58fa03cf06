"""Reading and verifying the record."""

from qinqing.services.journal.models import Entry
from qinqing.services.journal.queries.anchors import export_seals
from qinqing.services.journal.queries.keeping import Kept, all_kept
from qinqing.services.journal.queries.reading import (
    AuditLine,
    at_places,
    began,
    entries,
    events,
    history,
    last,
    latest,
    latest_seal,
)
from qinqing.services.journal.queries.replaying import register_replay
from qinqing.services.journal.queries.streams import records, went_on
from qinqing.services.journal.queries.verifying import entry_count, missing_triggers, verify
from qinqing.services.journal.rules.faults import Fault, Report

__all__ = [
    "AuditLine",
    "Entry",
    "Fault",
    "Kept",
    "Report",
    "all_kept",
    "at_places",
    "began",
    "entries",
    "entry_count",
    "events",
    "export_seals",
    "history",
    "last",
    "latest",
    "latest_seal",
    "missing_triggers",
    "records",
    "register_replay",
    "verify",
    "went_on",
]
