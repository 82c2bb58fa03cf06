"""What is said after closing: calls, evaluations by the enterprise or by its one-time link, corrections. 五(四)."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.supervision.events import (
    correction_subject,
    evaluation_subject,
    follow_up_subject,
    rating_link_subject,
)
from qinqing.procedure.supervision.rules.kinds import CallerKind, Level, Via
from qinqing.procedure.supervision.scopes import CorrectionQuerySet
from qinqing.procedure.supervision.states import LinkState, State

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
    via = models.CharField(max_length=16, choices=Via.choices(), default=Via.PORTAL)
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


class RatingLink(models.Model):
    """评价链接: lets whoever holds it rate one closing once, without an account.

    The address itself is kept nowhere: ``digest`` is its SHA-256, and only this house's key makes it again.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=16, choices=LinkState.choices())
    issued_by = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "supervision_rating_link"
        constraints = (
            models.UniqueConstraint(
                fields=("appeal",), condition=Q(state=LinkState.ISSUED), name="rating_link_one_issued"
            ),
            models.CheckConstraint(
                condition=Q(state=LinkState.ISSUED, ended_at__isnull=True)
                | ~Q(state=LinkState.ISSUED) & Q(ended_at__isnull=False),
                name="rating_link_ended_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.state}"

    @property
    def subject(self) -> str:
        """The journal's name for this link."""
        return rating_link_subject(self.code)

    @property
    def standing(self) -> LinkState:
        """The state, with its label."""
        return LinkState(self.state)
