"""What a condition looks at: a closed appeal, or a correction, reduced to facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """One appeal after closing: its result, its lead department (organ id), whether this closing was evaluated."""

    result: str = ""
    lead: int | None = None
    lead_name: str = ""
    confidential: bool = False
    evaluated: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """One correction: the department that owes it, and whether the bureau head has seen what it did."""

    organ: int | None = None
    organ_name: str = ""
    seen: bool = False


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """One link to rate by: whether its time is over, whether the appeal is still closed as then, and not yet rated."""

    expired: bool = False
    reopened: bool = False
    evaluated: bool = False


@dataclass(frozen=True, slots=True)
class CallFacts:
    """One call of a sample: how often it was made in vain."""

    calls: int = 0


@dataclass(frozen=True, slots=True)
class UrgingFacts:
    """One urging notice: the organ that is urged."""

    organ: int | None = None
    organ_name: str = ""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round: how many matters have no finding yet, and which leaders (posts) have not read its report."""

    missing: int = 0
    waiting_posts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """One finding: the organ that answers for it, whether its round is open, whether a limit of the matter is missed."""

    organ: int | None = None
    organ_name: str = ""
    round_open: bool = True
    missed: bool = False
    abolished: bool = False
