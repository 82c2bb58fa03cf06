"""Everything that may be asked about outreach; each answer is within what the actor may see."""

from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.procedure.outreach.queries.ledgers import VISITS, visit_rows
from qinqing.procedure.outreach.queries.recent import Recent, recent
from qinqing.procedure.outreach.queries.snapshots import REPLAYS
from qinqing.procedure.outreach.queries.visiting import (
    VisitPage,
    VisitsWanted,
    fetch_finding,
    fetch_visit,
    finding_offers,
    findings_of,
    findings_todo,
    findings_todo_rows,
    may_call_on,
    may_note,
    may_visit,
    may_with_finding,
    openable,
    visit_behind,
    visit_history,
    visit_offers,
    visits,
    visits_of,
)

__all__ = [
    "REPLAYS",
    "VISITS",
    "Recent",
    "Visit",
    "VisitFinding",
    "VisitPage",
    "VisitsWanted",
    "fetch_finding",
    "fetch_visit",
    "finding_offers",
    "findings_of",
    "findings_todo",
    "findings_todo_rows",
    "may_call_on",
    "may_note",
    "may_visit",
    "may_with_finding",
    "openable",
    "recent",
    "visit_behind",
    "visit_history",
    "visit_offers",
    "visit_rows",
    "visits",
    "visits_of",
]
