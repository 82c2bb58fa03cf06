"""What is checked, in the Plan's order: the limits of every chapter, and the steps that have none. Pure."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled
from qinqing.procedure.appeals.rules.clocks import CLOCKS as APPEAL_CLOCKS
from qinqing.procedure.decisions.rules.clocks import CLOCKS as ITEM_CLOCKS
from qinqing.procedure.receptions.rules.clocks import CLOCKS as DAY_CLOCKS
from qinqing.procedure.supervision.rules.clocks import Clock as AfterClock

LATE = "按时办理的、到期还没有办的都计入；期限按各事项所依据的制度版本，暂停的时间不算。"


class Check(NamedTuple):
    """One step of the Plan: its clause, what it is called, and what the record must show for it to count as kept."""

    clause: str
    label: str
    meaning: str


class Rule(Protocol):
    """A clock's line in its chapter."""

    @property
    def clause(self) -> str:
        """The clause of the Plan."""

    @property
    def holder(self) -> Role:
        """Whose it is."""


def _limits(clocks: Iterable[tuple[Labelled, Rule]]) -> dict[str, Check]:
    """The limits of one chapter, but for those that the enterprise has: nobody holds it to a date."""
    return {
        clock.value: Check(rule.clause, f"{clock.label}时限", LATE)
        for clock, rule in clocks
        if rule.holder is not Role.ENTERPRISE
    }


STEPS: dict[str, Check] = {
    "reception_day": Check(
        "二(一)",
        "按次数举行接待日",
        "副县长按月、县长按季度，次数按当期的制度版本；时期过完才计，没有结束记录的不算举行。",
    ),
    "heard_in_turn": Check(
        "二(一)", "提交后及时接谈", "提交副县长的，到次月底以前接谈；提交县长的，到次季度末以前接谈。缓议的重新计。"
    ),
    "contact_first": Check("四(一)1", "先联系企业再答复", "部门签发答复或者未解决报告以前，有首次联系企业的记录。"),
    "leader_present": Check("五(二)", "主要负责人到会", "通知到会的部门，由主要负责人到会；联席会议不计。"),
    "inspection_report": Check(
        "四(五)", "季度督查报告", "每季度督查一次，在规定的日期以前办结并报告；没有开展的也计入。"
    ),
    "bulletin": Check("四(六)", "月度通报公开", "在次月规定的日期以前公开。"),
    "solver_calls": Check(
        "五(四)", "谁解决谁回访", "接通的办结回访，由牵头部门做；没有牵头部门的、企业要求保密的，由工信商务局做。"
    ),
    "enterprise_rates": Check("五(四)", "由企业评价", "评价由企业自己作出。"),
}
AFTER: dict[str, Check] = {
    AfterClock.CORRECTION.value: Check("五(四)", f"{AfterClock.CORRECTION.label}时限", LATE),
    AfterClock.URGING.value: Check("四(五)", f"{AfterClock.URGING.label}时限", LATE),
    AfterClock.RECTIFICATION.value: Check("四(五)", f"{AfterClock.RECTIFICATION.label}时限", LATE),
}
LIMITS: dict[str, Check] = {
    **_limits(APPEAL_CLOCKS.items()),
    **_limits(DAY_CLOCKS.items()),
    **_limits(ITEM_CLOCKS.items()),
    **AFTER,
}
ORDER = "一二三四五"


def _place(item: tuple[str, Check]) -> tuple[int, int, int, str]:
    """``四(一)2`` as its place in the Plan; the limits of a clause before its other steps."""
    key, check = item
    section, _, rest = check.clause.partition("(")
    paragraph, _, number = rest.partition(")")
    return ORDER.index(section), "一二三四五六".index(paragraph), int(number or 0), "" if key in LIMITS else "~"


CHECKS: dict[str, Check] = dict(sorted({**LIMITS, **STEPS}.items(), key=_place))
