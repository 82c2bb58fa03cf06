"""Register, sort, refuse, merge, split: the bureau's work before a department sees it. 二(三), 三, 四(一)1."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.appeals import papers
from qinqing.procedure.appeals.actions.entering import split_off
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import by_number, index
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Category, Kind, Matter, Urgency
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import actions as register
from qinqing.services.documents.queries import attachments


@transaction.atomic
def register_appeal(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """登记: takes a lodged appeal into the register once its enterprise is one the Plan receives, 二(三)."""
    step = take("register", appeal, by=by, at=at)
    paper = step.file(papers.registration(appeal, step.clocks, by=by.title, files=attachments(appeal.subject)))
    return step.record(number=appeal.number, note=note, paper=paper)


@transaction.atomic
def sort(
    appeal: Appeal,
    *,
    kind: str,
    matter: str,
    category: str,
    by: Actor,
    at: datetime,
    urgency: str = Urgency.NORMAL,
    section: str = "",
    title: str = "",
) -> Appeal:
    """梳理: fixes kind, matter under 三, category, industry and urgency; an urgent one is transferred in hours."""
    also: dict[str, object] = {
        "kind": Kind(kind),
        "matter": Matter(matter),
        "category": Category(category),
        "section": section or appeal.section,
        "title": clean_line(title) or appeal.title,
    }
    turned_urgent = urgency == Urgency.URGENT and appeal.urgency != Urgency.URGENT
    also["urgency"] = Urgency(urgency)
    hours = plan.edition(appeal.edition_id).limit("transfer_urgent_hours") if turned_urgent else None
    step = take("sort", appeal, by=by, at=at, also=also, hurried={Clock.TRANSFER: hours} if hours else None)
    index(appeal)
    return step.record(
        kind=Kind(kind).label,
        matter=f"{Matter(matter).label}（{Matter(matter).clause}）",
        category=Category(category).label,
        urgency=Urgency(urgency).label,
    )


@transaction.atomic
def ask_clearer(appeal: Appeal, *, note: str, by: Actor, at: datetime) -> Appeal:
    """请企业说清楚: what is missing from a text of a few words, once; 四(一)1 knows no pause, so the limit runs on."""
    return take("ask_clearer", appeal, by=by, at=at).record(note=note)


@transaction.atomic
def amend(
    appeal: Appeal,
    *,
    by: Actor,
    at: datetime,
    enterprise_name: str = "",
    credit_code: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    title: str = "",
    confidential: bool | None = None,
) -> Appeal:
    """更正登记信息: corrects who brought the appeal and how to reach them; the text itself is never altered."""
    also: dict[str, object] = {
        name: clean_line(value)
        for name, value in (("contact_name", contact_name), ("contact_phone", contact_phone), ("title", title))
        if value
    }
    if enterprise_name or credit_code:
        found = register.enterprise_for(name=enterprise_name, credit_code=credit_code, by=by, at=at)
        also |= {"enterprise_id": found.pk, "enterprise_name": found.name, "section": found.section}
    if confidential is not None:
        also["confidential"] = confidential
    also = {name: value for name, value in also.items() if getattr(appeal, name) != value}
    if not also:
        raise Refused("没有要更正的内容，请修改后再保存", clause="四(一)1")
    step = take("amend", appeal, by=by, at=at, also=also)
    index(appeal)
    shown = {"enterprise_name": "企业", "contact_name": "联系人", "contact_phone": "联系电话", "title": "标题",
             "confidential": "身份保密"}  # fmt: skip
    return step.record(changed=[shown[name] for name in also if name in shown])


@transaction.atomic
def split(appeal: Appeal, *, parts: Sequence[tuple[str, str]], by: Actor, at: datetime) -> list[Appeal]:
    """拆分: each (title, text) becomes an appeal of its own; the first appeal keeps its whole text."""
    if not parts:
        raise Refused("请写出要拆分出来的事项，每项一段", clause="四(一)1")
    step = take("split", appeal, by=by, at=at)
    split_parts = [split_off(appeal, title=title, text=text, by=by, at=at) for title, text in parts]
    step.record(parts=[part.number for part in split_parts])
    return split_parts


@transaction.atomic
def merge(appeal: Appeal, *, into: Appeal, by: Actor, at: datetime, note: str = "") -> Appeal:
    """并件: a duplicate is closed into the earlier appeal; it keeps its own number, the earlier one its limit."""
    if into.pk == appeal.pk:
        raise Refused("不能并入它自己，请选另一件诉求", clause="四(一)1")
    if into.received_at > appeal.received_at:
        raise Refused(f"{into.number}收到得更晚，请把它并入{appeal.number}，时限从最早的一件起算", clause="四(一)1")
    kept = take("absorb", into, by=by, at=at)
    step = take("merge", appeal, by=by, at=at, also={"merged_into_id": into.pk})
    kept.record(absorbed=appeal.number, note=note)
    return step.record(merged_into=into.number, note=note)


def merge_by_number(appeal: Appeal, *, into: str, by: Actor, at: datetime, note: str = "") -> Appeal:
    """并件 into the appeal of this number, 四(一)1. Raises Refused where the actor knows none."""
    try:
        earlier = by_number(by, into)
    except NotFound:
        raise Refused(f"没有找到编号为{into}的诉求，请照回执或诉求列表核对编号", clause="四(一)1") from None
    return merge(appeal, into=earlier, by=by, at=at, note=note)


@transaction.atomic
def propose_refusal(appeal: Appeal, *, reason: str, pointer: str, by: Actor, at: datetime) -> Appeal:
    """拟不予受理: with a reason and a pointer to who can help; the bureau head decides, 二(三) and 三."""
    told = _grounds(reason, pointer)
    return take("propose_refusal", appeal, by=by, at=at, also=told).record(reason=reason, pointer=pointer)


@transaction.atomic
def refuse(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """不予受理: the bureau head approves; the enterprise may ask for one review."""
    step = take("refuse", appeal, by=by, at=at)
    return step.record(reason=appeal.refusal_reason, pointer=appeal.refusal_pointer, note=note)


@transaction.atomic
def decline_refusal(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """应予受理: the bureau head does not agree with the proposed refusal."""
    return take("decline_refusal", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def ask_review(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """申请复核: the enterprise asks, once, that a refusal be looked at again."""
    return take("ask_review", appeal, by=by, at=at).record(reason=reason)


@transaction.atomic
def uphold_refusal(appeal: Appeal, *, reason: str, pointer: str, by: Actor, at: datetime) -> Appeal:
    """维持不予受理: final within the Plan."""
    told = _grounds(reason, pointer)
    return take("uphold_refusal", appeal, by=by, at=at, also=told).record(reason=reason, pointer=pointer)


@transaction.atomic
def overturn_refusal(appeal: Appeal, *, by: Actor, at: datetime, note: str = "") -> Appeal:
    """复核后受理: the appeal is registered after all, and its limit starts anew."""
    return take("overturn_refusal", appeal, by=by, at=at).record(note=note)


def _grounds(reason: str, pointer: str) -> dict[str, object]:
    """Why an appeal is refused and who can help: both compulsory."""
    if not reason.strip() or not pointer.strip():
        raise Refused("不予受理要写明原因，并告知企业可以向谁反映，请补充", clause="二(三)")
    return {"refusal_reason": clean_text(reason), "refusal_pointer": clean_text(pointer)}
