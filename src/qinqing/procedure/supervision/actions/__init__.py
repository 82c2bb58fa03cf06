"""Everything that is done after closing, and about limits that are missed: one verb, one transaction each."""

from qinqing.procedure.supervision.actions.aftercare import evaluate, follow_up
from qinqing.procedure.supervision.actions.chasing import chase
from qinqing.procedure.supervision.actions.correcting import correct, refresh_due, see, send_back
from qinqing.procedure.supervision.actions.digest import tell_the_day
from qinqing.procedure.supervision.actions.urging import answer, close_urging, drop, issue, send_urging_back

__all__ = [
    "answer",
    "chase",
    "close_urging",
    "correct",
    "drop",
    "evaluate",
    "follow_up",
    "issue",
    "refresh_due",
    "see",
    "send_back",
    "send_urging_back",
    "tell_the_day",
]
