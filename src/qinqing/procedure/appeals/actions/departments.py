"""First rung: transfer, sign for, return and ruling, extension, assistance, the outcome and its signature. 四(一)1."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.appeals import papers
from qinqing.procedure.appeals.actions.step import Step, take
from qinqing.procedure.appeals.models import Answer, Appeal, Concern, Part
from qinqing.procedure.appeals.queries.finding import index_concerned
from qinqing.procedure.appeals.queries.snapshots import answer_sets, part_sets
from qinqing.procedure.appeals.rules.clocks import Clock, setting_for
from qinqing.procedure.appeals.rules.kinds import Outcome, PartKind, PartState
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register

Organs = Sequence[int]


@transaction.atomic
def transfer(appeal: Appeal, *, lead: int, by: Actor, at: datetime, assisting: Organs = (), note: str = "") -> Appeal:
    """转办: to one lead department and any number of assisting ones (organ ids); the handling clocks start."""
    assisting = _assignable(assisting, lead)
    _check(lead)
    step = take("transfer", appeal, by=by, at=at, also={"lead_id": lead}, asked={Clock.ASSIST: assisting})
    concern(appeal, [lead, *assisting])
    parts = ask(step, PartKind.ASSISTING, Clock.ASSIST, assisting)
    paper = step.file(papers.transfer(appeal, step.clocks, assisting=assisting, note=note))
    return step.record(sets=part_sets(*parts), lead=_name(lead), assisting=_names(assisting), note=note, paper=paper)


@transaction.atomic
def redirect(appeal: Appeal, *, lead: int, reason: str, by: Actor, at: datetime, assisting: Organs = ()) -> Appeal:
    """改派: the bureau gives the appeal to another lead; the former's limit is void, the new one starts."""
    former = appeal.lead_id
    if lead == former:
        raise Refused("改派要换一个牵头部门；仍由原部门办理请选“坚持派单”", clause="四(一)1")
    assisting = _assignable(assisting, lead)
    _check(lead)
    fresh = [organ for organ in assisting if not _parts(appeal, PartKind.ASSISTING).filter(organ=organ).exists()]
    step = take(
        "redirect",
        appeal,
        by=by,
        at=at,
        also={"lead_id": lead, "contacted": False},
        asked={Clock.ASSIST: fresh},
        settled=(f"{Clock.ASSIST}:{lead}",),
    )
    if former and not Part.objects.filter(appeal=appeal, organ=former).exists():
        Concern.objects.filter(appeal=appeal, organ=former).delete()
    concern(appeal, [lead, *fresh])
    parts = ask(step, PartKind.ASSISTING, Clock.ASSIST, fresh) + _relieve(appeal, lead, by, at)
    paper = step.file(papers.transfer(appeal, step.clocks, assisting=assisting, note=reason))
    return step.record(
        sets=part_sets(*parts),
        former_lead=_name(former) if former else "",
        lead=_name(lead),
        assisting=_names(fresh),
        reason=reason,
        paper=paper,
    )


@transaction.atomic
def hand_over(appeal: Appeal, *, lead: int, reason: str, by: Actor, at: datetime) -> Appeal:
    """改由承办: the lead department was abolished, merged or split; another goes on, every limit keeps its day."""
    _check(lead)
    former = appeal.lead_id
    settled = (f"{Clock.ASSIST}:{lead}",)
    step = take("hand_over", appeal, by=by, at=at, also={"lead_id": lead}, settled=settled, heir_of=former)
    concern(appeal, [lead])
    parts = _relieve(appeal, lead, by, at)
    told = {"former_lead": _name(former) if former else "", "lead": _name(lead), "reason": reason}
    return step.record(sets=part_sets(*parts), **told)


@transaction.atomic
def sign_for(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """签收: the lead department accepts the appeal."""
    return take("sign_for", appeal, by=by, at=at).record(note=note)


@transaction.atomic
def return_appeal(appeal: Appeal, *, reason: str, basis: str, by: Actor, at: datetime, suggested: str = "") -> Appeal:
    """退回: with reason, legal basis and the suggested department; once, within the limit; handling pauses."""
    return take("return", appeal, by=by, at=at).record(reason=reason, basis=basis, suggested=suggested)


@transaction.atomic
def insist(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """坚持派单: the bureau rules that the department handles the appeal; the ruling is final."""
    return take("insist", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def contact(appeal: Appeal, *, contact: str, note: str, by: Actor, at: datetime) -> Appeal:
    """首次联系企业: who called the enterprise and what was said."""
    return take("contact", appeal, by=by, at=at).record(contact=clean_line(contact), note=note)


@transaction.atomic
def ask_material(appeal: Appeal, *, note: str, by: Actor, at: datetime) -> Appeal:
    """请企业补充材料: handling pauses until the enterprise has supplied it."""
    return take("ask_material", appeal, by=by, at=at).record(note=note)


@transaction.atomic
def resume(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """恢复办理: the department no longer waits for material."""
    return take("resume", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def add_assisting(appeal: Appeal, *, organs: Organs, reason: str, by: Actor, at: datetime) -> Appeal:
    """增加配合部门: each gets its own limit to answer the lead."""
    there = set(_parts(appeal, PartKind.ASSISTING).values_list("organ", flat=True))
    fresh = [organ for organ in _assignable(organs, appeal.lead_id) if organ not in there]
    if not fresh:
        raise Refused("所选部门已经在牵头或配合，请另选", clause="五(三)")
    step = take("add_assisting", appeal, by=by, at=at, asked={Clock.ASSIST: fresh})
    concern(appeal, fresh)
    parts = ask(step, PartKind.ASSISTING, Clock.ASSIST, fresh)
    return step.record(sets=part_sets(*parts), assisting=_names(fresh), reason=reason)


@transaction.atomic
def release_assisting(appeal: Appeal, *, organ: int, reason: str, by: Actor, at: datetime) -> Appeal:
    """免除配合: an assisting department that is not needed after all no longer blocks the lead."""
    part = _open_part(appeal, PartKind.ASSISTING, organ)
    step = take("release_assisting", appeal, by=by, at=at, settled=(f"{Clock.ASSIST}:{organ}",))
    settle(part, PartState.RELEASED, reason, by, at)
    return step.record(sets=part_sets(part), organ=_name(organ), reason=reason)


@transaction.atomic
def assist(appeal: Appeal, *, opinion: str, by: Actor, at: datetime) -> Appeal:
    """提交配合意见: an assisting department answers the lead, 五(三)."""
    step = take("assist", appeal, by=by, at=at, settled=(f"{Clock.ASSIST}:{by.organ}",))
    part = _open_part(appeal, PartKind.ASSISTING, by.organ)
    settle(part, PartState.GIVEN, opinion, by, at)
    return step.record(sets=part_sets(part), organ=by.organ_name, opinion=opinion)


@transaction.atomic
def ask_extension(appeal: Appeal, *, days: int, reason: str, by: Actor, at: datetime) -> Appeal:
    """申请延期: once, before the limit, at most the set working days and never beyond the longest limit."""
    edition = plan.edition(appeal.edition_id)
    longest, handling = edition.limit("extension_longest"), edition.limit(setting_for(Clock.HANDLE, appeal.kind))
    room = min(longest, edition.limit("handle_longest") - handling)
    if not 1 <= days <= room:
        raise Refused(f"延期天数须在1至{room}个工作日之间，请修改", clause="四(一)1")
    step = take("ask_extension", appeal, by=by, at=at, also={"extension_days": days})
    return step.record(days=days, reason=reason)


@transaction.atomic
def grant_extension(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """同意延期: the handling limit moves by the working days asked for."""
    step = take("grant_extension", appeal, by=by, at=at, extended={Clock.HANDLE: appeal.extension_days})
    return step.record(days=appeal.extension_days, note=note)


@transaction.atomic
def deny_extension(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """不同意延期: the limit stands."""
    return take("deny_extension", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def draft_outcome(
    appeal: Appeal,
    *,
    outcome: str,
    answer: str,
    by: Actor,
    at: datetime,
    checked: str = "",
    basis: str = "",
    next_on: date | None = None,
    contact: str = "",
) -> Appeal:
    """提交办理结果: resolved, explained (basis compulsory) or unresolved (reason compulsory), for the head to sign.

    Raises Refused when a compulsory part is missing: an answer says what was checked, the result, and whom to ask.
    """
    required = {
        Outcome.RESOLVED: (("查明情况", checked), ("办理结果", answer), ("联系人", contact)),
        Outcome.EXPLAINED: (("政策依据", basis), ("解释内容", answer), ("联系人", contact)),
        Outcome.UNRESOLVED: (("未解决原因", answer),),
    }
    missing = [label for label, value in required[Outcome(outcome)] if not value.strip()]
    if missing:
        raise Refused(f"请填写{'、'.join(missing)}，再提交签发", clause="四(三)")
    step = take("draft_outcome", appeal, by=by, at=at, also={"outcome": Outcome(outcome)})
    draft = write_answer(
        appeal, outcome, answer, by, at, checked=checked, basis=basis, next_on=next_on, contact=contact
    )
    return step.record(sets=answer_sets(draft), outcome=Outcome(outcome).label)


@transaction.atomic
def send_back(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """退回修改: the head wants the outcome written again."""
    return take("send_back", appeal, by=by, at=at, also={"outcome": ""}).record(reason=reason)


@transaction.atomic
def sign_answer(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """签发答复: the head signs; the enterprise is told, and its time to answer starts, 四(三)."""
    step = take("sign_answer", appeal, by=by, at=at)
    signed = sign(appeal, by, at)
    return step.record(
        sets=answer_sets(signed),
        outcome=signed.get_outcome_display(),
        checked=signed.checked,
        answer=signed.answer,
        basis=signed.basis,
        next_on=signed.next_on,
        contact=signed.contact,
        note=note,
    )


@transaction.atomic
def sign_unresolved(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """签发未解决报告: the head signs that the department could not solve it; only this climbs, 四(一)2."""
    step = take("sign_unresolved", appeal, by=by, at=at)
    signed = sign(appeal, by, at)
    return step.record(
        sets=answer_sets(signed),
        outcome=Outcome.UNRESOLVED.label,
        reason=signed.answer,
        checked=signed.checked,
        basis=signed.basis,
        note=note,
    )


def write_answer(
    appeal: Appeal, outcome: str, answer: str, by: Actor, at: datetime, *, signed: bool = False, **told: object
) -> Answer:
    """Adds the next answer of an appeal; ``signed`` at once where a leader or the city has spoken."""
    texts = {name: clean_text(value) if isinstance(value, str) else value for name, value in told.items()}
    return Answer.objects.create(
        appeal=appeal,
        ordinal=Answer.objects.filter(appeal=appeal).count() + 1,
        rung=appeal.rung,
        outcome=Outcome(outcome),
        answer=clean_text(answer),
        drafted_by=by.title,
        drafted_at=at,
        signed_by=by.title if signed else "",
        signed_at=at if signed else None,
        **texts,
    )


def sign(appeal: Appeal, by: Actor, at: datetime) -> Answer:
    """Puts the head's signature on the draft that lies before the head."""
    draft = Answer.objects.filter(appeal=appeal, signed_at=None).latest("ordinal")
    draft.signed_by, draft.signed_at = by.title, at
    draft.save(update_fields=("signed_by", "signed_at"))
    return draft


def concern(appeal: Appeal, organs: Iterable[int]) -> None:
    """From now on these departments see the appeal."""
    Concern.objects.bulk_create(
        [Concern(appeal=appeal, organ_id=organ) for organ in dict.fromkeys(organs)], ignore_conflicts=True
    )
    index_concerned(appeal)


def ask(step: Step, kind: PartKind, clock: Clock, organs: Iterable[int]) -> list[Part]:
    """Opens a part for each department, due when its clock is."""
    due = {running.holder_organ: running.due_at for running in step.clocks.running(clock)}
    parts = [
        Part(appeal=step.appeal, organ_id=organ, kind=kind, asked_at=step.at, due_at=due.get(organ)) for organ in organs
    ]
    return Part.objects.bulk_create(parts)


def settle(part: Part, state: PartState, text: str, by: Actor, at: datetime) -> None:
    """Closes a part with what was said."""
    part.state, part.text, part.settled_by, part.settled_at = state, clean_text(text), by.title, at
    part.save(update_fields=("state", "text", "settled_by", "settled_at"))


def _parts(appeal: Appeal, kind: PartKind) -> QuerySet[Part]:
    return Part.objects.filter(appeal=appeal, kind=kind)


def _open_part(appeal: Appeal, kind: PartKind, organ: int | None) -> Part:
    part = _parts(appeal, kind).filter(organ=organ, state=PartState.OPEN).first()
    if part is None:
        raise Refused("这个部门没有待提交的意见，请刷新页面", clause="五(三)")
    return part


def _relieve(appeal: Appeal, lead: int, by: Actor, at: datetime) -> list[Part]:
    """A department that becomes the lead no longer owes assistance."""
    parts = list(_parts(appeal, PartKind.ASSISTING).filter(organ=lead, state=PartState.OPEN))
    for part in parts:
        settle(part, PartState.RELEASED, "改为牵头部门", by, at)
    return parts


def _assignable(organs: Organs, lead: int | None) -> list[int]:
    """The assisting departments without doubles and without the lead."""
    chosen = [organ for organ in dict.fromkeys(organs) if organ != lead]
    for organ in chosen:
        _check(organ)
    return chosen


def _check(organ: int) -> None:
    if not register.is_assignable(organ):
        raise Refused("所选单位不承办企业诉求或已撤并，请另选", clause="四(一)1")


def _name(organ: int) -> str:
    return register.organ_names()[organ]


def _names(organs: Iterable[int]) -> list[str]:
    return [_name(organ) for organ in organs]
