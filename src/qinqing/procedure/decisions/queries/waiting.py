"""What waits without anybody asking: months whose progress is to be asked for, items whose appeal has gone, items to
inspect."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q

from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.rules.months import month_of
from qinqing.procedure.decisions.states import OVER, UNDER_WAY, State

CHUNK = 200


def awaiting_their_month(at: datetime) -> Iterator[DecidedItem]:
    """Items under way, decided before this month, whose progress of this month is not asked for yet; with appeals."""
    month, last = month_of(day_of(at)), 0
    unopened = Q(progress_month__isnull=True) | Q(progress_month__lt=month)
    rows = DecidedItem.objects.filter(unopened, state__in=UNDER_WAY, decided_on__lt=month).select_related("appeal")
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def open_items_of(appeal: appeals.Appeal) -> list[DecidedItem]:
    """The decided items of an appeal that are not over, in their order."""
    return list(
        DecidedItem.objects.filter(appeal=appeal).exclude(state__in=OVER).select_related("appeal").order_by("pk")
    )


def to_inspect(first: date, last: date) -> list[DecidedItem]:
    """Items decided by the last of these days and not settled before the first; not cancelled ones nor those taken back; with appeals."""
    began = end_of(first - timedelta(days=1))
    unsettled = Q(closed_at__isnull=True) | Q(closed_at__gte=began)
    rows = DecidedItem.objects.filter(unsettled, decided_on__lte=last).exclude(
        state__in=(State.CANCELLED, State.TAKEN_BACK)
    )
    return list(rows.select_related("appeal").order_by("pk"))
