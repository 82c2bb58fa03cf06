"""Everything that may be asked about follow-ups, evaluations and corrections."""

from qinqing.procedure.supervision.models import Correction, Evaluation, FollowUp, Urging
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
from qinqing.procedure.supervision.queries.urgings import (
    fetch_urging,
    hides_from,
    may_urge,
    urging_history,
    urging_offers,
    urgings,
    urgings_of,
    urgings_todo,
)

__all__ = [
    "REPLAYS",
    "Correction",
    "Evaluation",
    "FollowUp",
    "Urging",
    "corrections",
    "evaluations_of",
    "fetch_correction",
    "fetch_urging",
    "follow_ups_of",
    "hides_from",
    "may_evaluate",
    "may_follow_up",
    "may_urge",
    "offers",
    "urging_history",
    "urging_offers",
    "urgings",
    "urgings_of",
    "urgings_todo",
    "waiting_follow_ups",
]
