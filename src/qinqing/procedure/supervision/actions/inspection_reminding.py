"""提醒督查室: the machine opens no round by itself; it says when one is due, and when its report is. 四(五)."""

from datetime import date, datetime

from django.db import transaction

from qinqing.kernel.actors import Role
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.workdays import AFTERNOON, MORNING, day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.supervision.models import Round
from qinqing.procedure.supervision.rules.inspection import Quarter, quarter_of
from qinqing.procedure.supervision.states import RoundState
from qinqing.services.calendar import queries as calendar
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.actions import Telling
from qinqing.services.notifications.rules import Kind, desk

BEGIN = "请开展{quarter}督查", "县长、分管副县长等{due}前看到督查报告。系统不会自己开展，请到“季度督查”里开展。"
REPORT = "{quarter}督查报告该报了", "应在{due}前报县长、分管副县长，现在还没有办结。"


def remind_inspection(*, at: datetime) -> bool:
    """Tells the inspectorate once that a quarter's round is due, and once that its report is; whether it told.

    On working days in office hours, so a reminder is never missed by having been away: the next day says it.
    """
    days, today = calendar.current(), day_of(at)
    if not days.is_working(today) or not MORNING[0] <= local(at).time() < AFTERNOON[1]:
        return False
    quarter = quarter_of(today).before
    due = quarter.due(plan.in_force(today).limit("inspection_report_day"))
    said = _stage(quarter, due, today)
    key = f"inspection/{quarter.year}-{quarter.number}/{'report' if said is REPORT else 'begin'}"
    if said is None or messages.was_told(key):
        return False
    _tell(key, said, quarter, due, at)
    return True


def _stage(quarter: Quarter, due: date, today: date) -> tuple[str, str] | None:
    one = Round.objects.filter(year=quarter.year, quarter=quarter.number).first()
    if one and one.standing is RoundState.CLOSED:
        return None
    if today >= due:
        return REPORT
    return None if one else BEGIN


def _tell(key: str, said: tuple[str, str], quarter: Quarter, due: date, at: datetime) -> None:
    title, text = (words.format(quarter=quarter.label, due=day_zh(due)) for words in said)
    telling = Telling(
        key, (desk(Role.INSPECTOR),), Kind.TURN, title, at, text=text, line="inspection", link="inspections"
    )
    with transaction.atomic():
        notifications.tell_many([telling])
