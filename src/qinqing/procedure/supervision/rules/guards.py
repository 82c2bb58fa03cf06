"""The conditions of this chapter's moves, each a sentence that names its obstacle."""

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.supervision.rules.facts import (
    CallFacts,
    CorrectionFacts,
    Facts,
    FindingFacts,
    LinkFacts,
    RoundFacts,
    UrgingFacts,
)
from qinqing.procedure.supervision.rules.sampling import CALLS

RATED = frozenset({Result.RESOLVED, Result.PARTLY, Result.EXPLAINED})


def something_was_done(actor: Actor, facts: Facts) -> Verdict:
    """五(四): follow-up and evaluation are about what was solved or explained."""
    if facts.result in RATED:
        return ALLOWED
    label = Result(facts.result).label if facts.result else "未办结"
    return deny(f"这件诉求的结果是“{label}”，没有办理结果可以回访评价；如有新的困难，请另行提交")


def solved_it(actor: Actor, facts: Facts) -> Verdict:
    """五(四), 谁解决谁回访: the department that handled it, or the bureau; the bureau alone where the name is hidden."""
    if actor.role not in DEPARTMENT:
        return ALLOWED
    if facts.lead is None or actor.organ != facts.lead:
        return deny(f"谁解决谁回访，这件诉求由{facts.lead_name or '工信商务局'}回访")
    if facts.confidential:
        return deny("企业要求身份保密，由工信商务局受理岗回访")
    return ALLOWED


def not_yet_evaluated(actor: Actor, facts: Facts) -> Verdict:
    """One evaluation for each closing."""
    return deny("这次办结已经评价过，谢谢；如问题又出现，请联系工信商务局重新办理") if facts.evaluated else ALLOWED


def link_is_good(actor: Actor, facts: LinkFacts) -> Verdict:
    """A link rates the closing it was issued for, in its time, and nothing that was rated already."""
    if facts.evaluated:
        return deny("这次办结已经评价过，谢谢；如问题又出现，请联系工信商务局")
    if facts.reopened:
        return deny("这件诉求又在办理，办结后会给您新的评价链接")
    return deny("评价链接已过期，请联系工信商务局换发") if facts.expired else ALLOWED


def was_called_often(actor: Actor, facts: CallFacts) -> Verdict:
    """Nobody is given up after a single ring."""
    left = CALLS - facts.calls
    return ALLOWED if left <= 0 else deny(f"记录了{facts.calls}次未接通，满{CALLS}次才能不再拨打，请换个时间再打")


def owes_correction(actor: Actor, facts: CorrectionFacts) -> Verdict:
    """五(四): the department that was rated badly puts it right."""
    if facts.organ is not None and actor.organ == facts.organ:
        return ALLOWED
    return deny(f"这件差评由{facts.organ_name}整改，请转请其办理")


def not_yet_seen(actor: Actor, facts: CorrectionFacts) -> Verdict:
    """The bureau head has not looked at the correction yet."""
    return deny("已经阅知这次整改，不需要重复") if facts.seen else ALLOWED


def is_urged(actor: Actor, facts: UrgingFacts) -> Verdict:
    """四(五): whoever is urged answers."""
    if facts.organ is not None and actor.organ == facts.organ:
        return ALLOWED
    return deny(f"这份督办单由{facts.organ_name}答复，请转请其办理")


def everything_is_found(actor: Actor, facts: RoundFacts) -> Verdict:
    """四(五): the report speaks of every matter that was drawn."""
    if not facts.missing:
        return ALLOWED
    return deny(f"还有{facts.missing}件没有督查结论，请逐件记录后再办结本轮督查")


def waits_for_this_leader(actor: Actor, facts: RoundFacts) -> Verdict:
    """The report lies before this leader, who has not read it yet."""
    return ALLOWED if actor.post in facts.waiting_posts else deny("这份督查报告没有等您圈阅，不需要重复")


def round_is_open(actor: Actor, facts: FindingFacts) -> Verdict:
    """What a report has said is not changed behind it."""
    return ALLOWED if facts.round_open else deny("本轮督查已经办结并报告，新的情况请在下一轮记录")


def is_inspected(actor: Actor, facts: FindingFacts) -> Verdict:
    """四(五): whoever answers for the matter puts it right."""
    if facts.organ is not None and actor.organ == facts.organ:
        return ALLOWED
    return deny(f"这件督查整改由{facts.organ_name}办理，请转请其办理")


def a_limit_is_missed(actor: Actor, facts: FindingFacts) -> Verdict:
    """An urging notice is about a limit that was missed."""
    return ALLOWED if facts.missed else deny("这件事项没有超期的时限，到期未办好的才发督办单")


def organ_is_abolished(actor: Actor, facts: FindingFacts) -> Verdict:
    """A finding goes to another department only where its own is no more."""
    return ALLOWED if facts.abolished else deny(f"{facts.organ_name}没有撤并，仍由其负责")
