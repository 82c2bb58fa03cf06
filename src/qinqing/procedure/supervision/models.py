"""The memory of follow-ups, evaluations and corrections. The journal is the truth; replaying it gives these columns."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.supervision.events import (
    correction_subject,
    evaluation_subject,
    finding_subject,
    follow_up_subject,
    round_subject,
    urging_subject,
)
from qinqing.procedure.supervision.rules.inspection import MatterKind, Quarter, Result
from qinqing.procedure.supervision.rules.kinds import CallerKind, Level
from qinqing.procedure.supervision.scopes import CorrectionQuerySet, FindingQuerySet, RoundQuerySet, UrgingQuerySet
from qinqing.procedure.supervision.states import NUMBERED, FindingState, RoundState, State, UrgingState

LEVEL_KNOWN = Q(level__gte=1, level__lte=5)


class FollowUp(models.Model):
    """回访: one call after closing. ``solved`` and ``level`` are the enterprise's words, where it was reached."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    caller = models.CharField(max_length=16, choices=CallerKind.choices())
    organ = models.ForeignKey("register.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    reached = models.BooleanField()
    said = models.TextField(blank=True)
    solved = models.BooleanField(null=True)
    level = models.PositiveSmallIntegerField(null=True, choices=Level.numbers())
    done_by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_followup"
        constraints = (
            models.CheckConstraint(condition=Q(level__isnull=True) | LEVEL_KNOWN, name="followup_level_known"),
            models.CheckConstraint(
                condition=Q(reached=True) | Q(solved__isnull=True, level__isnull=True), name="followup_words_if_reached"
            ),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.at}"

    @property
    def subject(self) -> str:
        """The journal's name for this follow-up."""
        return follow_up_subject(self.code)


class Evaluation(models.Model):
    """评价: the enterprise's own word on one closing: solved or not, and how content. ``organ`` led the appeal then."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    organ = models.ForeignKey("register.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=1, blank=True)
    solved = models.BooleanField()
    level = models.PositiveSmallIntegerField(choices=Level.numbers())
    reasons = models.JSONField(default=list)
    comment = models.TextField(blank=True)
    given_by = models.CharField(max_length=200)
    at = models.DateTimeField()

    reason_labels: list[str]  # readers add the words that pages show

    class Meta:
        db_table = "supervision_evaluation"
        constraints = (
            models.UniqueConstraint(fields=("appeal", "closed_at"), name="evaluation_once"),
            models.CheckConstraint(condition=LEVEL_KNOWN, name="evaluation_level_known"),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.level}"

    @property
    def subject(self) -> str:
        """The journal's name for this evaluation."""
        return evaluation_subject(self.code)


class Correction(models.Model):
    """差评整改: what the department does about one of the two lowest ratings, with a limit of its own."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="correction")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices())
    text = models.TextField(blank=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = CorrectionQuerySet.as_manager()

    organ_name: str

    class Meta:
        db_table = "supervision_correction"
        indexes = (models.Index(fields=("organ", "state", "due_at"), name="correction_by_organ"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=State.OPEN, done_at__isnull=True) | Q(state=State.DONE, done_at__isnull=False),
                name="correction_done_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.state}"

    @property
    def subject(self) -> str:
        """The journal's name for this correction."""
        return correction_subject(self.code)

    @property
    def standing(self) -> State:
        """The state, with its label."""
        return State(self.state)


class Chase(models.Model):
    """How far one limit has been chased: a note of the worker's, so that each stage is taken once. Not on the record."""

    clock = models.BigIntegerField(unique=True)
    stage = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_chase"

    def __str__(self) -> str:
        return f"{self.clock}: {self.stage}"


class Urging(models.Model):
    """督办单: the inspectorate asks a department in writing what holds up one limit, and by when it is done, 四(五).

    ``clock`` is the limit that was missed, ``subject`` whose limit it is in the journal's words; ``appeal`` is the
    appeal behind it. It has its number from the moment it is issued.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    number = models.CharField(max_length=32, blank=True)
    clock = models.BigIntegerField(unique=True)
    matter = models.CharField(max_length=120)
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    limit = models.CharField(max_length=32)
    missed_on = models.DateField()
    state = models.CharField(max_length=16, choices=UrgingState.choices())
    demand = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = UrgingQuerySet.as_manager()

    organ_name: str  # readers add the names that pages show
    title: str

    class Meta:
        db_table = "supervision_urging"
        indexes = (
            models.Index(fields=("state", "-id"), name="urging_by_state"),
            models.Index(fields=("organ", "state", "due_at"), name="urging_by_organ"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(UrgingState)), name="urging_state_known"),
            models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="urging_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(NUMBERED), issued_at__isnull=False) & ~Q(number="")
                | ~Q(state__in=sorted(NUMBERED)) & Q(issued_at__isnull=True, number=""),
                name="urging_issued_has_number",
            ),
        )

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def subject(self) -> str:
        """The journal's name for this urging notice."""
        return urging_subject(self.code)

    @property
    def standing(self) -> UrgingState:
        """The state, with its label."""
        return UrgingState(self.state)


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
