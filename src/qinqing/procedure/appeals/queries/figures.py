"""How many, for a leader's morning."""

from datetime import datetime

from django.db.models import Count, Q

from qinqing.procedure.appeals.models import Appeal


def load_by_section(at: datetime) -> dict[str, tuple[int, int]]:
    """By industry (section), how many appeals are under way and how many of them overdue. For figures only."""
    rows = Appeal.objects.filter(closed_at__isnull=True).order_by().values("section")
    counted = rows.annotate(running=Count("pk"), overdue=Count("pk", filter=Q(due_at__lte=at)))
    return {row["section"]: (row["running"], row["overdue"]) for row in counted}
