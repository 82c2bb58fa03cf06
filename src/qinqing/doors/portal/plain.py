"""Where an appeal stands, said to the enterprise: what happens next, who does it, by when."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from qinqing.kernel.phrases import local, moment_zh
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.appeals.states import UNSORTED, State
from qinqing.procedure.register import queries as register

if TYPE_CHECKING:
    from qinqing.procedure.appeals.models import Appeal
    from qinqing.procedure.appeals.queries import Line


class Next(NamedTuple):
    """One sentence, and the day by which it should happen."""

    words: str
    by: str


WORDS: dict[State, str] = {
    State.LODGED: "工信商务局正在登记，登记后转到主管部门。",
    State.REGISTERED: "已登记，工信商务局正在确定主管部门。",
    State.REFUSAL_PROPOSED: "工信商务局正在审核这件诉求是否属于受理范围。",
    State.REFUSED: "这件诉求不在受理范围内，原因和可以找谁见下。不同意的，可以申请复核一次。",
    State.REVIEWING: "工信商务局负责人正在复核。",
    State.TRANSFERRED: "已转到{lead}，等待签收。",
    State.RETURNED: "{lead}提出应由别的部门办，工信商务局正在裁定。",
    State.HANDLING: "{lead}正在办理。",
    State.AWAITING_MATERIAL: "{lead}需要您补充材料，收到后继续办理。",
    State.SIGNING: "{lead}已拿出办理结果，等主要负责人签发。",
    State.UNRESOLVED: "这一级没有解决，正在继续上报。",
    State.FAST_LANE: "正在申请直接提交县领导接待日。",
    State.AT_OFFICE: "已报县政府办，准备征求有关部门意见。",
    State.CONSULTING: "县政府办正在征求有关部门意见。",
    State.RIPE: "等待列入接待日，日期定下来后在这里告诉您。",
    State.SCHEDULED: "已列入接待日，请留意时间和地点。",
    State.WITH_CITY: "已报市企业服务中心，等待市里答复。",
    State.IMPLEMENTING: "接待日作出了决定，有关部门正在落实。",
    State.ANSWERED: "已经答复您。认可请确认，还有疑问请提出；到期没有回应，工信商务局会打电话给您。",
    State.DOUBTED: "收到您的疑问，{lead}正在继续办理。",
    State.DOUBTED_AGAIN: "收到您的疑问，工信商务局负责人正在裁定。",
    State.CONFIRMED: "收到您的回应，工信商务局正在办结。",
    State.SHELVING_PROPOSED: "目前客观上办不了，正在审批是否挂账并定期复查。",
    State.SHELVED: "目前客观上办不了，已经挂账，到期会再查一次。",
    State.CLOSED: "已经办结。",
}
CLOSED: dict[str, str] = {
    Result.RESOLVED: "已经办结：问题已解决。",
    Result.PARTLY: "已经办结：解决了一部分。",
    Result.EXPLAINED: "已经办结：政策不允许，已向您解释。",
    Result.WITHDRAWN: "您已经撤回，不再办理；需要时请重新提交。",
    Result.MERGED: "同一事项已有一件诉求，并到那一件一起办理。",
}


def next_for(appeal: "Appeal", *, at: datetime) -> Next:
    """What the enterprise is told to expect."""
    lead = register.organ_names().get(appeal.lead_id or 0, "主管部门")
    words = _words(appeal).format(lead=lead)
    if appeal.due_at is None or not appeal.is_open:
        return Next(words, "")
    due = due_words(appeal)
    if appeal.due_kind == Clock.ANSWER:
        return Next(words, f"请在{due}前回应。")
    if at >= appeal.due_at:
        return Next(words, f"按规定应在{due}前办好，现在已经超期，工信商务局会催办。")
    return Next(words, f"按规定应在{due}前办好。")


def _words(appeal: "Appeal") -> str:
    """What is said of its standing; of a closed one, with what: who withdrew is not told that it was settled."""
    said = WORDS[appeal.standing]
    return CLOSED.get(appeal.result, said) if appeal.standing is State.CLOSED else said


def unclear(appeal: "Appeal", entries: Sequence["Line"]) -> str:
    """What the bureau asks the enterprise to say more clearly, 四(一)1, while it has not; "" otherwise. Newest first."""
    if appeal.standing not in UNSORTED:
        return ""
    said = (one for one in entries if one.event in ("appeals.appeal.clearer_asked", "appeals.appeal.supplemented"))
    newest = next(said, None)
    return newest.particulars[0][1] if newest and newest.event.endswith("clearer_asked") else ""


def due_words(appeal: "Appeal") -> str:
    """The moment of the appeal's most pressing limit: ``11月25日 24:00``."""
    return moment_zh(appeal.due_at, this_year=local(appeal.received_at).year) if appeal.due_at else ""
