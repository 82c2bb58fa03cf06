"""The conditions of this chapter's moves, each a sentence that names its obstacle."""

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.supervision.rules.facts import CorrectionFacts, Facts, UrgingFacts

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
