"""办理情况报告: what the lead department reports in writing on one decided item. 四(四)."""

from collections.abc import Iterable
from typing import Any

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh
from qinqing.kernel.shaping import clean_line, fold
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals.papers import (
    bureau_full,
    for_departments,
    office_full,
    organ_full,
    organs_full,
    quotable,
)
from qinqing.procedure.decisions.models import DecidedItem, Report, Share
from qinqing.procedure.decisions.rules.kinds import ShareKind
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.receptions import queries as receptions


def report(item: DecidedItem, written: Report, shares: Iterable[Share], *, signer: str) -> dict[str, Any]:
    """办理情况报告: the decision, what was done about it, with what proof, in time or not; at most two queries."""
    parts = list(shares)
    assisting = [share.organ_id for share in parts if share.kind == ShareKind.ASSISTING]
    copied = [share.organ_id for share in parts if share.kind != ShareKind.LEAD]
    content = {
        "addressees": f"{bureau_full()}、{office_full()}",
        "item": item.number,
        "appeal": item.appeal.number,
        "subject": quotable(item.appeal.title),
        "enterprise": item.appeal.enterprise_name,
        "occasion": _occasion(item),
        "decided": decided_where(item),
        "decided_on": full_day_zh(item.decided_on),
        "text": item.text,
        "criterion": item.criterion,
        "lead": organ_full(item.lead_id),
        "assisting": organs_full(assisting) if assisting else "无",
        "due": full_day_zh(item.due_on),
        "completed": _completed(item),
        "report": written.text,
        "proof": written.proof or "无",
        "signer": signer,
        "copies": organs_full(copied),
        "copied": bool(copied),
        "uncopied": not copied,
        "clause": cite("四(四)"),
        "issuer": organ_full(item.lead_id),
    }
    return for_departments(item.appeal, content)


def report_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The newest signed report on an item, by the item's number, or on any. Raises NotFound."""
    signed = Report.objects.filter(signed_at__isnull=False).select_related("item__appeal").order_by("-signed_at", "-id")
    number = clean_line(fold(reference)).upper()
    found = signed.first() if reference == "latest" else signed.filter(item__number=number).first()
    if found is None:
        raise NotFound("没有签发过的办理情况报告，请核对决定事项编号")
    shares = Share.objects.filter(item=found.item).order_by("id")
    return found.item.subject, report(found.item, found, shares, signer=found.signed_by)


def decided_where(item: DecidedItem) -> str:
    """Where the item was decided: ``11月23日县长接待日``, or the city's reply."""
    return receptions.title(item.agenda_item.day) if item.agenda_item else "市企业服务中心答复"


def _occasion(item: DecidedItem) -> str:
    """What kind of occasion decided it."""
    return receptions.occasion(item.agenda_item.day) if item.agenda_item else "市企业服务中心答复"


def _completed(item: DecidedItem) -> str:
    """When it was done, and whether that was in time."""
    if item.completed_at is None:
        return "尚在办理"
    late = (day_of(item.completed_at) - item.due_on).days
    kept = "按期办理完毕" if late <= 0 else f"比规定时限晚{late}天办理完毕"
    return f"{full_day_zh(item.completed_at)}{kept}"
