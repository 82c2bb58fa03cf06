"""What the Plan says about reception days, before any table. Pure."""

from qinqing.procedure.receptions.rules.facts import Facts, Heard
from qinqing.procedure.receptions.rules.kinds import HeardOutcome, Kind, Presence, Present

__all__ = ["Facts", "Heard", "HeardOutcome", "Kind", "Presence", "Present"]
