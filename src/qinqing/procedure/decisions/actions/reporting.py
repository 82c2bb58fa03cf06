"""Reported in writing, read by the leaders or sent back, accepted by the bureau. 四(四), 四(三)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.decisions import papers
from qinqing.procedure.decisions.actions.step import Step, take
from qinqing.procedure.decisions.models import Circulation, DecidedItem, Report, Share
from qinqing.procedure.decisions.queries.facts import latest_report
from qinqing.procedure.decisions.queries.snapshots import circulation_sets, report_sets, share_sets
from qinqing.procedure.decisions.rules.clocks import Clock
from qinqing.procedure.decisions.rules.kinds import CirculationState, ShareKind
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents


@transaction.atomic
def draft_report(item: DecidedItem, *, text: str, by: Actor, at: datetime, proof: str = "") -> DecidedItem:
    """拟写报告: what was done, with what proof; it lies before the department's head."""
    if not text.strip():
        raise Refused("请写明办理情况", clause="四(四)")
    step = take("draft_report", item, by=by, at=at)
    draft = latest_report(item)
    if draft is None or draft.signed_at:
        draft = Report(item=item, ordinal=(draft.ordinal if draft else 0) + 1)
    draft.text, draft.proof = clean_text(text), clean_text(proof)
    draft.drafted_by, draft.drafted_at = by.title, at
    draft.save()
    return step.record(sets=report_sets(draft))


@transaction.atomic
def return_draft(item: DecidedItem, *, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """退回修改报告: the head wants it written again."""
    return take("return_draft", item, by=by, at=at).record(reason=reason)


@transaction.atomic
def sign_report(item: DecidedItem, *, by: Actor, at: datetime, copied: Sequence[int] = ()) -> DecidedItem:
    """签发报告: the head reports to bureau and office; assisting departments and those in ``copied`` get a copy, 四(四)."""
    step = take("sign_report", item, by=by, at=at)
    report = _present_report(item)
    report.signed_by, report.signed_at = by.title, at
    report.save(update_fields=("signed_by", "signed_at"))
    there = list(Share.objects.filter(item=item).order_by("id"))
    shares = _copy(item, copied, there)
    content = papers.report(item, report, [*there, *shares], signer=by.title)
    paper = documents.issue_paper("report", item.subject, content, by=by, at=at)
    names = register.organ_names()
    return step.record(
        sets=report_sets(report) | share_sets(*shares),
        report=report.text,
        proof=report.proof,
        copied=[names[share.organ_id] for share in shares],
        paper=documents.named(paper),
    )


@transaction.atomic
def circulate(item: DecidedItem, *, by: Actor, at: datetime, note: str = "") -> DecidedItem:
    """送领导圈阅: the office puts the report before the mayor and the deputy in charge, 四(四)."""
    step = take("circulate", item, by=by, at=at)
    report = _present_report(item)
    leaders = register.posts(Role.MAYOR) + [post for post in (register.deputy_for(item.appeal.section),) if post]
    if not leaders:
        raise Refused("机构与人员里没有县长和分管副县长的岗位，请先由安全管理员登记", clause="四(四)")
    rows = Circulation.objects.bulk_create(Circulation(report=report, post_id=post.id, sent_at=at) for post in leaders)
    return step.record(
        sets=circulation_sets(report.ordinal, *rows), leaders=[post.title for post in leaders], note=note
    )


@transaction.atomic
def mark_read(item: DecidedItem, *, by: Actor, at: datetime, remark: str = "") -> DecidedItem:
    """圈阅: the leader has read the report."""
    step = take("mark_read", item, by=by, at=at)
    return _settle(step, CirculationState.READ, remark)


@transaction.atomic
def send_back_report(item: DecidedItem, *, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """退回重办: the leader is not content; the department implements on, and its limit runs again."""
    if not reason.strip():
        raise Refused("请写明退回的原因和要求", clause="四(四)")
    step = take("send_back_report", item, by=by, at=at, also=taken_up_again(item))
    return _settle(step, CirculationState.SENT_BACK, reason, lapsing=True)


@transaction.atomic
def accept(item: DecidedItem, *, by: Actor, at: datetime, note: str = "") -> DecidedItem:
    """验收: the criterion is met, and money has been received; now the enterprise is to confirm, 四(三)."""
    spare = (Clock.CONFIRM,) if item.confirmed_at else ()
    return take("accept", item, by=by, at=at, also={"accepted_at": at}, spare=spare).record(note=note)


@transaction.atomic
def decline(item: DecidedItem, *, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """验收未通过: the criterion is not met; the department implements on, and its limit runs again."""
    if not reason.strip():
        raise Refused("请写明哪里没有达到验收标准", clause="四(三)")
    step = take("decline", item, by=by, at=at, also=taken_up_again(item))
    return step.record(sets=lapse(item, by, at), reason=reason)


def _present_report(item: DecidedItem) -> Report:
    report = latest_report(item)
    if report is None:
        raise Refused("这项决定还没有报告，请刷新页面", clause="四(四)")
    return report


def _copy(item: DecidedItem, organs: Iterable[int], there: Iterable[Share]) -> list[Share]:
    """Copies to departments that do not carry the item already."""
    carrying, known = {share.organ_id for share in there}, register.organ_names()
    fresh = [organ for organ in dict.fromkeys(organs) if organ not in carrying]
    if any(organ not in known for organ in fresh):
        raise Refused("抄送单位已撤并，请另选", clause="四(四)")
    return Share.objects.bulk_create(Share(item=item, organ_id=organ, kind=ShareKind.COPIED) for organ in fresh)


def _settle(step: Step, state: CirculationState, remark: str, *, lapsing: bool = False) -> DecidedItem:
    report = _present_report(step.item)
    row = Circulation.objects.get(report=report, post=step.by.post)
    row.remark = clean_text(remark)
    _end(row, state, step.by, step.at)
    others = lapse(step.item, step.by, step.at) if lapsing else {}
    return step.record(sets=circulation_sets(report.ordinal, row) | others, remark=remark)


def lapse(item: DecidedItem, by: Actor, at: datetime) -> dict[str, object]:
    """Nobody is asked to read a report any more that goes back or has lost its ground; returns what the record keeps."""
    report = latest_report(item)
    if report is None:
        return {}
    rows = list(Circulation.objects.filter(report=report, state=CirculationState.WAITING))
    for row in rows:
        _end(row, CirculationState.LAPSED, by, at)
    return circulation_sets(report.ordinal, *rows)


def taken_up_again(item: DecidedItem) -> dict[str, object]:
    """What is not true any more of an item that the department implements on; money that was received stays received."""
    undone: dict[str, object] = {"completed_at": None, "accepted_at": None, "calls": 0}
    return undone if item.amount is not None else {**undone, "confirmed_at": None, "confirmed_by": ""}


def _end(row: Circulation, state: CirculationState, by: Actor, at: datetime) -> None:
    row.state, row.done_by, row.done_at = state, by.title, at
    row.save(update_fields=("state", "remark", "done_by", "done_at"))
