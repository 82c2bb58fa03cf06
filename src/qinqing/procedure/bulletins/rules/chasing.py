"""A bulletin that is not out yet: when whoever has it is reminded, when urged, and who next. 四(五), 四(六). Pure.

Each stage once, and never back: when the worker was away, the stage that is right now is taken.
"""

from datetime import date

from qinqing.kernel.labels import Labelled
from qinqing.kernel.workdays import WorkCalendar
from qinqing.procedure.plan.rules import Limits


class Stage(Labelled):
    """How far a bulletin has been chased."""

    DRAFT = "1", "提醒送审"
    WARNING = "2", "提醒公开"
    URGING = "3", "催办"
    LEADER = "4", "报县长"

    @property
    def number(self) -> int:
        """Its place on the ladder."""
        return int(self.value)


AFTER: dict[Stage, str] = {Stage.URGING: "chase_reminder", Stage.LEADER: "chase_head"}


def stage_now(
    *, drafting: bool, draft_due_on: date, due_on: date, today: date, limits: Limits, days: WorkCalendar
) -> Stage | None:
    """The stage that a bulletin stands at which is not out; None while nobody need be told."""
    if today > due_on:
        late = days.between(due_on, today)
        reached = [stage for stage, setting in AFTER.items() if late >= limits.limit(setting)]
        return reached[-1] if reached else Stage.WARNING
    if days.between(today, due_on) <= 1:
        return Stage.WARNING
    return Stage.DRAFT if drafting and today >= draft_due_on else None
