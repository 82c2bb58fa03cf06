"""The memory of reception days: the day, its agenda, the room, who comes. Replaying the journal gives these columns."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.receptions.events import day_subject, slot_subject
from qinqing.procedure.receptions.rules.kinds import AWAY, WITH_ITEMS, Guest, HeardOutcome, Kind, Presence
from qinqing.procedure.receptions.rules.planning import ends
from qinqing.procedure.receptions.rules.slots import LIVE, SlotState
from qinqing.procedure.receptions.scopes import DayQuerySet, SlotQuerySet
from qinqing.procedure.receptions.states import State


class ReceptionDay(models.Model):
    """接待日: one leader hears enterprises on one day, 二. ``rung`` 2 is a deputy mayor's, 3 the mayor's.

    联席会议: departments meet over appeals without a host, 五(三); ``rung`` is 0 and nobody hosts.

    ``reason`` is why the day is not a working day or the notice is short; ``capacity`` 0 was never said.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    host_post = models.ForeignKey("register.Post", null=True, on_delete=models.PROTECT, related_name="+")
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
            models.CheckConstraint(
                condition=Q(kind=Kind.JOINT, rung=0, host_post__isnull=True)
                | ~Q(kind=Kind.JOINT) & Q(rung__in=(2, 3), host_post__isnull=False),
                name="day_has_host_unless_joint",
            ),
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
    def joint(self) -> bool:
        """Is it a joint meeting, which nobody hosts?"""
        return self.kind == Kind.JOINT

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
    """议程: one appeal heard on one day, and what the host brought it to, 四(二). ``items`` counts decided items.

    ``guest`` is whether its enterprise came, ``guest_name`` who did, ``guest_reason`` what was said of why nobody did.
    """

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="agenda")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=HeardOutcome.choices(), blank=True)
    items = models.PositiveSmallIntegerField(default=0)
    statement = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    guest = models.CharField(max_length=16, choices=Guest.choices(), blank=True)
    guest_name = models.CharField(max_length=200, blank=True)
    guest_reason = models.TextField(blank=True)
    proposal = models.TextField(blank=True, default="")  # what the host reads before
    questions = models.TextField(blank=True, default="")
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
                condition=Q(outcome__in=WITH_ITEMS, items__gt=0) | ~Q(outcome__in=WITH_ITEMS) & Q(items=0),
                name="agenda_decision_has_items",
            ),
            models.CheckConstraint(condition=~Q(guest=Guest.CAME) | ~Q(guest_name=""), name="agenda_guest_has_name"),
        )

    def __str__(self) -> str:
        return f"{self.day_id}: {self.appeal_id}"

    @property
    def away(self) -> str:
        """That the enterprise did not come, and what was said of why, as a sentence's beginning; else empty."""
        said = f"（{self.guest_reason}）" if self.guest_reason else ""
        return f"{self.get_guest_display()}{said}" if self.guest in AWAY else ""


class Note(models.Model):
    """接谈草稿: one field as it is being written in the room; working paper until the day is over, not on the record."""

    entry = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    field = models.CharField(max_length=24)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "receptions_note"
        constraints = (models.UniqueConstraint(fields=("entry", "field"), name="note_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.field}"


class Writer(models.Model):
    """正在记录: who has an appeal open in the room to write, in which field, and when last seen."""

    entry = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="writers")
    person = models.BigIntegerField()
    name = models.CharField(max_length=200)
    field = models.CharField(max_length=24, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "receptions_writer"
        constraints = (models.UniqueConstraint(fields=("entry", "person"), name="writer_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.person}"


class Attendance(models.Model):
    """到会: who came for a department, why not its main leader, and when (in Shanghai) who came late, 五(二)."""

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="attendance")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=16, choices=Presence.choices())
    name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    arrived_at = models.TimeField(null=True)

    organ_name: str

    class Meta:
        db_table = "receptions_attendance"
        constraints = (
            models.UniqueConstraint(fields=("day", "organ"), name="attendance_once"),
            models.CheckConstraint(
                condition=Q(presence=Presence.LEADER) | ~Q(reason=""), name="attendance_absence_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(presence=Presence.ABSENT) | Q(arrived_at__isnull=True), name="attendance_late_came"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.day_id}"

    @property
    def main_leader(self) -> bool:
        """Did the main leader come in person?"""
        return self.presence == Presence.LEADER


class Slot(models.Model):
    """名额: an appeal's place on a day, asked for by its enterprise or given by the office, and whether it comes, 二(三).

    ``wish`` is what the enterprise asked with, ``reason`` why it was declined or why nobody comes.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="slots")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=SlotState.choices())
    wish = models.TextField(blank=True)
    visitors = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = SlotQuerySet.as_manager()

    class Meta:
        db_table = "receptions_slot"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(SlotState)), name="slot_state_known"),
            # One place on one day, and one question at a time, whoever presses twice.
            models.UniqueConstraint(fields=("day", "appeal"), condition=Q(state__in=sorted(LIVE)), name="slot_once"),
            models.UniqueConstraint(fields=("appeal",), condition=Q(state=SlotState.ASKED), name="slot_asked_once"),
        )

    def __str__(self) -> str:
        return f"{self.day_id}: {self.appeal_id}"

    @property
    def subject(self) -> str:
        """The journal's name for this slot."""
        return slot_subject(self.code)

    @property
    def standing(self) -> SlotState:
        """The state, with its label."""
        return SlotState(self.state)


class Feed(models.Model):
    """日历订阅: the secret part of one person's calendar address; a new code closes the old address."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    renewed_at = models.DateTimeField()

    class Meta:
        db_table = "receptions_feed"

    def __str__(self) -> str:
        return f"feed of {self.account_id}"
