"""The conditions of the moves of a decided item, each a sentence that names its obstacle."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.decisions.rules.facts import Facts


def is_lead(actor: Actor, facts: Facts) -> Verdict:
    """四(三): the lead department answers for the item."""
    if facts.lead is not None and actor.organ == facts.lead:
        return ALLOWED
    return deny(f"这项决定由牵头部门{facts.lead_name}落实，请转请其办理")


def carries_it(actor: Actor, facts: Facts) -> Verdict:
    """四(三): lead and assisting departments tell how it goes."""
    if actor.organ is not None and (actor.organ == facts.lead or actor.organ in facts.assisting):
        return ALLOWED
    return deny(f"这项决定由{facts.lead_name}牵头，贵单位不在牵头和配合部门之列，请转请其办理")


def enterprise_was_contacted(actor: Actor, facts: Facts) -> Verdict:
    """四(三): nothing is done for an enterprise that nobody has spoken to."""
    return ALLOWED if facts.contacted else deny("还没有记录与企业的联系，请先“记录首次联系”")


def due_may_be_moved(actor: Actor, facts: Facts) -> Verdict:
    """The due date is moved at most once."""
    if facts.due_asked:
        return deny("调整完成时限的申请正在等待批准，请等待结果")
    return deny("完成时限已经调整过一次，不能再调整，请按期落实") if facts.due_moved else ALLOWED


def due_is_asked(actor: Actor, facts: Facts) -> Verdict:
    """There is something to decide on, and it is this leader's to decide."""
    if not facts.due_asked:
        return deny("没有待批准的时限调整申请")
    if actor.role is Role.DEPUTY and facts.section not in actor.sections:
        return deny("这项决定不在您分管的行业，请转请分管领导或县政府办批准", "五(三)")
    return ALLOWED


def not_yet_circulated(actor: Actor, facts: Facts) -> Verdict:
    """四(四): a report is circulated once."""
    return deny("这份报告已经送领导圈阅，请看圈阅情况") if facts.circulated else ALLOWED


def waits_for_this_leader(actor: Actor, facts: Facts) -> Verdict:
    """四(四): the report lies before this leader."""
    if actor.post in facts.waiting_posts:
        return ALLOWED
    return deny("没有等您圈阅的报告，县政府办送来后再圈阅")
