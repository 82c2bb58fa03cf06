"""The clocks of a decided item: the clause and the role on each; on the lead department, but for the enterprise's own."""

from dataclasses import dataclass

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled


class Clock(Labelled):
    """Kinds of clock that belong to a decided item."""

    ITEM = "item", "决定事项办理"
    ITEM_CONTACT = "item_contact", "决定事项首次联系企业"
    MILESTONE = "milestone", "节点"
    PROGRESS = "progress", "进展报送"
    REPORT = "report", "书面报告"
    CONFIRM = "confirm", "企业确认"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """Clause, setting of the edition (none: up to a given day), and whose it is."""

    clause: str
    setting: str
    holder: Role


CLOCKS: dict[Clock, ClockRule] = {
    Clock.ITEM: ClockRule("四(三)", "", Role.OFFICER),
    Clock.ITEM_CONTACT: ClockRule("四(三)", "item_contact", Role.OFFICER),
    Clock.MILESTONE: ClockRule("四(三)", "", Role.OFFICER),
    Clock.PROGRESS: ClockRule("四(三)", "", Role.OFFICER),
    Clock.REPORT: ClockRule("四(四)", "report", Role.HEAD),
    Clock.CONFIRM: ClockRule("四(三)", "answer", Role.ENTERPRISE),
}
