"""办理习惯: what a department may do, and should not do often: return, answer on the last day, extend. Pure.

From ``much`` percent on a county would ask why; the Plan forbids none of it. Under ``FEWEST`` nothing is said.
"""

from typing import NamedTuple

from qinqing.procedure.bulletins.rules.figures import FEWEST
from qinqing.procedure.bulletins.rules.measures import Rate


class Habit(NamedTuple):
    """One habit: its clause, what it is called, what it is counted over, and from which percentage on it is much."""

    clause: str
    label: str
    meaning: str
    much: int

    def is_much(self, rate: Rate) -> bool:
        """Is this often, for a department with enough of them to tell?"""
        return rate.whole >= FEWEST and 100 * rate.part >= self.much * rate.whole


HABITS: dict[str, Habit] = {
    "returns": Habit("四(一)1", "退回", "部门退回的 ÷ 部门签收的和退回的。退回后坚持派单的，签收时再计一次。", 20),
    "last_day": Habit("四(一)1", "最后一天答复", "到期当天才签发的 ÷ 按时签发的答复和未解决报告。", 50),
    "extends": Habit("四(一)1", "延期", "办理时限获准延期的 ÷ 签发的答复和未解决报告。", 30),
}
