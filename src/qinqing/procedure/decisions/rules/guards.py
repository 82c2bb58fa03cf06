"""The conditions of the moves of a decided item, each a sentence that names its obstacle."""

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.decisions.rules.facts import Facts

CALLS_BEFORE_CLOSING = 3


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


def due_is_not_asked(actor: Actor, facts: Facts) -> Verdict:
    """One request at a time."""
    return deny("调整完成时限的申请正在等待批准，请等待结果") if facts.due_asked else ALLOWED


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


def a_milestone_is_open(actor: Actor, facts: Facts) -> Verdict:
    """There is a dated step that is not done yet."""
    return ALLOWED if facts.open_milestones else deny("没有未完成的节点，请先“排定节点”")


def milestones_are_done(actor: Actor, facts: Facts) -> Verdict:
    """四(三): the whole is done when its steps are."""
    if not facts.open_milestones:
        return ALLOWED
    return deny(f"还有 {facts.open_milestones} 个节点没有完成，请逐个登记完成；不再需要的请取消并说明原因")


def answers_for_it(actor: Actor, facts: Facts) -> Verdict:
    """What stands in the way is told by the lead department, or by bureau and office that see all items."""
    return is_lead(actor, facts) if actor.role in DEPARTMENT else ALLOWED


def is_blocked(actor: Actor, facts: Facts) -> Verdict:
    """Something stands in the way."""
    return ALLOWED if facts.blocks else deny("没有登记受阻，不用解除")


def nothing_blocks_it(actor: Actor, facts: Facts) -> Verdict:
    """What is done is not blocked any more."""
    return deny("这项决定还登记着受阻，请先“解除受阻”") if facts.blocks else ALLOWED


def a_month_waits(actor: Actor, facts: Facts) -> Verdict:
    """四(三): a month has begun whose progress is not asked for yet."""
    return ALLOWED if facts.progress_waits else deny("本月的进展报送已经开始计时")


def promises_money(actor: Actor, facts: Facts) -> Verdict:
    """Only what promises money is received."""
    return ALLOWED if facts.promised is not None else deny("这项决定没有约定资金，请用“企业确认”")


def money_is_owed(actor: Actor, facts: Facts) -> Verdict:
    """What was received in full is not received again."""
    return ALLOWED if facts.owed else deny("约定的资金已经全部确认到账，不用再确认")


def money_is_received(actor: Actor, facts: Facts) -> Verdict:
    """Money granted counts when the enterprise has received it."""
    if not facts.owed:
        return ALLOWED
    return deny(f"还有 {facts.owed:,f} 元没有由企业确认到账，请在企业确认到账后再验收")


def is_confirmed_by_word(actor: Actor, facts: Facts) -> Verdict:
    """Money is confirmed by its receipt, everything else by the enterprise's word, once."""
    if facts.promised is not None:
        return deny("资金兑现事项以到账为准，请用“确认到账”")
    return deny("企业已经确认，不用再确认") if facts.confirmed else ALLOWED


def is_silent(actor: Actor, facts: Facts) -> Verdict:
    """Silence is not consent: after its time to confirm, the enterprise is called."""
    if facts.confirmed:
        return deny("企业已经确认，请办理销号")
    return ALLOWED if facts.silent else deny("企业确认的时间还没有过，期满未确认再电话联系")


def enterprise_has_spoken(actor: Actor, facts: Facts) -> Verdict:
    """Closed out with the enterprise's word, or after several recorded calls in vain; money never without it."""
    if facts.confirmed:
        return ALLOWED
    if facts.calls >= CALLS_BEFORE_CLOSING and facts.promised is None:
        return ALLOWED
    return deny(
        f"企业还没有确认，请等待确认，或记录企业的答复；联系未果满{CALLS_BEFORE_CLOSING}次也可以销号，现为{facts.calls}次"
    )


def was_circulated(actor: Actor, facts: Facts) -> Verdict:
    """四(四): the office has put the report before mayor and deputy."""
    return ALLOWED if facts.circulated else deny("报告还没有送县长、分管副县长圈阅，请县政府办送阅后再销号", "四(四)")


def lead_is_abolished(actor: Actor, facts: Facts) -> Verdict:
    """Nobody passes on what a living department was given."""
    if facts.lead_abolished:
        return ALLOWED
    return deny(f"牵头部门{facts.lead_name}没有撤并，不能改由别的单位承办")


def nobody_has_acted(actor: Actor, facts: Facts) -> Verdict:
    """四(二): what was decided by mistake is taken back as long as nobody built on it."""
    if not facts.touched:
        return ALLOWED
    return deny(f"决定事项已经由{facts.lead_name}开始办理，不能收回，请按现在的进展继续办理")


def appeal_is_withdrawn(actor: Actor, facts: Facts) -> Verdict:
    """A decided item ends without being done only with its appeal."""
    return ALLOWED if facts.withdrawn else deny("企业没有撤回诉求，决定事项要继续办理")
