"""Visits: the list, one, what was heard on it, and what waits for the bureau's clerk. 五(四)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach import permits
from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.procedure.outreach.queries.facts import finding_facts, visit_facts
from qinqing.procedure.outreach.rules.facts import PlaceFacts
from qinqing.procedure.outreach.scopes import VisitQuerySet
from qinqing.procedure.outreach.states import FINDINGS, VISITS, FindingState
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as record

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from qinqing.procedure.register.models import Enterprise

PAGE = 50
Offered = Sequence[tuple[Move, Verdict]]


@dataclass(frozen=True, slots=True)
class VisitsWanted:
    """Which visits: text in the enterprise's name or codes, a state, who went (organ id), where (organ id of the
    township or park), days; ``after`` is day and id of the last row seen."""

    text: str = ""
    state: str = ""
    organ: int | None = None
    township: int | None = None
    since: date | None = None
    until: date | None = None
    after: tuple[date, int] | None = None


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One page of visits, the latest day first, and the cursor of the next, if there is one."""

    rows: Sequence[Visit]
    next: tuple[date, int] | None = None


def visits(actor: Actor, wanted: VisitsWanted) -> VisitPage:
    """The visits the actor may see and asked for, each with ``organ_name``; one query."""
    rows = wanted_visits(actor, wanted)
    if wanted.after:
        day, pk = wanted.after
        rows = rows.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
    found = list(rows.select_related("enterprise").order_by("-on", "-pk")[: PAGE + 1])
    shown = _named(found[:PAGE])
    return VisitPage(shown, (shown[-1].on, shown[-1].pk) if len(found) > PAGE else None)


def wanted_visits(actor: Actor, wanted: VisitsWanted) -> VisitQuerySet:
    """The visits the actor may see and asked for, in no order."""
    rows = Visit.objects.visible_to(actor)
    if wanted.text:
        rows = rows.filter(enterprise__in=register.wanted_enterprises(actor, text=wanted.text))
    asked = {
        "state": wanted.state, "organ": wanted.organ, "enterprise__township": wanted.township,
        "on__gte": wanted.since, "on__lte": wanted.until,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in asked.items() if value})


def visits_of(enterprise: "Enterprise", actor: Actor, *, limit: int = 10) -> Sequence[Visit]:
    """The latest visits to an enterprise, planned ones too; one query."""
    rows = Visit.objects.visible_to(actor).filter(enterprise=enterprise)
    return _named(rows.order_by("-on", "-pk")[:limit])


def fetch_visit(actor: Actor, code: str) -> Visit:
    """The visit with this code, if the actor may see it. Raises NotFound."""
    rows = Visit.objects.visible_to(actor).select_related("enterprise").filter(code=code)
    found = _named(rows)
    if not found:
        raise NotFound("visit")
    return found[0]


def findings_of(visit: Visit, actor: Actor) -> Sequence[VisitFinding]:
    """What was heard on a visit the actor sees, in order, each with its appeal; one query."""
    rows = list(visit.findings.select_related("appeal").order_by("pk"))
    for row in rows:
        row.visit = visit
    return rows


def openable(findings: Sequence[VisitFinding], actor: Actor) -> set[int]:
    """The ids of the appeals behind findings that the actor may open; no query where there are none."""
    ids = [row.appeal_id for row in findings if row.appeal_id]
    return {one.pk for one in appeals.among(actor, ids)} if ids else set()


def fetch_finding(actor: Actor, code: str) -> VisitFinding:
    """What was heard, if the actor may see the visit. Raises NotFound."""
    seen = Visit.objects.visible_to(actor).values("pk")
    rows = VisitFinding.objects.filter(code=code, visit__in=seen).select_related("visit__enterprise", "appeal")
    found = rows.first()
    if found is None:
        raise NotFound("visit finding")
    return found


def findings_todo(actor: Actor, *, limit: int = 50) -> Sequence[VisitFinding]:
    """What was heard and is not registered yet, oldest first; for the bureau's clerk, nobody else registers."""
    return list(findings_todo_rows(actor).select_related("visit__enterprise").order_by("pk")[:limit])


def findings_todo_rows(actor: Actor) -> "QuerySet[VisitFinding]":
    """The same in no order; not asked yet."""
    if actor.role is not Role.INTAKE:
        return VisitFinding.objects.none()
    return VisitFinding.objects.filter(state=FindingState.WAITING)


def visit_behind(appeal: appeals.Appeal, actor: Actor) -> Visit | None:
    """The visit on which an appeal was heard, if the actor may see it."""
    found: Visit | None = Visit.objects.visible_to(actor).filter(findings__appeal=appeal).first()
    return found


def visit_offers(visit: Visit, actor: Actor) -> Offered:
    """The moves of the actor's post with a visit; where it was made, noting one more thing that was heard."""
    note = FINDINGS["note"]
    more = [(note, may_note(visit, actor))] if visit_facts(visit).made and actor.role in note.by else []
    return [*permits.offers(VISITS, actor, visit.standing, visit_facts(visit)), *more]


def may_note(visit: Visit, actor: Actor) -> Verdict:
    """May the actor note what was heard on this visit?"""
    return permits.may_enter(FINDINGS, "note", actor, visit_facts(visit))


def may_visit(name: str, visit: Visit, actor: Actor) -> Verdict:
    """The verdict on one move with a visit."""
    return VISITS[name].judge(actor, visit.standing, visit_facts(visit))


def may_call_on(enterprise: "Enterprise", actor: Actor) -> Verdict:
    """May the actor plan or write down a visit to this enterprise?"""
    return permits.may_enter(VISITS, "plan", actor, PlaceFacts(enterprise.township_id))


def finding_offers(finding: VisitFinding, actor: Actor) -> Offered:
    """The moves of the actor's post with what was heard."""
    return list(permits.offers(FINDINGS, actor, finding.standing, finding_facts(finding)))


def may_with_finding(name: str, finding: VisitFinding, actor: Actor) -> Verdict:
    """The verdict on one move with what was heard."""
    return FINDINGS[name].judge(actor, finding.standing, finding_facts(finding))


def visit_history(visit: Visit) -> Sequence[record.Entry]:
    """The visit's record, oldest first; the caller has scoped it."""
    return record.history(visit.subject)


def _named(rows: "Sequence[Visit] | QuerySet[Visit]") -> list[Visit]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.organ_name = names.get(row.organ_id, "")
    return found
