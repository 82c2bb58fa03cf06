"""The quarterly round of inspection, its findings, and who has read its report. 四(五)."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.supervision.events import finding_subject, round_subject
from qinqing.procedure.supervision.rules.inspection import MatterKind, Quarter, Result
from qinqing.procedure.supervision.scopes import FindingQuerySet, RoundQuerySet
from qinqing.procedure.supervision.states import FindingState, RoundState


class Round(models.Model):
    """季度督查: one round for each quarter. ``figures`` are frozen when it is closed and reported. 四(五)."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=RoundState.choices())
    due_on = models.DateField()
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    number = models.CharField(max_length=64, blank=True)
    conclusion = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = RoundQuerySet.as_manager()

    class Meta:
        db_table = "supervision_round"
        constraints = (
            models.UniqueConstraint(fields=("year", "quarter"), name="round_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="round_quarter_known"),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN, closed_at__isnull=True)
                | Q(state=RoundState.CLOSED, closed_at__isnull=False),
                name="round_closed_has_moment",
            ),
        )

    def __str__(self) -> str:
        return self.when.label

    @property
    def subject(self) -> str:
        """The journal's name for this round."""
        return round_subject(self.code)

    @property
    def when(self) -> Quarter:
        """Its quarter."""
        return Quarter(self.year, self.quarter)

    @property
    def standing(self) -> RoundState:
        """The state, with its label."""
        return RoundState(self.state)


class Reading(models.Model):
    """圈阅: a round's report before one leader's post."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="readings")
    post = models.ForeignKey("register.Post", on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(blank=True)
    read_by = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)

    post_title: str  # readers add it

    class Meta:
        db_table = "supervision_reading"
        constraints = (models.UniqueConstraint(fields=("round", "post"), name="round_reading_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.post_id}"


class Finding(models.Model):
    """督查结论: one matter of a round, a decided item or an appeal open for long, and what was found of it. 四(五).

    ``organ`` answers for it; ``former_organ`` did until it was abolished. ``former`` is what the last round found of the
    same matter, where it is carried. ``standing_then`` is where the matter stood when it was drawn.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=16, choices=MatterKind.choices())
    number = models.CharField(max_length=32)
    item = models.ForeignKey("decisions.DecidedItem", null=True, on_delete=models.PROTECT, related_name="+")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    former_organ = models.ForeignKey("register.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    former = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    standing_then = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=FindingState.choices())
    result = models.CharField(max_length=16, blank=True, choices=Result.choices())
    words = models.TextField(blank=True)
    visit_on = models.DateField(null=True)
    visit_place = models.CharField(max_length=200, blank=True)
    visit_met = models.CharField(max_length=200, blank=True)
    found_by = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField(null=True)
    rectify_days = models.PositiveSmallIntegerField(null=True)
    due_from = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = FindingQuerySet.as_manager()

    organ_name: str  # readers add the words that pages show
    former_organ_name: str
    title: str

    class Meta:
        db_table = "supervision_finding"
        indexes = (
            models.Index(fields=("round", "state", "id"), name="finding_by_round"),
            models.Index(fields=("organ", "state", "due_at"), name="finding_by_organ"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("round", "item"), condition=Q(item__isnull=False), name="finding_item_once"
            ),
            models.UniqueConstraint(
                fields=("round", "appeal"), condition=Q(item__isnull=True), name="finding_appeal_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(FindingState)), name="finding_state_known"),
            models.CheckConstraint(
                condition=Q(state=FindingState.PENDING, result="", found_at__isnull=True)
                | ~Q(state=FindingState.PENDING) & ~Q(result="") & Q(found_at__isnull=False),
                name="finding_found_has_result",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The journal's name for this finding."""
        return finding_subject(self.code)

    @property
    def standing(self) -> FindingState:
        """The state, with its label."""
        return FindingState(self.state)
