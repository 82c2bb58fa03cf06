"""What each stage of the chase ladder says, and to whom. Places as in the tables of messages.

The words of a stage claim nothing of the stages before it: those may have been slept through.
"""

from collections.abc import Iterator
from typing import NamedTuple

from qinqing.procedure.appeals.rules.clocks import Clock as AppealClock
from qinqing.procedure.decisions.rules.clocks import Clock as ItemClock
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.procedure.supervision.rules.chasing import Stage, missed_between
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.services.notifications.rules import Kind

WHAT = "《{what}》"
# The limits whose delay an enterprise feels, and is told of.
FELT = frozenset(
    {
        AppealClock.TRANSFER, AppealClock.SIGN, AppealClock.RULING, AppealClock.HANDLE, AppealClock.COMPILE,
        AppealClock.OPINION, AppealClock.SEND_CITY, ItemClock.ITEM,
    }
)  # fmt: skip
LABELS: dict[str, str] = {
    kind.value: kind.label for kinds in (AppealClock, DayClock, ItemClock, Clock) for kind in kinds
}


class Words(NamedTuple):
    """One message of a stage: to whom (a word the action knows), its kind, and its words."""

    whom: str
    title: str
    text: str
    kind: Kind = Kind.URGING


LADDER: dict[Stage, tuple[Words, ...]] = {
    Stage.WARNING: (Words("holder", "“{limit}”快到期：{number}", WHAT + "{due}到期，请抓紧办理。{provisional}", Kind.CHASE),),
    Stage.DUE: (Words("holder", "“{limit}”今天到期：{number}", WHAT + "{due}到期。{provisional}", Kind.CHASE),),
    Stage.REMINDER: (
        Words("holder", "催办：{number} “{limit}”{late}", WHAT + "应在{due}前办好，请今天办理。{provisional}"),
        Words("head", "催办：{number} “{limit}”{late}", WHAT + "由{holder}办理，应在{due}前办好。{provisional}"),
    ),
    Stage.BUREAU: (
        Words("bureau", "请催办：{holder} {number} “{limit}”{late}", WHAT + "应在{due}前办好，至今没有办好，请打电话催办。"),
        Words("holder", "工信商务局催办：{number} “{limit}”{late}", WHAT + "应在{due}前办好，至今没有办好，请马上办理并说明原因。"),
    ),
    Stage.URGING: (
        Words("holder", "已提请督查室督办：{number} “{limit}”{late}", WHAT + "应在{due}前办好，至今没有办好，已提请督查室签发督办单。"),
    ),
    Stage.HEAD: (
        Words("head", "请主要负责人过问：{number} “{limit}”{late}", WHAT + "由{holder}办理，应在{due}前办好，至今没有办好。"),
        Words("holder", "已报主要负责人：{number} “{limit}”{late}", WHAT + "。请马上办理。"),
    ),
    Stage.DEPUTY: (
        Words("deputy", "请分管领导过问：{holder} {number} “{limit}”{late}", WHAT + "应在{due}前办好，至今没有办好。"),
        Words("head", "已报分管副县长：{number} “{limit}”{late}", WHAT + "由{holder}办理。"),
        Words("holder", "已报分管副县长：{number} “{limit}”{late}", WHAT + "。请马上办理。"),
    ),
}  # fmt: skip
# The enterprise's own time to answer: it is reminded itself, and afterwards the bureau calls.
OWN_TIME: dict[Stage, tuple[Words, ...]] = {
    Stage.WARNING: (Words("enterprise", "请确认诉求 {number} 的答复", WHAT + "已经答复您，请在{due}前确认或提出疑问。", Kind.PROGRESS),),
    Stage.DUE: (Words("enterprise", "请确认诉求 {number} 的答复", WHAT + "今天是回应的最后一天。", Kind.PROGRESS),),
    Stage.REMINDER: (Words("bureau", "企业没有回应，请电话回访：{number}", WHAT + "答复后到期没有回应，请回访后办结。", Kind.TURN),),
}  # fmt: skip
# Honest words, when its limit is first missed and when it has gone all the way up.
STALLED = Words(
    "enterprise",
    "诉求 {number} 超过了规定时限，正在催办",
    WHAT + "。“{limit}”应在{due}前办好，{holder}还没有办好，已经催办。让您久等了，有进展马上告诉您。",
    Kind.PROGRESS,
)
STILL_STALLED = Words(
    "enterprise", "诉求 {number} 仍未办好，已报分管副县长", WHAT + "。{holder}超期较久，已报县领导过问。", Kind.PROGRESS
)


def words_at(stage: Stage, former: int, kind: str, *, own_time: bool) -> list[Words]:
    """What is said at a stage that follows ``former`` (its number, 0 for none) on a limit of this kind."""
    if own_time:
        return list(OWN_TIME.get(stage, ()))
    said = [*LADDER[stage], *_slept_through(stage, former)]
    if kind in FELT and former < Stage.REMINDER.number <= stage.number:
        said.append(STALLED)
    elif kind in FELT and stage is Stage.DEPUTY:
        said.append(STILL_STALLED)
    return said


def _slept_through(stage: Stage, former: int) -> Iterator[Words]:
    """What stages between the two would have said to those who hear nothing at this one: a stage that was not taken in its
    time because nobody was at work costs nobody his turn."""
    told = {words.whom for words in LADDER[stage]}
    for between in missed_between(stage, former)[::-1]:
        for words in LADDER[between]:
            if words.whom not in told:
                told.add(words.whom)
                yield words
