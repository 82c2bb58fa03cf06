"""The conditions of the moves, each a sentence: may this actor, given these facts? Each names its obstacle."""

from collections.abc import Iterable

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import day_zh, moment_zh
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.appeals.rules.facts import Facts
from qinqing.procedure.appeals.rules.kinds import Matter, Outcome, Result, Urgency

CALLS_BEFORE_GIVING_UP = 3


def _names(facts: Facts, organs: Iterable[int]) -> str:
    return "、".join(facts.names.get(organ, "有关部门") for organ in sorted(organs))


def is_lead(actor: Actor, facts: Facts) -> Verdict:
    """四(三): the lead department answers for the matter."""
    if facts.lead is not None and actor.organ == facts.lead:
        return ALLOWED
    return deny(f"这件诉求由牵头部门{_names(facts, [facts.lead] if facts.lead else [])}办理，请转请其办理")


def lead_is_abolished(actor: Actor, facts: Facts) -> Verdict:
    """五(三): only a department that is no more is replaced without having returned the appeal."""
    if facts.lead_abolished:
        return ALLOWED
    return deny(f"牵头部门{_names(facts, [facts.lead] if facts.lead else [])}没有撤并，仍由其办理")


def is_eligible(actor: Actor, facts: Facts) -> Verdict:
    """二(三): the enterprise is one the Plan receives."""
    return facts.eligible


def not_yet_asked_clearer(actor: Actor, facts: Facts) -> Verdict:
    """A text that says too little goes back to the enterprise once; what is still unclear is asked on the telephone."""
    return deny("已经请企业说清楚过一次，请打电话问清楚后登记转办") if facts.clearer_asked else ALLOWED


def is_sorted(actor: Actor, facts: Facts) -> Verdict:
    """四(一)1: sorted before it is transferred."""
    return ALLOWED if facts.sorted else deny("还没有梳理，请先“梳理”，定下受理事项、类别和办理难度")


def may_still_return(actor: Actor, facts: Facts) -> Verdict:
    """首接负责: one round per appeal, within the limit; the ruling is final."""
    if facts.returned:
        return deny("已经退回过一次并作出裁定，不能再退回，请签收办理")
    if facts.return_until and facts.now >= facts.return_until:
        return deny(f"退回期限{moment_zh(facts.return_until)}已过，请签收办理")
    return ALLOWED


def not_yet_contacted(actor: Actor, facts: Facts) -> Verdict:
    """The first contact is recorded once."""
    return deny("已经记录过首次联系，后续联系情况请写在办理结果里") if facts.contacted else ALLOWED


def may_still_extend(actor: Actor, facts: Facts) -> Verdict:
    """An extension is asked once, at least the set working days before the limit."""
    if facts.extension_asked:
        return deny("延期申请正在等工信商务局负责人审批，请等待审批结果")
    if facts.extended:
        return deny("已经申请过一次延期，不能再延，请按期办结或报告未解决")
    if facts.days_left is None:
        return deny("部门办理时限没有在计时，不需要延期")
    if facts.days_left < facts.extension_ask:
        return deny(f"延期最迟应在到期前{facts.extension_ask}个工作日申请，现已过期，请按期办结或报告未解决")
    return ALLOWED


def extension_is_asked(actor: Actor, facts: Facts) -> Verdict:
    """There is an extension to decide on."""
    return ALLOWED if facts.extension_asked else deny("没有待审批的延期申请")


def assisting_have_answered(actor: Actor, facts: Facts) -> Verdict:
    """五(三): open parts of assisting departments block the lead."""
    if facts.assisting_open:
        return deny(f"{_names(facts, facts.assisting_open)}还没有提交配合意见，请催其提交，或由受理岗免除配合")
    return ALLOWED


def some_assistance_is_open(actor: Actor, facts: Facts) -> Verdict:
    """There is an assisting department to release."""
    return ALLOWED if facts.assisting_open else deny("没有待提交意见的配合部门，不需要免除")


def owes_assistance(actor: Actor, facts: Facts) -> Verdict:
    """The actor's department has an open assisting part."""
    return ALLOWED if actor.organ in facts.assisting_open else deny("贵单位没有待提交的配合意见")


def owes_opinion(actor: Actor, facts: Facts) -> Verdict:
    """The actor's department has been asked for its opinion and has not given it."""
    return ALLOWED if actor.organ in facts.opinions_open else deny("贵单位没有待反馈的征求意见")


def opinions_are_in(actor: Actor, facts: Facts) -> Verdict:
    """四(一)2: opinions are compiled when all are in, or their limit has passed."""
    if facts.opinions_open and not facts.opinions_overdue:
        return deny(f"{_names(facts, facts.opinions_open)}还没有反馈意见且未到期，请等反馈或到期后再汇总")
    return ALLOWED


def drafted_as_answer(actor: Actor, facts: Facts) -> Verdict:
    """The outcome before the head is one that is told to the enterprise."""
    if facts.draft in (Outcome.RESOLVED, Outcome.EXPLAINED):
        return ALLOWED
    return deny("经办人拟报的是“未解决”，请用“签发未解决报告”")


def drafted_as_unresolved(actor: Actor, facts: Facts) -> Verdict:
    """The outcome before the head is one that climbs."""
    return ALLOWED if facts.draft == Outcome.UNRESOLVED else deny("经办人拟报的不是“未解决”，请用“签发答复”")


def may_take_the_fast_lane(actor: Actor, facts: Facts) -> Verdict:
    """三(三): only special or multi-department matters."""
    if not facts.sorted:
        return is_sorted(actor, facts)
    if facts.urgency == Urgency.SPECIAL or facts.matter == Matter.MANY_DEPARTMENTS:
        return ALLOWED
    return deny("只有特事特办或涉及多部门的事项可以直送接待日，请转办到部门", "三(三)")


def overdue_enough_to_raise(actor: Actor, facts: Facts) -> Verdict:
    """四(一)2: a department overdue by more than the set working days may be passed over."""
    if facts.raise_from is None:
        return deny("部门办理时限没有在计时，不能提级")
    if facts.now < facts.raise_from:
        return deny(f"要到{day_zh(facts.raise_from)}仍未办结才能提级，现在请先催办")
    return ALLOWED


def on_first_rung(actor: Actor, facts: Facts) -> Verdict:
    """四(一)2: what the departments could not solve."""
    return ALLOWED if facts.rung == 1 else deny("只有部门未能解决的诉求汇总报县政府办，这件已经上报过")


def on_second_rung(actor: Actor, facts: Facts) -> Verdict:
    """四(一)3: what the deputy mayor could not solve."""
    return ALLOWED if facts.rung == 2 else deny("只有副县长研究后仍未解决的，才报县长")


def on_third_rung(actor: Actor, facts: Facts) -> Verdict:
    """四(一)4: what the mayor could not solve."""
    return ALLOWED if facts.rung == 3 else deny("只有县长研究后仍未解决的，才报送市企业服务中心")


def may_host(actor: Actor, facts: Facts) -> Verdict:
    """谁分管谁负责: a deputy mayor hears the portfolio on the second rung, the mayor the third."""
    if actor.role is Role.DEPUTY and (facts.rung != 2 or facts.section not in actor.sections):
        return deny("这件诉求不在您分管行业的接待范围内，请转请分管领导处理", "五(三)")
    if actor.role is Role.MAYOR and facts.rung != 3:
        return deny("这件诉求还在副县长接待这一级，请等分管副县长研究", "四(一)3")
    return ALLOWED


def has_reached_the_office(actor: Actor, facts: Facts) -> Verdict:
    """五(三): the office brings together what has been reported to it."""
    return ALLOWED if facts.reached_office else deny("诉求还没有报到县政府办，不能提交联席会议，请先汇总上报")


def nobody_acted_on_the_hearing(actor: Actor, facts: Facts) -> Verdict:
    """四(二): a result recorded by mistake is taken back as long as nothing was built on it."""
    if facts.just_heard:
        return ALLOWED
    return deny("接谈结果以后已经有人接着办理，不能收回，请按现在的进展继续办理")


def speaks_for_the_enterprise(actor: Actor, facts: Facts) -> Verdict:
    """四(三): the enterprise answers itself; the bureau records a call only after the answer limit."""
    if actor.role is not Role.INTAKE:
        return ALLOWED
    if facts.answer_until and facts.now < facts.answer_until:
        return deny(f"企业可以在{moment_zh(facts.answer_until)}前自己答复，期满未答复再电话回访")
    return ALLOWED


def first_doubt(actor: Actor, facts: Facts) -> Verdict:
    """The first doubt goes back to the department."""
    return (
        ALLOWED if facts.doubts == 0 else deny("已经提出过一次疑问，再有疑问由工信商务局负责人裁定，请选“再次提出疑问”")
    )


def second_doubt(actor: Actor, facts: Facts) -> Verdict:
    """Later doubts go to the bureau head."""
    return ALLOWED if facts.doubts else deny("这是第一次疑问，请选“提出疑问”，由部门继续办理")


def called_in_vain(actor: Actor, facts: Facts) -> Verdict:
    """Silence is not consent: only after several recorded calls may the bureau go on."""
    verdict = speaks_for_the_enterprise(actor, facts)
    if verdict and facts.calls < CALLS_BEFORE_GIVING_UP:
        return deny(f"电话回访未接通满{CALLS_BEFORE_GIVING_UP}次才能如此办理，现已{facts.calls}次，请继续回访")
    return verdict


def not_yet_reviewed(actor: Actor, facts: Facts) -> Verdict:
    """A refusal is reviewed once."""
    return deny("已经复核过一次，结果为最终结果，可按告知的途径另行反映") if facts.reviewed else ALLOWED


def may_be_reopened(actor: Actor, facts: Facts) -> Verdict:
    """Merged ones live on in another appeal; without a lead there is nobody to go back to."""
    if facts.result == Result.MERGED:
        return deny("这件已并入另一件诉求，请在并入的那一件上办理")
    if facts.lead is None:
        return deny("这件还没有转办过部门，请重新登记一件")
    return ALLOWED
