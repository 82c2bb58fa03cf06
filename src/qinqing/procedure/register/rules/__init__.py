"""The register's vocabulary and rules, pure."""

from qinqing.procedure.register.rules.county import USUAL, ContactPoint, CountyView, Elsewhere, written_point
from qinqing.procedure.register.rules.duties import Duty, told_duties, usual_duties, words_of
from qinqing.procedure.register.rules.eligibility import Standing, eligibility
from qinqing.procedure.register.rules.kinds import (
    ASSIGNABLE,
    SEATS,
    SECTIONS,
    SINGLE,
    UNNAMED,
    CodeStatus,
    HoldingKind,
    OrganKind,
    Size,
    Status,
)
from qinqing.procedure.register.rules.matching import Candidate, Matcher, Piece, split_list
from qinqing.procedure.register.rules.pasted import Read, read_table, written
from qinqing.procedure.register.rules.views import HoldingView, OrganView, PostView, overlaps, post_label

__all__ = [
    "ASSIGNABLE",
    "SEATS",
    "SECTIONS",
    "SINGLE",
    "UNNAMED",
    "USUAL",
    "Candidate",
    "CodeStatus",
    "ContactPoint",
    "CountyView",
    "Duty",
    "Elsewhere",
    "HoldingKind",
    "HoldingView",
    "Matcher",
    "OrganKind",
    "OrganView",
    "Piece",
    "PostView",
    "Read",
    "Size",
    "Standing",
    "Status",
    "eligibility",
    "overlaps",
    "post_label",
    "read_table",
    "split_list",
    "told_duties",
    "usual_duties",
    "words_of",
    "written",
    "written_point",
]
