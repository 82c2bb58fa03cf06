"""What the departments cannot solve climbs: batch, consultation, agenda, mayor, city. 四(一)2 to 4, 三(三)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import official_number
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import papers
from qinqing.procedure.appeals.actions.departments import _assignable, _names, _open_part, ask, concern, settle
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal, Batch, Part
from qinqing.procedure.appeals.queries.snapshots import part_sets
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.procedure.appeals.states import MOVES
from qinqing.services.documents import actions as documents

BATCH_SERIES = "HZ"


@transaction.atomic
def compile_batch(appeals: Sequence[Appeal], *, by: Actor, at: datetime, note: str = "") -> Batch:
    """汇总: the unresolved appeals of the first rung go to the office in one numbered batch, 四(一)2."""
    if not appeals:
        raise Refused("请先勾选要汇总上报的诉求", clause="四(一)2")
    year = local(at).year
    number = official_number(BATCH_SERIES, year, documents.next_number(BATCH_SERIES, year))
    batch = Batch.objects.create(number=number, note=note, compiled_by=by.title, compiled_at=at)
    steps = [take("compile", appeal, by=by, at=at, also={"batch_id": batch.pk}) for appeal in appeals]
    content = papers.batch(batch, appeals)
    paper = documents.issue_paper(MOVES["compile"].paper, papers.batch_subject(batch), content, by=by, at=at)
    for step in steps:
        step.record(batch=batch.number, note=note, paper=documents.named(paper))
    return batch


@transaction.atomic
def raise_rung(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """提级: a department too long overdue is passed over; its open limits are void, and that is on the record."""
    return take("raise_rung", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def ask_fast_lane(
    appeal: Appeal, *, lead: int, reason: str, by: Actor, at: datetime, assisting: Sequence[int] = ()
) -> Appeal:
    """申请直送: a special or multi-department matter asks to go straight to the reception day, 三(三)."""
    assisting = _assignable([lead, *assisting], None)[1:]
    step = take("ask_fast_lane", appeal, by=by, at=at, also={"lead_id": lead})
    concern(appeal, [lead, *assisting])
    return step.record(lead=_names([lead])[0], assisting=_names(assisting), reason=reason)


@transaction.atomic
def accept_fast_lane(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """同意直送: the office takes the appeal onto the second rung."""
    return take("accept_fast_lane", appeal, by=by, at=at).record(note=note)


@transaction.atomic
def decline_fast_lane(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """不同意直送: back to the bureau, whose limit to transfer starts anew."""
    return take("decline_fast_lane", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def consult(appeal: Appeal, *, organs: Sequence[int], by: Actor, at: datetime, note: str = "") -> Appeal:
    """征求意见: the office sends the material to the departments concerned, each with its own limit, 四(一)2."""
    organs = _assignable(organs, None)
    if not organs:
        raise Refused("请选择要征求意见的部门", clause="四(一)2")
    step = take("consult", appeal, by=by, at=at, asked={Clock.OPINION: organs})
    concern(appeal, organs)
    parts = ask(step, PartKind.OPINION, Clock.OPINION, organs)
    paper = step.file(papers.consultation(appeal, step.clocks, organs=organs, note=note))
    return step.record(sets=part_sets(*parts), organs=_names(organs), note=note, paper=paper)


@transaction.atomic
def give_opinion(appeal: Appeal, *, opinion: str, by: Actor, at: datetime) -> Appeal:
    """反馈意见: a department answers the office, 四(一)2."""
    step = take("give_opinion", appeal, by=by, at=at, settled=(f"{Clock.OPINION}:{by.organ}",))
    part = _open_part(appeal, PartKind.OPINION, by.organ)
    settle(part, PartState.GIVEN, opinion, by, at)
    return step.record(sets=part_sets(part), organ=by.organ_name, opinion=opinion)


@transaction.atomic
def compile_opinions(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """汇总意见: the appeal is ripe for the deputy mayor's reception day; opinions not given in time are noted."""
    late = list(Part.objects.filter(appeal=appeal, kind=PartKind.OPINION, state=PartState.OPEN))
    step = take("compile_opinions", appeal, by=by, at=at)
    for part in late:
        settle(part, PartState.RELEASED, "到期未反馈", by, at)
    return step.record(sets=part_sets(*late), note=note)


@transaction.atomic
def report_to_mayor(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """报县长: what the deputy mayor could not solve, 四(一)3."""
    return take("report_to_mayor", appeal, by=by, at=at).record(note=note)


@transaction.atomic
def send_to_city(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """报送市企业服务中心: what the mayor could not solve, 四(一)4."""
    step = take("send_to_city", appeal, by=by, at=at)
    return step.record(note=note, paper=step.file(papers.request(appeal, note=note, at=at)))
