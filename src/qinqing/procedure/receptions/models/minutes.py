"""The memory of minutes: what is written, issued, excerpted and corrected. Replaying the journal gives these columns."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.receptions.events import minutes_subject
from qinqing.procedure.receptions.models.days import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.rules.minutes import ErratumState, Form
from qinqing.procedure.receptions.scopes import MinutesQuerySet
from qinqing.procedure.receptions.states import PUBLISHED, MinutesState


class Minutes(models.Model):
    """会议纪要 or 会议决定: what a day brought, in words that its host confirmed, 四(二)."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    day = models.OneToOneField(ReceptionDay, on_delete=models.PROTECT, related_name="minutes")
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=16, choices=Form.choices(), default=Form.MINUTES)
    state = models.CharField(max_length=16, choices=MinutesState.choices())
    number = models.CharField(max_length=64, blank=True)
    opening = models.TextField(blank=True)
    present = models.TextField(blank=True)
    excused = models.TextField(blank=True)
    observers = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = MinutesQuerySet.as_manager()

    host: str  # readers add the name that pages show

    class Meta:
        db_table = "receptions_minutes"
        indexes = (models.Index(fields=("state", "id"), name="minutes_by_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(MinutesState)), name="minutes_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(PUBLISHED), issued_at__isnull=False) & ~Q(number="")
                | ~Q(state__in=sorted(PUBLISHED)) & Q(issued_at__isnull=True, number=""),
                name="minutes_issued_have_number",
            ),
            models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="minutes_number_once"),
        )

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def subject(self) -> str:
        """The journal's name for these minutes."""
        return minutes_subject(self.code)

    @property
    def standing(self) -> MinutesState:
        """The state, with its label."""
        return MinutesState(self.state)

    @property
    def issued(self) -> bool:
        """Are they out, so that only a correction changes what they say?"""
        return self.standing in PUBLISHED


class MinutesPart(models.Model):
    """What the minutes say of one appeal."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="parts")
    entry = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minuted")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=400)
    statement = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)

    items: Sequence[object]  # readers add the decided items

    class Meta:
        db_table = "receptions_minutespart"
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.heading


class MinutesItem(models.Model):
    """A decided item as it was issued: names and date as of that day, whatever moves later."""

    part = models.ForeignKey(MinutesPart, on_delete=models.PROTECT, related_name="lines")
    number = models.CharField(max_length=32)
    text = models.TextField()
    criterion = models.TextField()
    due_on = models.DateField()
    lead = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    lead_name = models.CharField(max_length=200)
    assisting_names = models.TextField(blank=True)

    class Meta:
        db_table = "receptions_minutesitem"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("part", "number"), name="minutes_item_once"),)

    def __str__(self) -> str:
        return self.number


class Excerpt(models.Model):
    """摘录: a department that reads its part of issued minutes; ``items`` of them are assigned to it, 四(三)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="excerpts")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    items = models.PositiveSmallIntegerField(default=0)

    organ_name: str

    class Meta:
        db_table = "receptions_excerpt"
        constraints = (models.UniqueConstraint(fields=("organ", "minutes"), name="excerpt_once"),)

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.minutes_id}"


class Erratum(models.Model):
    """更正: what issued minutes say wrongly and what it should be; it counts once the host confirms it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="errata")
    ordinal = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    was = models.TextField()
    becomes = models.TextField()
    reason = models.TextField()
    state = models.CharField(max_length=16, choices=ErratumState.choices(), default=ErratumState.WAITING)
    number = models.PositiveSmallIntegerField(null=True)
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    remark = models.TextField(blank=True)
    ruled_by = models.CharField(max_length=200, blank=True)
    ruled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "receptions_erratum"
        ordering = ("ordinal",)
        constraints = (
            models.UniqueConstraint(fields=("minutes", "ordinal"), name="erratum_once"),
            models.CheckConstraint(
                condition=Q(state=ErratumState.CONFIRMED, number__isnull=False)
                | ~Q(state=ErratumState.CONFIRMED) & Q(number__isnull=True),
                name="erratum_confirmed_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state=ErratumState.WAITING, ruled_at__isnull=True)
                | ~Q(state=ErratumState.WAITING) & Q(ruled_at__isnull=False),
                name="erratum_ruled_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.ordinal}"
