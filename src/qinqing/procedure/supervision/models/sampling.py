"""抽样回访: one draw for each month from what was closed in it, and one call for each appeal drawn. 五(四)."""

from datetime import date

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.supervision.events import sample_call_subject, sample_subject
from qinqing.procedure.supervision.rules.kinds import Level
from qinqing.procedure.supervision.scopes import SampleQuerySet
from qinqing.procedure.supervision.states import CallState, SampleState


class Sample(models.Model):
    """The draw of one month. ``frame`` is number and department code of every appeal that could be drawn."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=SampleState.choices())
    share = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    frame = models.JSONField(default=list)
    drawn_by = models.CharField(max_length=200)
    drawn_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = SampleQuerySet.as_manager()

    class Meta:
        db_table = "supervision_sample"
        constraints = (
            models.UniqueConstraint(fields=("year", "month"), name="sample_once_a_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="sample_month_known"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="sample_share_known"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def subject(self) -> str:
        """The journal's name for this sample."""
        return sample_subject(self.code)

    @property
    def begins(self) -> date:
        """The first day of its month."""
        return date(self.year, self.month, 1)

    @property
    def label(self) -> str:
        """``2026年10月``."""
        return f"{self.year}年{self.month}月"


class SampleCall(models.Model):
    """One appeal of a sample, and what its enterprise told the bureau; ``calls`` counts those in vain.

    ``organ`` answered for the appeal when it was drawn; ``due_at`` is by when it is to be called, while it waits. ``called_back`` is whether the department itself had called.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="rows")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=CallState.choices())
    due_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    solved = models.BooleanField(null=True)
    level = models.PositiveSmallIntegerField(null=True, choices=Level.numbers())
    reasons = models.JSONField(default=list)
    called_back = models.BooleanField(null=True)
    said = models.TextField(blank=True)
    done_by = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    organ_name: str  # readers add the words that pages show
    reason_labels: list[str]

    class Meta:
        db_table = "supervision_sample_call"
        indexes = (
            models.Index(fields=("sample", "state", "id"), name="sample_call_by_state"),
            models.Index(fields=("due_at", "id"), name="sample_call_waiting", condition=Q(state=CallState.PENDING)),
        )
        constraints = (
            models.UniqueConstraint(fields=("sample", "appeal"), name="sample_call_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5), name="sample_call_level_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.REACHED, solved__isnull=False)
                | ~Q(state=CallState.REACHED) & Q(solved__isnull=True, level__isnull=True),
                name="sample_call_words_if_reached",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sample_id} {self.appeal_id}"

    @property
    def subject(self) -> str:
        """The journal's name for this call."""
        return sample_call_subject(self.code)

    @property
    def standing(self) -> CallState:
        """The state, with its label."""
        return CallState(self.state)
