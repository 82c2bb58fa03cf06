"""The memory of what is done after closing and about missed limits. The journal is the truth; replaying it gives these columns."""

from qinqing.procedure.supervision.models.aftercare import Correction, Evaluation, FollowUp, RatingLink
from qinqing.procedure.supervision.models.chasing import Chase, Urging
from qinqing.procedure.supervision.models.inspection import Finding, Reading, Round
from qinqing.procedure.supervision.models.sampling import Sample, SampleCall

__all__ = [
    "Chase",
    "Correction",
    "Evaluation",
    "Finding",
    "FollowUp",
    "RatingLink",
    "Reading",
    "Round",
    "Sample",
    "SampleCall",
    "Urging",
]
