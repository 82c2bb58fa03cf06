"""What a condition looks at: a bulletin reduced to facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """How many flags nobody has settled, where the first stands; who approved it or proposed its correction."""

    flags: int = 0
    first: str = ""
    examples: int = 0
    approver: int | None = None
    proposer: int | None = None
