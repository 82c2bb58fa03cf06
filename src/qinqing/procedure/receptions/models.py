"""The memory of reception days. The journal is the truth; replaying it must give these columns."""

from datetime import time

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.receptions.events import day_subject
from qinqing.procedure.receptions.rules.kinds import HeardOutcome, Kind, Presence
from qinqing.procedure.receptions.rules.planning import ends
from qinqing.procedure.receptions.scopes import DayQuerySet
from qinqing.procedure.receptions.states import State


class ReceptionDay(models.Model):
    """接待日: one leader hears enterprises on one day, 二. ``rung`` 2 is a deputy mayor's, 3 the mayor's.

    ``reason`` is why the day is not a working day or the notice is short; ``capacity`` 0 was never said.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    host_post = models.ForeignKey("register.Post", on_delete=models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices(), default=Kind.CENTRALISED)
    date = models.DateField()
    starts_at = models.TimeField(default=time(9))
    ends_at = models.TimeField(null=True)
    place = models.CharField(max_length=200)
    capacity = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True, default="")
    note = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=State.choices())
    planned_by = models.CharField(max_length=200)
    planned_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = DayQuerySet.as_manager()

    host: str  # readers add the names and counts that pages show
    heard: int
    concluded: int
    decided: int

    class Meta:
        db_table = "receptions_day"
        indexes = (
            models.Index(fields=("date", "starts_at", "id"), name="day_by_date"),
            models.Index(fields=("host_post", "date"), name="day_by_host"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(State)), name="day_state_known"),
            models.CheckConstraint(condition=Q(rung__in=(2, 3)), name="day_rung_known"),
            models.CheckConstraint(
                condition=Q(state=State.PLANNED, closed_at__isnull=True)
                | ~Q(state=State.PLANNED) & Q(closed_at__isnull=False),
                name="day_over_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.place}"

    @property
    def subject(self) -> str:
        """The journal's name for this day."""
        return day_subject(self.code)

    @property
    def standing(self) -> State:
        """The state, with its label."""
        return State(self.state)

    @property
    def until(self) -> time:
        """When it ends; days planned before that was asked last as long as usual."""
        return self.ends_at or ends(self.starts_at)


class Call(models.Model):
    """到会部门: a department that is called to the day, 二(四)."""

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="calls")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "receptions_call"
        constraints = (models.UniqueConstraint(fields=("organ", "day"), name="call_once"),)

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.day_id}"


class AgendaItem(models.Model):
    """议程: one appeal heard on one day, and what the host brought it to, 四(二). ``items`` counts decided items."""

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="agenda")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=HeardOutcome.choices(), blank=True)
    items = models.PositiveSmallIntegerField(default=0)
    statement = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "receptions_agendaitem"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("day", "appeal"), name="agenda_once"),
            models.CheckConstraint(
                condition=Q(outcome="", recorded_at__isnull=True) | ~Q(outcome="") & Q(recorded_at__isnull=False),
                name="agenda_outcome_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(outcome=HeardOutcome.DECIDED, items__gt=0) | ~Q(outcome=HeardOutcome.DECIDED) & Q(items=0),
                name="agenda_decision_has_items",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day_id}: {self.appeal_id}"


class Attendance(models.Model):
    """到会: who came for a department, and why not its main leader, 五(二)."""

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="attendance")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=16, choices=Presence.choices())
    name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    organ_name: str

    class Meta:
        db_table = "receptions_attendance"
        constraints = (
            models.UniqueConstraint(fields=("day", "organ"), name="attendance_once"),
            models.CheckConstraint(
                condition=Q(presence=Presence.LEADER) | ~Q(reason=""), name="attendance_absence_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.day_id}"

    @property
    def main_leader(self) -> bool:
        """Did the main leader come in person?"""
        return self.presence == Presence.LEADER
