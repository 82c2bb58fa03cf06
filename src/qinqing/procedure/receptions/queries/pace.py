"""How many appeals days hear, and how many go on from them: what a queue is lived with. For figures only. 二(一), 四(二)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncDate

from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.workdays import day_of
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.rules.kinds import HeardOutcome
from qinqing.procedure.receptions.states import State


def usual_agenda(since: datetime, until: datetime) -> int:
    """How many appeals a day heard on average, rounded; 0 where none was held. One query."""
    held = ReceptionDay.objects.filter(state=State.HELD, rung__gt=0, date__gte=day_of(since), date__lte=day_of(until))
    told = held.order_by().aggregate(days=Count("pk", distinct=True), heard=Count("agenda"))
    return round(told["heard"] / told["days"]) if told["days"] else 0


def sent_further(rung: int, since: datetime, until: datetime) -> Mapping[date, int]:
    """By day, how many appeals the hosts of a rung could not resolve, so that they wait for the next. One query."""
    heard = AgendaItem.objects.filter(
        day__rung=rung, outcome=HeardOutcome.UNRESOLVED, recorded_at__gte=since, recorded_at__lt=until
    )
    days = heard.order_by().annotate(on=TruncDate("recorded_at", tzinfo=SHANGHAI)).values_list("on")
    return dict(days.annotate(count=Count("pk")))
