"""接待材料: departments write their parts, the office settles what the host reads of each appeal. 五(二), 四(一)2."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.receptions import papers, queries
from qinqing.procedure.receptions.actions.dossier_step import hand_on
from qinqing.procedure.receptions.actions.dossier_step import take as take_part
from qinqing.procedure.receptions.actions.step import take
from qinqing.procedure.receptions.models import AgendaItem, DossierPart, ReceptionDay
from qinqing.procedure.receptions.queries.snapshots import agenda_sets
from qinqing.procedure.receptions.rules.dossiers import OWED, SHEET, Written, digest
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents
from qinqing.services.documents.queries import Told


@transaction.atomic
def submit_part(
    part: DossierPart, *, opinion: str, by: Actor, at: datetime, proposal: str = "", questions: str = ""
) -> DossierPart:
    """提交材料: the department's opinion, and what it proposes and leaves open. Its limit stops."""
    return take_part("submit_part", part, by=by, at=at, told=_said(opinion, proposal, questions, by, at))


@transaction.atomic
def resubmit_part(
    part: DossierPart, *, opinion: str, by: Actor, at: datetime, proposal: str = "", questions: str = ""
) -> DossierPart:
    """补充后重新提交: what was returned, written anew."""
    return take_part("resubmit_part", part, by=by, at=at, told=_said(opinion, proposal, questions, by, at))


@transaction.atomic
def return_part(part: DossierPart, *, reason: str, by: Actor, at: datetime) -> DossierPart:
    """退回补充: the department writes again, with a new limit; what it wrote stays to be read."""
    if not reason.strip():
        raise Refused("请写明要补充什么", clause="五(二)")
    returned = take_part("return_part", part, by=by, at=at, told={"reason": clean_text(reason)})
    heir = register.successor(part.organ_id)
    return returned if heir == part.organ_id else hand_on(returned, heir, at=at)


def hand_parts_on(organ: int, *, heir: int | None, at: datetime) -> None:
    """An organ is abolished: what it owes of dossiers is its successor's now, in the same transaction. 五(二)."""
    rows = DossierPart.objects.filter(organ=organ, state__in=sorted(OWED)).select_related("day", "appeal")
    for part in rows.order_by("id"):
        hand_on(part, heir, at=at)


@transaction.atomic
def write_sheet(entry: AgendaItem, *, texts: Mapping[str, Written], by: Actor, at: datetime) -> AgendaItem:
    """修改接待材料: proposal and open questions of one appeal; a text that somebody changed meanwhile is a Conflict.

    What was not changed counts not. Raises Refused once the appeal's outcome is recorded.
    """
    if entry.outcome:
        raise Refused(
            f"{entry.appeal.number}已记录为“{entry.get_outcome_display()}”，接待材料不再改动", clause="四(二)"
        )
    wanted = {name: clean_text(one.text) for name, one in texts.items() if digest(one.text) != one.over}
    if not wanted:
        raise Refused("没有修改内容，请修改后再保存", clause="四(一)2")
    step = take("write_sheet", entry.day, by=by, at=at)
    here = AgendaItem.objects.select_for_update().get(pk=entry.pk)
    for name in wanted:
        if digest(getattr(here, name)) != texts[name].over:
            raise Conflict(f"“{SHEET[name]}”刚刚有人改过，请对照最新内容后再保存")
    for name, text in wanted.items():
        setattr(here, name, text)
    here.save(update_fields=list(wanted))
    step.record(sets=agenda_sets(here), appeal=entry.appeal.number, **wanted)
    return here


@transaction.atomic
def issue_dossier(day: ReceptionDay, *, by: Actor, at: datetime, note: str = "") -> ReceptionDay:
    """印发接待材料: as the host reads it now, under the next number; what changes after is issued again.

    A department that has not written holds nothing up: the paper and the record name it.
    """
    step = take("issue_dossier", day, by=by, at=at)
    found = queries.sheets(day, MACHINE, at=at)
    told = Told(day.subject, papers.dossier(day, found), title=worded("接待材料", joint=True) if day.joint else "")
    (paper,) = documents.issue_papers("dossier", [told], by=by, at=at)
    missing = [f"{sheet.entry.appeal.number}{organ}" for sheet in found for organ in sheet.missing]
    return step.record(number=paper.number, missing=missing, note=note, paper=documents.named(paper))


def _said(opinion: str, proposal: str, questions: str, by: Actor, at: datetime) -> dict[str, object]:
    told = {"opinion": clean_text(opinion), "proposal": clean_text(proposal), "questions": clean_text(questions)}
    if not told["opinion"].strip():
        raise Refused("请写明本部门的办理情况和意见", clause="五(二)")
    return {**told, "submitted_by": by.title, "submitted_at": at}
