"""The conditions of the moves of a reception day, each a sentence that names its obstacle."""

from collections.abc import Collection

from qinqing.kernel.actors import LEADERS, Actor
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.receptions.rules.facts import Facts, Heard

MAYOR_RUNG = 3


def day_has_come(actor: Actor, facts: Facts) -> Verdict:
    """四(二): what happened on a day is recorded on that day or after it."""
    if facts.today >= facts.date:
        return ALLOWED
    return deny(f"{facts.what}是{day_zh(facts.date, this_year=facts.today.year)}，到当天才能记录，请届时再办")


def hosts_this_day(actor: Actor, facts: Facts) -> Verdict:
    """四(二): a leader speaks on the day that leader hosts; note-takers write for whoever hosts."""
    if actor.role in LEADERS and facts.joint:
        return deny("联席会议由县政府办和工信商务局记录，请转请其记录", "五(三)")
    if actor.role in LEADERS and actor.post != facts.host_post:
        return deny("这个接待日由其他领导主持，请由主持领导或会议记录人员记录")
    return ALLOWED


def all_concluded(actor: Actor, facts: Facts) -> Verdict:
    """四(二): a day does not end over appeals without an outcome, and one without appeals was none."""
    if not facts.heard:
        return deny(f"这个{facts.what}没有安排诉求，不能算作已举行，请列入诉求，或取消这次{facts.what}")
    if facts.waiting:
        return deny(f"{'、'.join(facts.waiting)}还没有记录结果，请逐件记录，或移出{facts.what}后再结束")
    return ALLOWED


def enterprises_are_asked(actor: Actor, facts: Facts) -> Verdict:
    """五(三): departments meet among themselves."""
    return deny("联席会议不请企业到会，不用登记企业到会", "五(三)") if facts.joint else ALLOWED


def something_is_concluded(actor: Actor, facts: Facts) -> Verdict:
    """四(二): only what was recorded is taken back."""
    if len(facts.waiting) < facts.heard:
        return ALLOWED
    return deny(f"这个{facts.what}还没有记录过结果，不用收回")


def all_assigned(actor: Actor, facts: Facts) -> Verdict:
    """四(三): what was decided has somebody who does it by a day."""
    if facts.unassigned:
        return deny(f"{'；'.join(facts.unassigned)}，请补齐后再结束", "四(三)")
    return ALLOWED


def all_attended(actor: Actor, facts: Facts) -> Verdict:
    """五(二): for each department called it is known who came."""
    if facts.unattended:
        missing = "、".join(facts.names.get(organ, "有关部门") for organ in sorted(facts.unattended))
        return deny(f"还没有登记{missing}的到会情况，请登记后再结束", "五(二)")
    return ALLOWED


def not_yet_notified(actor: Actor, facts: Facts) -> Verdict:
    """二(一): one notice for one date, hours and place; what changes them asks for a new one."""
    if facts.notified:
        return deny("活动通知已经发出，时间、地点没有变化，不用再发；以后增减的企业和部门由系统另行告知")
    return ALLOWED


def somebody_is_concerned(actor: Actor, facts: Facts) -> Verdict:
    """二(一): a notice goes to enterprises that are heard and departments that come."""
    if not facts.heard:
        return deny("还没有列入诉求，活动通知不知道发给哪些企业，请先列入诉求")
    if not facts.called:
        return deny("还没有通知到会部门，请先确定到会部门再发活动通知", "二(四)")
    return ALLOWED


def something_is_still_heard(actor: Actor, facts: Facts) -> Verdict:
    """四(一)2: a dossier is read before the hearing; what the host read then stays as it was read."""
    if not facts.heard:
        return deny("还没有列入诉求，接待材料没有内容，请先列入诉求")
    if not facts.waiting:
        return deny("每件诉求都已记录结果，接待材料不再改动，不用再印发")
    return ALLOWED


def parts_are_asked(actor: Actor, facts: Facts) -> Verdict:
    """五(二): departments write their parts once the day's notice has asked for them."""
    if not facts.notified:
        return deny("活动通知还没有发出，部门还没有写自己的材料，请先发出活动通知", "五(二)")
    return ALLOWED


def may_be_heard(appeal: Heard, *, rung: int, sections: Collection[str], in_charge: str) -> Verdict:
    """四(一)2 and 3: ripe appeals of the host's rung; a deputy hears the own portfolio, and what is nobody's.

    ``in_charge`` is the title of the deputy whose portfolio holds the appeal's industry, empty when nobody's does.
    """
    if not appeal.ripe:
        return deny(f"{appeal.number}还不能列入接待日，要先征求意见并汇总，请查看它的进展", "四(一)2")
    if appeal.rung != rung:
        whose = "县长" if appeal.rung == MAYOR_RUNG else "分管副县长"
        return deny(f"{appeal.number}应由{whose}接待，请列入{whose}的接待日", "四(一)3")
    if rung != MAYOR_RUNG and in_charge and appeal.section not in sections:
        return deny(f"{appeal.number}属于{appeal.section_name}，由{in_charge}分管，请列入其接待日", "五(三)")
    return ALLOWED
