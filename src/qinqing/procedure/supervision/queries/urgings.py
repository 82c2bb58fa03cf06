"""Urging notices: the list, one, those about an appeal, and what a desk has to do with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import permits
from qinqing.procedure.supervision.models import Urging
from qinqing.procedure.supervision.queries.facts import urging_facts
from qinqing.procedure.supervision.scopes import UrgingQuerySet
from qinqing.procedure.supervision.states import URGED, URGINGS, UrgingState
from qinqing.services.journal import queries as record

PAGE = 50


@dataclass(frozen=True, slots=True)
class UrgingPage:
    """One page of urging notices, and the cursor of the next, if there is one."""

    rows: Sequence[Urging]
    next: int | None = None


def urgings(actor: Actor, *, state: str = "", before: int | None = None) -> UrgingPage:
    """The notices the actor may see, newest first, each with ``organ_name`` and ``title``; one query."""
    rows = wanted_urgings(actor, state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = _shown(rows.order_by("-pk")[: PAGE + 1], actor)
    shown = found[:PAGE]
    return UrgingPage(shown, shown[-1].pk if len(found) > PAGE else None)


def wanted_urgings(actor: Actor, *, state: str = "") -> UrgingQuerySet:
    """The notices the actor may see and asked for, each with its appeal, in no order."""
    rows = Urging.objects.visible_to(actor).select_related("appeal")
    return rows.filter(state=UrgingState(state)) if state else rows


def urgings_of(appeal: appeals.Appeal, actor: Actor) -> Sequence[Urging]:
    """The notices about an appeal or what was decided on it, as far as the actor sees them; one query."""
    rows = list(Urging.objects.visible_to(actor).filter(appeal=appeal).order_by("-pk"))
    for row in rows:
        row.appeal = appeal
    return _shown(rows, actor)


def urgings_todo(actor: Actor) -> Sequence[Urging]:
    """What a desk has to issue, to close or to answer; nothing, and no query, for others."""
    return _shown(urgings_todo_rows(actor).select_related("appeal").order_by("pk")[:PAGE], actor)


def urgings_todo_rows(actor: Actor) -> UrgingQuerySet:
    """What a desk has to issue, to close or to answer, in no order; not asked yet."""
    states = [UrgingState.PROPOSED, UrgingState.ANSWERED] if actor.role is Role.INSPECTOR else [UrgingState.ISSUED]
    if actor.role is not Role.INSPECTOR and actor.role not in URGED:
        return Urging.objects.none()
    rows = Urging.objects.visible_to(actor).filter(state__in=states)
    return rows if actor.role is Role.INSPECTOR else rows.filter(organ_id=actor.organ)


def fetch_urging(actor: Actor, code: str) -> Urging:
    """The notice with this code, if the actor may see it. Raises NotFound."""
    found = _shown(Urging.objects.visible_to(actor).select_related("appeal").filter(code=code), actor)
    if not found:
        raise NotFound("urging notice")
    return found[0]


def urging_offers(urging: Urging, actor: Actor) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with a notice: open ones, and closed ones with the reason."""
    return list(permits.urging_offers(actor, urging.standing, urging_facts(urging)))


def may_urge(name: str, urging: Urging, actor: Actor) -> Verdict:
    """The verdict on one move."""
    return URGINGS[name].judge(actor, urging.standing, urging_facts(urging))


def urging_history(urging: Urging) -> Sequence[record.Entry]:
    """The notice's record, oldest first; the caller has scoped it."""
    return record.history(urging.subject)


def hides_from(urging: Urging, actor: Actor) -> bool:
    """Whether this reader must not learn which enterprise is behind it: whoever cannot open the appeal itself."""
    appeal = urging.appeal
    return appeal.confidential and (actor.role in DEPARTMENT or (actor.role is Role.INSPECTOR and not appeal.decided))


def _shown(rows: Iterable[Urging], actor: Actor) -> list[Urging]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.organ_name = names.get(row.organ_id, "")
        row.title = row.appeal.title
        if hides_from(row, actor):
            row.title = appeals.mask(row.appeal, row.title)
            row.demand, row.answer = appeals.mask(row.appeal, row.demand), appeals.mask(row.appeal, row.answer)
    return found
