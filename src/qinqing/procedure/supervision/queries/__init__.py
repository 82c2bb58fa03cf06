"""Everything that may be asked about follow-ups, evaluations and corrections."""

from qinqing.procedure.supervision.models import Correction, Evaluation, FollowUp
from qinqing.procedure.supervision.queries.reading import (
    corrections,
    evaluations_of,
    fetch_correction,
    follow_ups_of,
    may_evaluate,
    may_follow_up,
    offers,
    waiting_follow_ups,
)
from qinqing.procedure.supervision.queries.snapshots import REPLAYS

__all__ = [
    "REPLAYS",
    "Correction",
    "Evaluation",
    "FollowUp",
    "corrections",
    "evaluations_of",
    "fetch_correction",
    "follow_ups_of",
    "may_evaluate",
    "may_follow_up",
    "offers",
    "waiting_follow_ups",
]
