"""The conditions of the moves of a day's minutes, each a sentence that names its obstacle."""

from dataclasses import dataclass

from qinqing.kernel.actors import LEADERS, Actor
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """The minutes of one day: who hosted it, and the lines that are missing, a sentence each."""

    host_post: int | None = None
    missing: tuple[str, ...] = ()


def hosted_that_day(actor: Actor, facts: MinutesFacts) -> Verdict:
    """四(二): the leader who heard the enterprises answers for what was minuted."""
    if actor.role in LEADERS and actor.post != facts.host_post:
        return deny("这个接待日由其他领导主持，请由主持领导确认")
    return ALLOWED


def had_a_host(actor: Actor, facts: MinutesFacts) -> Verdict:
    """四(二): there is a leader to confirm them."""
    return deny("联席会议没有主持领导，请由县政府办核定", "五(三)") if facts.host_post is None else ALLOWED


def had_no_host(actor: Actor, facts: MinutesFacts) -> Verdict:
    """五(三): of a joint meeting the office answers for the minutes, of a reception day its host."""
    return ALLOWED if facts.host_post is None else deny("接待日纪要由主持领导确认，请送主持领导确认", "四(二)")


def nothing_is_missing(actor: Actor, facts: MinutesFacts) -> Verdict:
    """四(二), 四(三): no minutes over an appeal without outcome, or an item without lead, date or criterion."""
    if not facts.missing:
        return ALLOWED
    return deny(f"{'；'.join(facts.missing)}，请补齐后再办")
