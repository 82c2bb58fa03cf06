"""节点: the lead department plans dated steps, and shows that each is done. 四(三)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.shaping import clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.decisions.actions.implementing import need
from qinqing.procedure.decisions.actions.step import Dated, Step, take
from qinqing.procedure.decisions.models import DecidedItem, Milestone
from qinqing.procedure.decisions.queries.snapshots import milestone_sets
from qinqing.procedure.decisions.rules.clocks import Clock
from qinqing.procedure.decisions.rules.kinds import MilestoneState, NewMilestone
from qinqing.procedure.decisions.rules.wording import milestone_misfits
from qinqing.services.calendar import queries as calendar
from qinqing.services.documents import actions as documents

MOST = 30


@transaction.atomic
def plan_milestones(item: DecidedItem, *, milestones: Sequence[NewMilestone], by: Actor, at: datetime) -> DecidedItem:
    """排定节点: what will be done by when, shown by which proof; a limit runs for each.

    Raises Refused with everything that a step lacks; then none is planned.
    """
    known = Milestone.objects.filter(item=item).count()
    _check(item, milestones, at)
    if known + len(milestones) > MOST:
        raise Refused(f"一项决定最多排 {MOST} 个节点，现已有 {known} 个，请合并几个再排", clause="四(三)")
    rows = [_planned(item, told, known + number) for number, told in enumerate(milestones, 1)]
    step = take("plan_milestones", item, by=by, at=at, dated={Clock.MILESTONE: [_limit(row) for row in rows]})
    Milestone.objects.bulk_create(rows)
    return step.record(sets=milestone_sets(*rows), milestones=[_said(row) for row in rows])


@transaction.atomic
def finish_milestone(
    item: DecidedItem, *, milestone: int, proof: str, by: Actor, at: datetime, files: Iterable[Any] = ()
) -> DecidedItem:
    """完成节点: with proof in words, and files where there are some."""
    need(proof, "请写明用什么证明这个节点已经完成", "四(三)")
    row = _open(item, milestone)
    step = take("finish_milestone", item, by=by, at=at, only={Clock.MILESTONE: [row.key]})
    kept = [documents.attach(item.subject, file=file, name=file.name, by=by, at=at) for file in files]
    row.proof, row.files = clean_text(proof), [one.code for one in kept]
    told = [f"{one.name}（SHA-256 {one.sha256[:16]}）" for one in kept]
    return _end(step, row, MilestoneState.DONE, proof=row.proof, files=told)


@transaction.atomic
def move_milestone(
    item: DecidedItem, *, milestone: int, due_on: date, reason: str, by: Actor, at: datetime
) -> DecidedItem:
    """调整节点: another day, with its reason; the first day stays beside it. One that is overdue stays missed."""
    need(reason, "请写明调整节点的原因", "四(三)")
    row = _open(item, milestone)
    if due_on == row.due_on:
        raise Refused("新的日期与现在的相同，请另选", clause="四(三)")
    _check(item, [NewMilestone(row.text, due_on)], at)
    former = row.due_on
    row.due_on, row.moved = due_on, row.moved + 1
    step = take("move_milestone", item, by=by, at=at, dated={Clock.MILESTONE: [_limit(row)]})
    row.save(update_fields=("due_on", "moved"))
    return step.record(sets=milestone_sets(row), milestone=row.text, former_due_on=former, due_on=due_on, reason=reason)


@transaction.atomic
def drop_milestone(item: DecidedItem, *, milestone: int, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """取消节点: it is not needed any more; why is on the record."""
    need(reason, "请写明取消节点的原因", "四(三)")
    row = _open(item, milestone)
    step = take("drop_milestone", item, by=by, at=at, only={Clock.MILESTONE: [row.key]})
    return _end(step, row, MilestoneState.DROPPED, reason=reason)


def _end(step: Step, row: Milestone, state: MilestoneState, **told: object) -> DecidedItem:
    row.state, row.ended_by, row.ended_at = state, step.by.title, step.at
    row.save(update_fields=("state", "proof", "files", "ended_by", "ended_at"))
    return step.record(sets=milestone_sets(row), milestone=row.text, **told)


def _open(item: DecidedItem, ordinal: int) -> Milestone:
    row = Milestone.objects.filter(item=item, ordinal=ordinal).first()
    if row is None:
        raise Refused("没有这个节点，请刷新页面后再选", clause="四(三)")
    if row.state != MilestoneState.PLANNED:
        done = MilestoneState(row.state).label
        raise Conflict(f"这个节点{done}，请刷新页面看最新进展", by=row.ended_by, at=row.ended_at)
    return row


def _check(item: DecidedItem, milestones: Sequence[NewMilestone], at: datetime) -> None:
    faults = milestone_misfits(
        milestones, today=day_of(at), latest=item.due_on, is_working=calendar.current().is_working
    )
    if faults:
        raise Refused("；".join(faults), clause="四(三)")


def _planned(item: DecidedItem, told: NewMilestone, ordinal: int) -> Milestone:
    assert told.due_on is not None  # refused as a misfit before
    return Milestone(
        item=item,
        ordinal=ordinal,
        text=clean_text(told.text),
        proof_wanted=clean_text(told.proof),
        due_on=told.due_on,
        original_due_on=told.due_on,
    )


def _limit(row: Milestone) -> Dated:
    return Dated(row.key, row.due_on)


def _said(row: Milestone) -> str:
    """A step in one line of the record."""
    proof = f"，以{row.proof_wanted.strip()}为证" if row.proof_wanted.strip() else ""
    return f"{day_zh(row.due_on, this_year=0)}前{row.text.strip()}{proof}"
