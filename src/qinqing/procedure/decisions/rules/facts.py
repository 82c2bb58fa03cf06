"""What a condition looks at: a decided item reduced to the facts the Plan asks about."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """One decided item: organ ids, the industry of its appeal, which leaders (posts) still hold its report.

    ``silent`` is that the enterprise let its time to confirm pass, ``progress_waits`` that a month's note is not asked
    for yet; money is in yuan.
    """

    lead: int | None = None
    lead_name: str = ""
    assisting: frozenset[int] = frozenset()
    section: str = ""
    rung: int = 2
    contacted: bool = False
    due_asked: bool = False
    open_milestones: int = 0
    blocks: int = 0
    progress_waits: bool = False
    circulated: bool = False
    waiting_posts: frozenset[int] = field(default_factory=frozenset)
    promised: Decimal | None = None
    received: Decimal = Decimal(0)
    confirmed: bool = False
    silent: bool = False
    calls: int = 0
    lead_abolished: bool = False
    withdrawn: bool = False
    touched: bool = False

    @property
    def owed(self) -> Decimal:
        """What was promised and has not been received yet, in yuan."""
        return max((self.promised or Decimal(0)) - self.received, Decimal(0))
