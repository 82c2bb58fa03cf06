"""What has been typed about one appeal on one day, by whom, and who is typing now."""

from collections.abc import Sequence
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.procedure.receptions.models import AgendaItem, Note, Writer
from qinqing.procedure.receptions.queries.days import may
from qinqing.procedure.receptions.rules.notes import PRESENT_FOR


def notes(entry: AgendaItem, actor: Actor, *, at: datetime) -> dict[str, Note]:
    """The fields kept so far by name, for those who record; nothing for those who only read."""
    if not may("record_outcome", entry.day, actor, at=at):
        return {}
    return {note.field: note for note in Note.objects.filter(entry=entry).order_by("id")}


def writers(entry: AgendaItem, actor: Actor, *, at: datetime) -> Sequence[Writer]:
    """Who else has this appeal open to write now, longest here first. The caller has asked whether the actor records."""
    rows = Writer.objects.filter(entry=entry, seen_at__gt=at - PRESENT_FOR).exclude(person=actor.person or 0)
    return list(rows.order_by("id"))


def unrecorded(entry: AgendaItem) -> bool:
    """Something was typed and no outcome recorded."""
    return not entry.outcome and Note.objects.filter(entry=entry).exclude(text="").exists()
