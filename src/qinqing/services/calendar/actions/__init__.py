"""Writes: clocks that chapters start and stop, and notices that move them."""

from qinqing.services.calendar.actions.clocks import Clocks
from qinqing.services.calendar.actions.entering import Moved, enter_draft, enter_notice, settle
from qinqing.services.calendar.actions.recompute import MovedClock, on_moved

__all__ = ["Clocks", "Moved", "MovedClock", "enter_draft", "enter_notice", "on_moved", "settle"]
