"""What the Plan says about decided items, before any table. Pure."""

from qinqing.procedure.decisions.rules.clocks import CLOCKS, Clock
from qinqing.procedure.decisions.rules.facts import Facts
from qinqing.procedure.decisions.rules.kinds import CirculationState, MilestoneState, NewItem, NewMilestone, ShareKind
from qinqing.procedure.decisions.rules.wording import latest_due, misfits

__all__ = [
    "CLOCKS",
    "CirculationState",
    "Clock",
    "Facts",
    "MilestoneState",
    "NewItem",
    "NewMilestone",
    "ShareKind",
    "latest_due",
    "misfits",
]
