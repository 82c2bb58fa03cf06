"""Which joint meetings appeals were or will be brought to. 五(三)."""

from collections.abc import Iterable, Mapping, Sequence

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.rules.kinds import Kind
from qinqing.procedure.receptions.states import State


def meetings_of(found: Iterable[Appeal], actor: Actor) -> Mapping[int, Sequence[AgendaItem]]:
    """For each of these appeals (which the caller has scoped) its joint meetings that the actor sees, latest first; one query."""
    seen = ReceptionDay.objects.visible_to(actor).filter(kind=Kind.JOINT).exclude(state=State.CANCELLED)
    rows = AgendaItem.objects.filter(appeal__in=[one.pk for one in found], day__in=seen.values("pk"))
    met: dict[int, list[AgendaItem]] = {}
    for row in rows.select_related("day").order_by("-day__date", "-id"):
        met.setdefault(row.appeal_id, []).append(row)
    return met
