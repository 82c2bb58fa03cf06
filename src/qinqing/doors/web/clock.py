"""The clock is read at the doors and nowhere else: once per request, then passed in as ``at``."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def today() -> date:
    """The civil day in Shanghai."""
    return timezone.now().astimezone(SHANGHAI).date()
