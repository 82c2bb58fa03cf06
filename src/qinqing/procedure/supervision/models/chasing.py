"""What is chased when a limit is missed: how far, and the urging notices. 四(五)."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.supervision.events import urging_subject
from qinqing.procedure.supervision.scopes import UrgingQuerySet
from qinqing.procedure.supervision.states import NUMBERED, UrgingState


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
