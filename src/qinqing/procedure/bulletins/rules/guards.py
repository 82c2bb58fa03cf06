"""The conditions of a bulletin's moves, each a sentence that names its obstacle."""

from qinqing.kernel.actors import Actor
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.bulletins.rules.facts import BulletinFacts


def nothing_is_flagged(actor: Actor, facts: BulletinFacts) -> Verdict:
    """Nothing that may tell who somebody is goes out unless somebody answers for it by name."""
    if not facts.flags:
        return ALLOWED
    return deny(f"还有{facts.flags}处可能泄露身份的内容没有处理（{facts.first}），请改写，或写明理由予以保留")


def was_approved_by_another(actor: Actor, facts: BulletinFacts) -> Verdict:
    """Two people answer for what is published."""
    if facts.approver is None or actor.person != facts.approver:
        return ALLOWED
    return deny("您已经以主管局负责人身份审核过这期通报，批准公开须由另一个人办理")


def was_proposed_by_another(actor: Actor, facts: BulletinFacts) -> Verdict:
    """Two people answer for a correction, too."""
    if facts.proposer is None or actor.person != facts.proposer:
        return ALLOWED
    return deny("更正是您提出的，批准更正须由另一个人办理")
