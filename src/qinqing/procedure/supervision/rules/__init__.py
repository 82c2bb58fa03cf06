"""What the Plan says about follow-up and evaluation, before any table. Pure."""

from qinqing.procedure.supervision.rules.facts import (
    CallFacts,
    CorrectionFacts,
    Facts,
    FindingFacts,
    LinkFacts,
    RoundFacts,
    UrgingFacts,
)
from qinqing.procedure.supervision.rules.kinds import SATISFIED, UNSATISFIED, CallerKind, Level, Reason, Via

__all__ = [
    "SATISFIED",
    "UNSATISFIED",
    "CallFacts",
    "CallerKind",
    "CorrectionFacts",
    "Facts",
    "FindingFacts",
    "Level",
    "LinkFacts",
    "Reason",
    "RoundFacts",
    "UrgingFacts",
    "Via",
]
