"""What a condition looks at: a decided item reduced to the facts the Plan asks about."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """One decided item: organ ids, the industry of its appeal, whether leaders (posts) still hold its report."""

    lead: int | None = None
    lead_name: str = ""
    assisting: frozenset[int] = frozenset()
    section: str = ""
    rung: int = 2
    contacted: bool = False
    due_asked: bool = False
    due_moved: bool = False
    circulated: bool = False
    waiting_posts: frozenset[int] = field(default_factory=frozenset)
