"""The memory of reception days and their minutes. The journal is the truth; replaying it must give these columns."""

from qinqing.procedure.receptions.models.days import (
    AgendaItem,
    Attendance,
    Call,
    Feed,
    Note,
    ReceptionDay,
    Slot,
    Writer,
)
from qinqing.procedure.receptions.models.dossiers import DossierPart
from qinqing.procedure.receptions.models.minutes import Erratum, Excerpt, Minutes, MinutesItem, MinutesPart

__all__ = [
    "AgendaItem",
    "Attendance",
    "Call",
    "DossierPart",
    "Erratum",
    "Excerpt",
    "Feed",
    "Minutes",
    "MinutesItem",
    "MinutesPart",
    "Note",
    "ReceptionDay",
    "Slot",
    "Writer",
]
