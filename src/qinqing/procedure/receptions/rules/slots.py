"""名额: an appeal's place on a day, asked for by its enterprise or given by the office, and whether somebody comes. 二(三)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from qinqing.kernel.actors import Actor
from qinqing.kernel.labels import Labelled
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


class SlotState(Labelled):
    """Where a slot stands."""

    ASKED = "asked", "企业申请，待答复"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "企业撤回申请"
    INVITED = "invited", "已列入，待企业确认"
    COMING = "coming", "企业参加"
    NOT_COMING = "not_coming", "企业不能参加"
    LAPSED = "lapsed", "已失效"


S = SlotState
LISTED = frozenset({S.INVITED, S.COMING, S.NOT_COMING})
LIVE = LISTED | {S.ASKED}


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """One appeal and one day: ``today`` in Shanghai; ``planned`` the day is still to be held; ``heard_here`` its host hears
    such appeals; ``elsewhere`` the day on which the appeal already waits for an answer."""

    today: date
    date: date
    planned: bool = True
    ripe: bool = True
    heard_here: bool = True
    elsewhere: str = ""
    heard: int = 0
    capacity: int = 0


def day_is_ahead(actor: Actor, facts: SlotFacts) -> Verdict:
    """二(三): a place is asked for on a day that is still to come."""
    if not facts.planned:
        return deny("这次接待日已经取消或结束，请另选一次")
    if facts.date <= facts.today:
        return deny(f"接待日是{day_zh(facts.date, this_year=facts.today.year)}，要在前一天以前申请，请另选一次")
    return ALLOWED


def may_ask(actor: Actor, facts: SlotFacts) -> Verdict:
    """四(一)2: a ripe appeal, on a day of the leader who hears it, once at a time."""
    if not facts.ripe:
        return deny("诉求现在不是“待列入接待日”，不用申请；办到哪一步，请看诉求的进展", "四(一)2")
    if not facts.heard_here:
        return deny("这位领导不接待这类诉求，请在可申请的接待日里选", "四(一)2")
    if facts.elsewhere:
        return deny(f"已经申请了{facts.elsewhere}，请等县政府办答复，或先撤回那次申请")
    return ALLOWED


def is_not_over(actor: Actor, facts: SlotFacts) -> Verdict:
    """二(三): who comes is told until the day itself."""
    if facts.planned and facts.today <= facts.date:
        return ALLOWED
    return deny("这次接待日已经取消或结束，不用再确认")


def one_day_hears(rung: int, day_rung: int, section: str, *, own: Collection[str], others: Collection[str]) -> bool:
    """Does this day's host hear such an appeal? As in ``may_be_heard``: the rung, and a deputy's portfolio."""
    if rung != day_rung:
        return False
    return day_rung == 3 or section in own or section not in others
