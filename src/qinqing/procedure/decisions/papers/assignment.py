"""交办单: what issued minutes give each department to do; nobody reads another's. 四(三)."""

from collections.abc import Iterable, Sequence
from typing import Any

from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh, numeral_zh
from qinqing.procedure.appeals.papers import for_departments, office_full, organ_full
from qinqing.procedure.decisions.models import Milestone
from qinqing.procedure.decisions.queries.minuted import assignment_subject, carriers_of, lines_of
from qinqing.procedure.decisions.rules.kinds import MilestoneState
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.papers import issued_minutes
from qinqing.procedure.receptions.queries import AgendaItem, Minutes
from qinqing.procedure.receptions.rules.minutes import ItemLine
from qinqing.procedure.register import queries as register
from qinqing.services.documents.queries import Told

UNTOLD = "—"


def assignments(issued: Minutes, lines: Sequence[ItemLine], heard: Iterable[AgendaItem]) -> list[Told]:
    """One sheet for each department that carries an item, in the order of the register; at most one query."""
    entries, steps = {entry.pk: entry for entry in heard}, _steps(lines)
    organs, names = sorted(carriers_of(lines)), register.organ_names()
    return [
        Told(
            assignment_subject(issued, organ),
            _sheet(issued, organ, [line for line in lines if organ in carriers_of([line])], entries, steps),
            title=f"{names.get(organ, '')}交办单",
        )
        for organ in organs
    ]


def assignment_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The first department's sheet of minutes, by their number or date, or of the latest that decided anything.

    Raises NotFound.
    """
    issued = issued_minutes(reference)
    told = assignments(issued, lines_of(issued.day), receptions.agenda(issued.day, MACHINE))
    if not told:
        raise NotFound("这份纪要没有交办事项，请核对文号")
    return told[0].subject, dict(told[0].content)


def _sheet(
    issued: Minutes, organ: int, lines: Sequence[ItemLine], entries: dict[int, AgendaItem], steps: dict[str, list[str]]
) -> dict[str, Any]:
    return {
        "addressee": organ_full(organ),
        "minutes": issued.number,
        "occasion": receptions.occasion(issued.day),
        "decided": receptions.title(issued.day),
        "count": str(len(lines)),
        "items": [
            _item(place, organ, line, entries[line.entry], steps.get(line.number, []))
            for place, line in enumerate(lines, 1)
        ],
        "clause": cite("四(三)"),
        "report_clause": cite("四(四)"),
        "attention_clause": cite("五(二)"),
        "issuer": office_full(),
    }


def _item(place: int, organ: int, line: ItemLine, entry: AgendaItem, steps: Sequence[str]) -> dict[str, Any]:
    leads = line.lead is not None and (register.successor(line.lead) or line.lead) == organ
    row = {
        "heading": f"{numeral_zh(place)}、决定事项{line.number}",
        "text": line.text,
        "part": "牵头" if leads else "配合",
        "due": full_day_zh(line.due_on) if line.due_on else UNTOLD,
        "lead": line.lead_name,
        "assisting": "、".join(line.assisting_names) or UNTOLD,
        "criterion": line.criterion,
        "milestones": "\n".join(steps) or "由牵头单位排定",
        "opinion": entry.opinion or UNTOLD,
        "enterprise": entry.appeal.enterprise_name,
        "subject": entry.appeal.title,
        "appeal": entry.appeal.number,
    }
    return for_departments(entry.appeal, row)


def _steps(lines: Sequence[ItemLine]) -> dict[str, list[str]]:
    """The dated steps that stand, by the item's number."""
    rows = Milestone.objects.filter(item__number__in=[line.number for line in lines]).select_related("item")
    found: dict[str, list[str]] = {}
    for row in rows.exclude(state=MilestoneState.DROPPED).order_by("due_on", "ordinal"):
        found.setdefault(row.item.number, []).append(f"{full_day_zh(row.due_on)}前：{row.text}")
    return found
