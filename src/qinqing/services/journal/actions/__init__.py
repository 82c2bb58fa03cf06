"""Writing the record: entries inside the caller's transaction, seals once a day."""

from qinqing.services.journal.actions.keeping import note_kept
from qinqing.services.journal.actions.recording import listen, on_recorded, record, record_many
from qinqing.services.journal.actions.sealing import seal, seal_now
from qinqing.services.journal.rules.entries import Pending

__all__ = ["Pending", "listen", "note_kept", "on_recorded", "record", "record_many", "seal", "seal_now"]
