"""Everything that is done after closing: one verb, one transaction each."""

from qinqing.procedure.supervision.actions.aftercare import evaluate, follow_up
from qinqing.procedure.supervision.actions.correcting import correct, refresh_due, see, send_back

__all__ = ["correct", "evaluate", "follow_up", "refresh_due", "see", "send_back"]
