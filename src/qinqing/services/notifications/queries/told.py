"""Who was told of something, and what became of it on the way; the caller says who may see which part of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from qinqing.services.notifications.models import Delivery, Message, Reading

MOST = 200


def told_of(subject: str) -> Sequence[Any]:
    """The messages about one subject, the newest first, each with ``was_read`` and its ``deliveries``; two queries."""
    sent = Delivery.objects.select_related("channel").order_by("pk")
    read = Exists(Reading.objects.filter(message=OuterRef("pk")))
    rows = Message.objects.filter(subject=subject).annotate(was_read=read)
    return list(rows.prefetch_related(Prefetch("deliveries", sent)).order_by("-pk")[:MOST])
