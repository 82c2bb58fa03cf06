"""Reading and verifying the record."""

from qinqing.services.journal.queries.reading import AuditLine, entries, events, history

__all__ = ["AuditLine", "entries", "events", "history"]
