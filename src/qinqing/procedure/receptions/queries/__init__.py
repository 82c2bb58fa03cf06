"""Everything that may be asked about reception days; each answer is within what the actor may see."""

from qinqing.procedure.receptions.models import AgendaItem, Attendance, ReceptionDay
from qinqing.procedure.receptions.queries.days import (
    Announced,
    Dated,
    Due,
    Line,
    Period,
    agenda,
    attendance,
    days,
    departments,
    due_and_held,
    entry,
    fetch,
    heard_on,
    host_title,
    may,
    offers,
    public_schedule,
    ripe_for,
    timeline,
    title,
)
from qinqing.procedure.receptions.queries.snapshots import stored, subjects

REPLAYS = {"reception": (stored, subjects)}

__all__ = [
    "REPLAYS",
    "AgendaItem",
    "Announced",
    "Attendance",
    "Dated",
    "Due",
    "Line",
    "Period",
    "ReceptionDay",
    "agenda",
    "attendance",
    "days",
    "departments",
    "due_and_held",
    "entry",
    "fetch",
    "heard_on",
    "host_title",
    "may",
    "offers",
    "public_schedule",
    "ripe_for",
    "timeline",
    "title",
]
