"""Writes: clocks that chapters start and stop, and notices that move them."""

from qinqing.services.calendar.actions.clocks import Clocks
from qinqing.services.calendar.actions.entering import Moved, preview_notice, settle
from qinqing.services.calendar.actions.importing import import_notice, second_notice, take_back_notice
from qinqing.services.calendar.actions.proposing import (
    confirm_notice,
    decline_notice,
    enter_at_setup,
    enter_notice,
    outline,
    propose_notice,
)
from qinqing.services.calendar.actions.recompute import MovedClock, on_moved

__all__ = [
    "Clocks", "Moved", "MovedClock", "confirm_notice", "decline_notice", "enter_at_setup", "enter_notice", "import_notice",
    "on_moved", "outline", "preview_notice", "propose_notice", "second_notice", "settle", "take_back_notice",
]  # fmt: skip
