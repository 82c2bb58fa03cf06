"""走访发现: each difficulty heard becomes an appeal in one step, or is settled face to face. 五(四)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.phrases import full_moment_zh
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.rules.kinds import Channel
from qinqing.procedure.outreach.actions.step import enter, need, take
from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.procedure.outreach.queries.facts import finding_facts, visit_facts
from qinqing.procedure.outreach.rules.facts import Heard
from qinqing.procedure.outreach.states import FINDINGS
from qinqing.procedure.register import queries as register


@transaction.atomic
def note_finding(
    visit: Visit, *, text: str, answer: str = "", confidential: bool = False, by: Actor, at: datetime
) -> VisitFinding:
    """记一条困难 of a visit that was made; with an ``answer`` it was settled on the spot. Raises Refused."""
    need(text, "请写下企业提出的困难")
    finding = VisitFinding(
        visit=visit, text=clean_text(text), confidential=confidential, answer=clean_text(answer).strip(),
        noted_by=by.title, noted_at=at,
    )  # fmt: skip
    if finding.answer:
        finding.ended_by, finding.ended_at = by.title, at
    name = "note_settled" if finding.answer else "note"
    told = {"finding": finding.text, "answer": finding.answer}
    return enter(FINDINGS, name, finding, visit_facts(visit), by=by, at=at, told=told)


def note_all(visit: Visit, findings: Sequence[Heard], *, by: Actor, at: datetime) -> None:
    """Notes what was heard, in the order it was told."""
    for one in findings:
        note_finding(visit, text=one.text, answer=one.answer, confidential=one.confidential, by=by, at=at)


@transaction.atomic
def settle_finding(finding: VisitFinding, *, answer: str, by: Actor, at: datetime) -> VisitFinding:
    """记为当面解答: what the enterprise was told, and was content with."""
    need(answer, "请写明怎样解答的")
    also = {"answer": clean_text(answer), "ended_by": by.title, "ended_at": at}
    told = {"answer": also["answer"]}
    return take(FINDINGS, "settle", finding, finding_facts(finding), by=by, at=at, also=also, told=told)


@transaction.atomic
def register_finding(finding: VisitFinding, *, by: Actor, at: datetime) -> appeals.Receipt:
    """登记为诉求 in one step: through the bureau's ordinary registration, with 主动下访 as its channel, linked both ways.

    The limit to transfer runs from the visit, for that is when the county heard it, 四(一)1. Raises Refused, or Conflict
    when a colleague has registered it already.
    """
    visit = finding.visit
    assert visit.visited_at is not None  # nothing is heard before it was made
    FINDINGS["register"].judge(by, finding.standing, finding_facts(finding)).enforce()
    enterprise = visit.enterprise
    when = full_moment_zh(visit.visited_at)
    receipt = appeals.receive(
        text=finding.text,
        enterprise_name=enterprise.name,
        credit_code=enterprise.credit_code or enterprise.old_number,
        contact_name=visit.met,
        contact_phone=next((one.phone for one in register.contacts(enterprise) if one.phone), ""),
        confidential=finding.confidential,
        channel=Channel.VISIT,
        received_at=visit.visited_at,
        late_reason=f"{when}走访时听到，时限从走访时起算",
        note=f"{when}走访，走访人：{visit.visitors}",
        by=by,
        at=at,
    )
    also = {"appeal_id": receipt.appeal.pk, "ended_by": by.title, "ended_at": at}
    told = {"number": receipt.appeal.number}
    take(FINDINGS, "register", finding, finding_facts(finding), by=by, at=at, also=also, told=told)
    return receipt
