"""The memory of dossiers: what each department writes on an appeal before the day that hears it."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.receptions.events import dossier_subject
from qinqing.procedure.receptions.models.days import ReceptionDay
from qinqing.procedure.receptions.rules.dossiers import CURRENT, OWED, DossierState
from qinqing.procedure.receptions.scopes import DossierQuerySet


class DossierPart(models.Model):
    """部门材料: one department's opinion on one appeal of one day, its proposal and open questions, 五(二).

    ``reason`` is why it was returned.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="dossier_parts")
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=DossierState.choices())
    opinion = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = DossierQuerySet.as_manager()

    organ_name: str  # readers add the name, and whether it came after its limit
    late: bool

    class Meta:
        db_table = "receptions_dossierpart"
        indexes = (models.Index(fields=("organ", "id"), name="dossier_owed", condition=Q(state__in=sorted(OWED))),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(DossierState)), name="dossier_state_known"),
            models.UniqueConstraint(
                fields=("day", "appeal", "organ"), condition=Q(state__in=sorted(CURRENT)), name="dossier_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=DossierState.SUBMITTED) | Q(submitted_at__isnull=False) & ~Q(opinion=""),
                name="dossier_submitted_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.appeal_id} {self.day_id}"

    @property
    def subject(self) -> str:
        """The journal's name for this part."""
        return dossier_subject(self.code)

    @property
    def standing(self) -> DossierState:
        """The state, with its label."""
        return DossierState(self.state)

    @property
    def owed(self) -> bool:
        """Does the department still have to write?"""
        return self.standing in OWED
