"""Where all decided items stand, in numbers alone."""

from datetime import datetime

from django.db.models import Count, Q

from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.states import OVER, State


def standings(actor: Actor, *, at: datetime) -> dict[State, tuple[int, int]]:
    """How many items the actor may see in each state, and how many of them are overdue at a moment; one query."""
    rows = DecidedItem.objects.visible_to(actor).order_by().values_list("state")
    late = Count("pk", filter=~Q(state__in=OVER) & Q(due_at__lte=at))
    counts = {State(state): (count, overdue) for state, count, overdue in rows.annotate(n=Count("pk"), late=late)}
    return {state: counts.get(state, (0, 0)) for state in State}
