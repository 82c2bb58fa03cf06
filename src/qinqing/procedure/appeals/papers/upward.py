"""汇总表, 征求意见函 and 上报请示: what is written when an appeal climbs. 四(一)2 to 4."""

from collections.abc import Sequence
from datetime import date, datetime

from qinqing.kernel.actors import Role
from qinqing.kernel.phrases import full_day_zh, local
from qinqing.procedure.appeals.models import Answer, Appeal, Batch
from qinqing.procedure.appeals.papers.wording import (
    UNTOLD,
    Content,
    bureau_full,
    due_of,
    for_departments,
    office_full,
    organ_full,
    organs_full,
    particulars,
    quotable,
    until,
)
from qinqing.procedure.appeals.queries.history import steps
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.actions import Clocks


def batch(compiled: Batch, appeals: Sequence[Appeal]) -> Content:
    """未解决诉求汇总表: each appeal with what its department checked and why it is not solved; one query."""
    unsolved = _unsolved(appeals)
    listed = [_batch_row(place, appeal, unsolved.get(appeal.pk)) for place, appeal in enumerate(appeals, 1)]
    return {
        "batch": compiled.number,
        "count": str(len(listed)),
        "departments": str(len({appeal.lead_id for appeal in appeals})),
        "compiled_on": full_day_zh(compiled.compiled_at),
        "compiled_by": compiled.compiled_by,
        "note": compiled.note or "无",
        "rows": listed,
        "originals": [
            {"heading": f"{row['place']}. {row['subject']}（{row['appeal']}）", "text": appeal.text}
            for row, appeal in zip(listed, appeals, strict=True)
        ],
        "clause": cite("四(一)2"),
        "addressees": office_full(),
        "issuer": bureau_full(),
    }


def _batch_row(place: int, appeal: Appeal, answer: Answer | None) -> dict[str, str]:
    return {
        "place": str(place),
        "appeal": appeal.number,
        "received_on": full_day_zh(appeal.received_at),
        "enterprise": appeal.enterprise_name,
        "subject": appeal.title,
        "category": appeal.get_category_display() or UNTOLD,
        "lead": organ_full(appeal.lead_id),
        "checked": (answer.checked if answer else "") or UNTOLD,
        "reason": (answer.answer if answer else "") or UNTOLD,
        "signed": f"{answer.signed_by}，{full_day_zh(answer.signed_at)}" if answer and answer.signed_at else UNTOLD,
    }


def consultation(appeal: Appeal, clocks: Clocks, *, organs: Sequence[int], note: str = "") -> Content:
    """征求意见函: what the enterprise asks, what the departments came to, by when each answers the office; one query."""
    answer = _unsolved([appeal]).get(appeal.pk)
    return for_departments(
        appeal,
        particulars(appeal)
        | {
            "subject": quotable(appeal.title),
            "addressees": organs_full(organs),
            "lead": organ_full(appeal.lead_id),
            "handling": _handling(appeal, answer),
            "asked": note
            or "请结合本单位职责，就上述诉求能否解决、如何解决、所需条件和政策依据提出明确的书面处理意见。",
            "due": until(due_of(clocks, Clock.OPINION)),
            "clause": cite("四(一)2"),
            "issuer": office_full(),
            "office_phone": _phone(),
        },
    )


def _handling(appeal: Appeal, answer: Answer | None) -> str:
    """What the first rung came to, in one paragraph."""
    if answer is None:
        return "该诉求涉及多个部门，经县人民政府办公室同意，直接提交“县长服务企业接待日”研究。"
    checked = f"经{organ_full(appeal.lead_id)}核查：{answer.checked.rstrip('。')}。" if answer.checked else ""
    return f"{checked}尚未得到有效解决，原因是：{answer.answer.rstrip('。')}。"


def request(appeal: Appeal, *, at: datetime, note: str = "") -> Content:
    """上报请示: one appeal with all that the county did, and what it asks of the city; three queries.

    It is signed by the mayor of that day: nothing goes up but what the mayor heard. Nobody where the post is empty, and
    the line is left for a pen.
    """
    return particulars(appeal) | {
        "subject": quotable(appeal.title),
        "addressees": _centre(),
        "history": "\n".join(f"{count}. {step}" for count, step in enumerate(steps(appeal), 1)),
        "asked": note or f"鉴于上述诉求超出县级权限，恳请{_centre()}提请市人民政府协调解决，并将研究结果函告我县。",
        "clause": cite("四(一)4"),
        "issuer": office_full(),
        "signer": _mayor(local(at).date()),
        "office_phone": _phone(),
    }


def _unsolved(appeals: Sequence[Appeal]) -> dict[int, Answer]:
    """The newest signed report of each appeal that its department left unsolved; one query."""
    signed = Answer.objects.filter(appeal__in=appeals, outcome=Outcome.UNRESOLVED, signed_at__isnull=False)
    return {answer.appeal_id: answer for answer in signed.order_by("ordinal")}


def _centre() -> str:
    found = register.city_centre()
    return found.name if found else "市企业服务中心"


def _mayor(on: date) -> str:
    """Who acts as 县长 on a day; nothing where nobody does."""
    acting = (one.name for post in register.posts(Role.MAYOR) for one in register.acting(post.id, on))
    return next(acting, "")


def _phone() -> str:
    found = register.office()
    return (found.phone if found else "") or UNTOLD
