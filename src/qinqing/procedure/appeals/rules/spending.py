"""How limits ended, and how long each was used, in working days. Pure."""

from datetime import date
from typing import NamedTuple

from qinqing.kernel.workdays import WorkCalendar


class Ended(NamedTuple):
    """So many ``times`` limits of one setting ended, in time or late; the earliest began on a day."""

    setting: str
    late: bool
    times: int
    since: date


class Spent(NamedTuple):
    """``times`` limits of one setting that began and ended alike.

    Working days are counted after ``base_on``; ``extended`` and ``excluded`` (spent in pauses) are working days too.
    """

    setting: str
    base_on: date
    stopped_on: date
    extended: int
    excluded: int
    late: bool
    times: int

    def needed(self, calendar: WorkCalendar) -> int:
        """The shortest limit, in working days, that would have been kept, 四(一): pauses and extensions allowed for.

        What ends on a day off has outlasted the working day before it.
        """
        outlasted = self.stopped_on > self.base_on and not calendar.is_working(self.stopped_on)
        return calendar.between(self.base_on, self.stopped_on) + outlasted - self.excluded - self.extended
