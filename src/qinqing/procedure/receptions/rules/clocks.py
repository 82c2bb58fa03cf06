"""The clocks of a reception day: the clause and the setting of each, and whose it is."""

from dataclasses import dataclass
from datetime import date, timedelta

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.workdays import WorkCalendar


class Clock(Labelled):
    """Kinds of clock that belong to a reception day."""

    NOTICE = "notice", "发出活动通知"
    MINUTES = "minutes", "印发会议纪要"
    DOSSIER = "dossier", "提交接待材料"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """Clause, setting of the edition, and whose it is."""

    clause: str
    setting: str
    holder: Role


CLOCKS: dict[Clock, ClockRule] = {
    Clock.NOTICE: ClockRule("二(一)", "notice", Role.OFFICE),
    Clock.MINUTES: ClockRule("四(二)", "minutes", Role.OFFICE),
    Clock.DOSSIER: ClockRule("五(二)", "dossier", Role.OFFICER),
}


def last_notice(day: date, ahead: int, calendar: WorkCalendar) -> date:
    """The last working day on which notice of ``day`` still leaves ``ahead`` working days, 二(一)."""
    found = day
    while not calendar.is_working(found) or calendar.between(found, day) < ahead:
        found -= timedelta(days=1)
    return found
