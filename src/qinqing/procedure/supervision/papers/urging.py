"""督办单: what the inspectorate demands of a department that missed a limit. 四(五)."""

from datetime import timedelta
from typing import Any

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh
from qinqing.kernel.shaping import clean_line, fold
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals.papers import for_departments, organ_full, quotable
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Urging
from qinqing.procedure.supervision.states import NUMBERED

# A limit ends with its day, which is the next day's first moment.
MOMENT = timedelta(microseconds=1)


def urging_notice(urging: Urging) -> dict[str, Any]:
    """督办单, as a department may read it; no query beside the appeal."""
    inspectorate = register.inspectorate()
    content = {
        "addressee": organ_full(urging.organ_id),
        "urging": urging.number,
        "matter": urging.matter,
        "subject": quotable(urging.appeal.title),
        "limit": urging.limit,
        "missed_on": full_day_zh(urging.missed_on),
        "demand": urging.demand,
        "due": full_day_zh(day_of(urging.due_at - MOMENT)) if urging.due_at else "—",
        "signer": urging.issued_by,
        "clause": cite("四(五)"),
        "issuer": inspectorate.name if inspectorate else "县人民政府督查室",
    }
    return for_departments(urging.appeal, content)


def urging_for(reference: str) -> tuple[str, dict[str, Any]]:
    """An urging notice that was issued, by its number, or the latest. Raises NotFound."""
    issued = Urging.objects.filter(state__in=NUMBERED).select_related("appeal").order_by("-issued_at", "-id")
    number = clean_line(fold(reference)).upper()
    found = issued.first() if reference == "latest" else issued.filter(number=number).first()
    if found is None:
        raise NotFound("没有签发过这份督办单，请核对编号")
    return found.subject, urging_notice(found)
