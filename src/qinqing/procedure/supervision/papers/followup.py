"""回访记录表: what the enterprise said after closing. 五(四)."""

from typing import Any

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh, full_moment_zh
from qinqing.kernel.shaping import clean_line, fold
from qinqing.procedure.appeals.papers import organ_full
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.supervision.models import FollowUp
from qinqing.procedure.supervision.rules.kinds import CallerKind

UNTOLD = "—"


def follow_up_sheet(call: FollowUp) -> dict[str, Any]:
    """回访记录表, with the enterprise's name: departments do not read it of a confidential appeal; no query."""
    appeal = call.appeal
    return {
        "appeal": appeal.number,
        "enterprise": appeal.enterprise_name,
        "subject": appeal.title,
        "lead": organ_full(appeal.lead_id),
        "result": appeal.get_result_display() or UNTOLD,
        "closed_on": full_day_zh(appeal.closed_at) if appeal.closed_at else UNTOLD,
        "caller": CallerKind(call.caller).label,
        "called": full_moment_zh(call.at),
        "solved": UNTOLD if call.solved is None else "已解决" if call.solved else "没有解决",
        "level": call.get_level_display() if call.level else UNTOLD,
        "said": call.said,
        "by": call.done_by,
        "clause": cite("五(四)"),
    }


def follow_up_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The newest call that reached the enterprise, by the appeal's number, or of any. Raises NotFound."""
    reached = FollowUp.objects.filter(reached=True).select_related("appeal").order_by("-at", "-id")
    number = clean_line(fold(reference)).upper()
    found = reached.first() if reference == "latest" else reached.filter(appeal__number=number).first()
    if found is None:
        raise NotFound("没有这件诉求的回访记录，请核对诉求编号")
    return found.appeal.subject, follow_up_sheet(found)
