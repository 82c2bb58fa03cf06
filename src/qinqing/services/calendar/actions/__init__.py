"""Writes: clocks that chapters start and stop, and notices that move them."""

from qinqing.services.calendar.actions.clocks import Clocks

__all__ = ["Clocks"]
