"""The chase ladder: when a limit nears, ends and is missed, who is reminded, and who next. 四(五).

One stage at a time, and never back: when the worker was away, the stage that is right now is taken, once, and with it
those are told whom the stages in between would have told. A limit whose day is provisional is no ground for more than a reminder.
"""

from dataclasses import dataclass
from datetime import date, datetime

from qinqing.kernel.actors import Role
from qinqing.kernel.labels import Labelled
from qinqing.procedure.plan.rules import Limits


class Stage(Labelled):
    """How far a limit has been chased."""

    WARNING = "1", "到期前提醒"
    DUE = "2", "到期当天提醒"
    REMINDER = "3", "催办"
    BUREAU = "4", "工信商务局催办"
    URGING = "5", "提请督办"
    HEAD = "6", "报主要负责人"
    DEPUTY = "7", "报分管副县长"

    @property
    def number(self) -> int:
        """Its place on the ladder."""
        return int(self.value)


AFTER: dict[Stage, str] = {
    Stage.REMINDER: "chase_reminder",
    Stage.BUREAU: "chase_bureau",
    Stage.URGING: "chase_urging",
    Stage.HEAD: "chase_head",
    Stage.DEPUTY: "chase_deputy",
}
# A limit of a day or two is yellow from its first moment: to warn of it would be to say everything twice.
WORTH_A_WARNING = 3


@dataclass(frozen=True, slots=True)
class Limit:
    """What the ladder looks at: who holds it, how it lies to today, and by how many working days it was missed.

    ``whole`` is its length and ``late`` the days missed, in working days; ``hours`` marks a limit of working hours.
    """

    role: str
    due_at: datetime
    due_on: date
    started_on: date
    whole: int
    late: int
    yellow: bool
    provisional: bool
    hours: bool = False


def stage_now(limit: Limit, limits: Limits, *, at: datetime, today: date) -> Stage | None:
    """The stage that a limit stands at, or None while nobody need be told."""
    if at < limit.due_at:
        return _before(limit, today)
    reached = [stage for stage, setting in AFTER.items() if limit.late >= limits.limit(setting)]
    if limit.hours and not reached:
        return Stage.REMINDER
    # No more than a reminder to the enterprise itself, nor over a day that a holiday notice may still move.
    if limit.provisional or limit.role == Role.ENTERPRISE:
        reached = reached[:1]
    return reached[-1] if reached else None


def _before(limit: Limit, today: date) -> Stage | None:
    if limit.due_on == today and limit.started_on < today:
        return Stage.DUE
    return Stage.WARNING if limit.yellow and limit.whole >= WORTH_A_WARNING and not limit.hours else None


def missed_between(stage: Stage, former: int) -> list[Stage]:
    """The stages after the day a limit ends that lie between ``former`` (its number, 0 for none) and the one taken."""
    return [one for one in AFTER if former < one.number < stage.number]
