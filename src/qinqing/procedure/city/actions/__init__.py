"""Handing over, telling on, and taking what comes: inside the steps that cause it, or inside its arrival."""

from qinqing.procedure.appeals.events import EVENTS
from qinqing.procedure.city.actions.following import TELLERS, follow
from qinqing.procedure.city.actions.handing import hand_over
from qinqing.procedure.city.actions.packages import Entered, take_package
from qinqing.procedure.city.actions.taking import take_file, take_parcel
from qinqing.services.exchange.actions import Handler

PARCELS = Handler(take_parcel, take_file)
TOLD_OUTSIDE = dict.fromkeys((event for event in EVENTS if event.rpartition(".")[2] in TELLERS), follow)

__all__ = ["PARCELS", "TOLD_OUTSIDE", "Entered", "hand_over", "take_package"]
