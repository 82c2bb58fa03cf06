"""The memory of decided items. The journal is the truth; replaying it must give these columns."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.actors import Role
from qinqing.kernel.ids import public_code
from qinqing.procedure.decisions.events import item_subject
from qinqing.procedure.decisions.rules.kinds import CirculationState, ShareKind
from qinqing.procedure.decisions.scopes import ItemQuerySet
from qinqing.procedure.decisions.states import TURNS, State


class DecidedItem(models.Model):
    """决定事项: one thing that was decided, with one lead department, a due date and a criterion, 四(三).

    ``agenda_item`` is where it was decided; without one it is the city's reply.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    number = models.CharField(max_length=32, unique=True)
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    agenda_item = models.ForeignKey(
        "receptions.AgendaItem", null=True, on_delete=models.PROTECT, related_name="decided_items"
    )
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    criterion = models.TextField()
    lead = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=State.choices())
    contacted = models.BooleanField(default=False)
    progressed_on = models.DateField(null=True)
    due_asked = models.DateField(null=True)
    due_moved = models.BooleanField(default=False)
    assigned_by = models.CharField(max_length=200)
    assigned_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_from = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ItemQuerySet.as_manager()

    lead_name: str  # readers add the names that pages show

    class Meta:
        db_table = "decisions_item"
        indexes = (
            models.Index(fields=("state", "due_at", "id"), name="item_by_state"),
            models.Index(fields=("lead", "state", "due_at"), name="item_by_lead"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(State)), name="item_state_known"),
            models.CheckConstraint(condition=~Q(criterion=""), name="item_has_criterion"),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, accepted_at__isnull=False)
                | ~Q(state=State.ACCEPTED) & Q(accepted_at__isnull=True),
                name="item_accepted_has_moment",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The journal's name for this item."""
        return item_subject(self.code)

    @property
    def standing(self) -> State:
        """The state, with its label."""
        return State(self.state)

    @property
    def whose_turn(self) -> Role | None:
        """The post whose move it is."""
        return TURNS[self.standing]


class Share(models.Model):
    """A department's part in an item: it leads, assists, or was copied its report."""

    item = models.ForeignKey(DecidedItem, on_delete=models.PROTECT, related_name="shares")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ShareKind.choices())

    organ_name: str

    class Meta:
        db_table = "decisions_share"
        constraints = (models.UniqueConstraint(fields=("organ", "item"), name="share_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.organ_id}: {self.item_id}"


class Report(models.Model):
    """办理情况报告: written by the lead department, signed by its head, 四(四)."""

    item = models.ForeignKey(DecidedItem, on_delete=models.PROTECT, related_name="reports")
    ordinal = models.PositiveSmallIntegerField()
    text = models.TextField()
    proof = models.TextField(blank=True)
    drafted_by = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "decisions_report"
        constraints = (
            models.UniqueConstraint(fields=("item", "ordinal"), name="report_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="") | Q(signed_at__isnull=False) & ~Q(signed_by=""),
                name="report_signature_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}/{self.ordinal}"


class Circulation(models.Model):
    """圈阅: a report before one leader's post, 四(四)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="circulations")
    post = models.ForeignKey("register.Post", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=CirculationState.choices(), default=CirculationState.WAITING)
    remark = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    done_by = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    post_title: str

    class Meta:
        db_table = "decisions_circulation"
        indexes = (models.Index(fields=("post", "state", "-id"), name="circulation_by_post"),)
        constraints = (
            models.UniqueConstraint(fields=("report", "post"), name="circulation_once"),
            models.CheckConstraint(
                condition=Q(state=CirculationState.WAITING, done_at__isnull=True)
                | ~Q(state=CirculationState.WAITING) & Q(done_at__isnull=False),
                name="circulation_done_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id}: {self.post_id}"
