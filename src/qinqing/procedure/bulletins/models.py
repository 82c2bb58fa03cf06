"""The memory of the measures, made anew whenever the record went on; and of bulletins, which the record gives again."""

from datetime import date

from django.db import models
from django.db.models import Q

from qinqing.procedure.bulletins.events import bulletin_subject
from qinqing.procedure.bulletins.rules.cuts import COLUMNS
from qinqing.procedure.bulletins.rules.months import month_zh, number_zh
from qinqing.procedure.bulletins.scopes import BulletinQuerySet
from qinqing.procedure.bulletins.states import PUBLIC, State

# The columns that figures are cut by.
CUTS = tuple(dict.fromkeys(COLUMNS.values()))


class Track(models.Model):
    """One appeal as the measures count it. Written from its record alone (``rules.tracks``), never by hand."""

    appeal = models.OneToOneField("appeals.Appeal", primary_key=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    last = models.BigIntegerField(db_index=True)
    last_at = models.DateTimeField()
    enterprise = models.BigIntegerField(null=True)
    township = models.BigIntegerField(null=True)
    lead = models.BigIntegerField(null=True)
    section = models.CharField(max_length=1, blank=True)
    category = models.CharField(max_length=24, blank=True)
    channel = models.CharField(max_length=16, blank=True)
    rung = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField(null=True)
    transferred_at = models.DateTimeField(null=True)
    transferred_in_time = models.BooleanField(null=True)
    contacted_in_time = models.BooleanField(null=True)
    returned = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    handle_due_at = models.DateTimeField(null=True)
    handle_first_due_at = models.DateTimeField(null=True)
    handle_until = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    late_at_first = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=24, blank=True)
    rated_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)
    called_at = models.DateTimeField(null=True)
    called_satisfied = models.BooleanField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_satisfied = models.BooleanField(null=True)

    class Meta:
        db_table = "bulletins_track"
        # One for each moment that a period is asked by; a month is a small part of the whole. What stood at the end of a
        # period is counted from an index alone, by any cut.
        indexes = (
            models.Index(fields=("received_at",), name="track_received"),
            models.Index(fields=("transferred_at",), name="track_transferred"),
            models.Index(fields=("closed_at", "received_at", *CUTS), name="track_closed"),
            models.Index(fields=("rated_at",), name="track_rated"),
            models.Index(fields=("called_at",), name="track_called"),
            models.Index(fields=("checked_at",), name="track_checked"),
            models.Index(fields=("received_at", "lead"), name="track_open", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=("handle_until", "handle_first_due_at", "handle_due_at", *CUTS),
                name="track_handled",
            ),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id}#{self.sequence}"


class Checked(models.Model):
    """One record as 制度执行检查 last read it: up to which entry, and whose matter it is. Written from the record alone.

    ``appeal`` is the appeal it belongs to, if any.
    """

    subject = models.CharField(max_length=120, unique=True)
    last = models.BigIntegerField(db_index=True)
    appeal = models.ForeignKey("appeals.Appeal", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "bulletins_checked"

    def __str__(self) -> str:
        return self.subject


class Step(models.Model):
    """One step of the Plan that a record tells of, kept or not (``rules.checking.Step``).

    ``section`` is the industry of its appeal (``NO_SECTION`` where that has none), ``host`` the post of the leader whose
    reception day it is of; neither for what concerns the whole county.
    """

    NO_SECTION = "-"

    checked = models.ForeignKey(Checked, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=24)
    kept = models.BooleanField()
    at = models.DateTimeField()
    organ = models.BigIntegerField(null=True)
    section = models.CharField(max_length=1, blank=True, default="")
    host = models.BigIntegerField(null=True)
    edition = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField()

    class Meta:
        db_table = "bulletins_step"
        # A period is counted from this index alone; a list reads the few that were broken.
        indexes = (models.Index(fields=("at", "key", "kept", "organ", "section", "host"), name="step_counted"),)

    def __str__(self) -> str:
        return f"{self.checked_id} {self.key}"


class Bulletin(models.Model):
    """月度通报: the figures of a month with typical examples, published once two people have approved it, 四(六).

    ``month`` is ``2026-10``. ``examples`` are appeal (code), title and text; ``kept`` the flags that somebody answers for:
    key, text, reason, by, at; ``corrections`` ordinal, where, was, becomes, reason, who and when. ``figures`` are those
    of ``rules.figures``, counted from what was on the record at ``cutoff_at``. ``chased`` is the stage
    of ``rules.chasing`` that was taken last.
    """

    month = models.CharField(max_length=7, unique=True)
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices())
    draft_due_on = models.DateField()
    due_on = models.DateField()
    chased = models.PositiveSmallIntegerField(default=0)
    preface = models.TextField(blank=True)
    examples = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    cutoff_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200, blank=True)
    approver = models.BigIntegerField(null=True)
    approved_by = models.CharField(max_length=200, blank=True)
    frozen_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        db_table = "bulletins_bulletin"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(State)), name="bulletin_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(PUBLIC), published_at__isnull=False, frozen_at__isnull=False)
                | ~Q(state__in=sorted(PUBLIC)) & Q(published_at__isnull=True),
                name="bulletin_published_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return self.month

    @property
    def subject(self) -> str:
        """The journal's name for this bulletin."""
        return bulletin_subject(self.month)

    @property
    def standing(self) -> State:
        """The state, with its label."""
        return State(self.state)

    @property
    def begins(self) -> date:
        """The first day of its month."""
        return date.fromisoformat(f"{self.month}-01")

    @property
    def title(self) -> str:
        """``2026年10月通报``."""
        return f"{month_zh(self.begins)}通报"

    @property
    def number(self) -> str:
        """``2026年第10期``."""
        return number_zh(self.begins)
