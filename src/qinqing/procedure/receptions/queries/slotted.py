"""Days as far as others may collide with them: whose, when and where."""

from collections.abc import Sequence
from datetime import date

from qinqing.procedure.receptions.models import ReceptionDay
from qinqing.procedure.receptions.rules.planning import Slotted
from qinqing.procedure.receptions.states import State
from qinqing.procedure.register import queries as register


def slotted(day: ReceptionDay) -> Slotted:
    """One day."""
    host = register.post(day.host_post_id).title if day.host_post_id else ""
    return Slotted(day.host_post_id, host, day.date, day.starts_at, day.until, day.place)


def taken(on: date, *, but: int | None = None) -> Sequence[Slotted]:
    """The days planned for a date, without the one (by id) that is being changed; one query."""
    rows = ReceptionDay.objects.filter(date=on, state=State.PLANNED).exclude(pk=but)
    return [slotted(row) for row in rows.order_by("starts_at", "id")]
