"""The memory of decided items. The journal is the truth; replaying it must give these columns."""

from datetime import date

from django.db import models
from django.db.models import Q

from qinqing.kernel.actors import Role
from qinqing.kernel.ids import public_code
from qinqing.procedure.decisions.events import item_subject
from qinqing.procedure.decisions.rules.kinds import CirculationState, MilestoneState, ShareKind
from qinqing.procedure.decisions.scopes import ItemQuerySet
from qinqing.procedure.decisions.states import DONE, OVER, TURNS, UNDER_WAY, State


class DecidedItem(models.Model):
    """决定事项: one thing that was decided, with one lead department, a due date and a criterion, 四(三).

    ``agenda_item`` is where it was decided; without one it is the city's reply. With an ``amount`` (yuan) it promises
    money, and ``received`` is what the enterprise has confirmed. ``original_due_on`` never moves; ``due_moved`` counts
    how often ``due_on`` did. ``progress_month`` is the first day of the last month whose progress was asked for, and
    ``blocked`` how many things stand in its way.
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
    due_moved = models.PositiveIntegerField(default=0)
    original_due_on = models.DateField(null=True)
    progress_month = models.DateField(null=True)
    blocked = models.PositiveSmallIntegerField(default=0)
    amount = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    received = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    assigned_by = models.CharField(max_length=200)
    assigned_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True, default="")
    calls = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closing_number = models.CharField(max_length=32, blank=True, default="")
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
            models.Index(fields=("due_on", "id"), name="item_by_due"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(State)), name="item_state_known"),
            models.CheckConstraint(condition=~Q(criterion=""), name="item_has_criterion"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DONE), accepted_at__isnull=False)
                | ~Q(state__in=sorted(DONE)) & Q(accepted_at__isnull=True),
                name="item_accepted_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OVER), closed_at__isnull=False)
                | ~Q(state__in=sorted(OVER)) & Q(closed_at__isnull=True),
                name="item_over_has_moment",
            ),
            models.UniqueConstraint(
                fields=("closing_number",), condition=~Q(closing_number=""), name="item_closing_number_once"
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
    def under_way(self) -> bool:
        """Whether the lead department is at it."""
        return self.standing in UNDER_WAY

    @property
    def first_due_on(self) -> date:
        """The date that was set when it was decided."""
        return self.original_due_on or self.due_on

    @property
    def whose_turn(self) -> Role | None:
        """The post whose move it is."""
        return TURNS[self.standing]


class Milestone(models.Model):
    """节点: a dated step of an item, and the proof that it was done."""

    item = models.ForeignKey(DecidedItem, on_delete=models.PROTECT, related_name="milestones")
    ordinal = models.PositiveSmallIntegerField()
    text = models.TextField()
    proof_wanted = models.TextField(blank=True)
    due_on = models.DateField()
    original_due_on = models.DateField()
    moved = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=16, choices=MilestoneState.choices(), default=MilestoneState.PLANNED)
    proof = models.TextField(blank=True)
    files = models.JSONField(default=list)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "decisions_milestone"
        constraints = (
            models.UniqueConstraint(fields=("item", "ordinal"), name="milestone_once"),
            models.CheckConstraint(
                condition=Q(state=MilestoneState.PLANNED, ended_at__isnull=True)
                | ~Q(state=MilestoneState.PLANNED) & Q(ended_at__isnull=False),
                name="milestone_ended_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}/{self.ordinal}"

    @property
    def key(self) -> str:
        """The name of its clock."""
        return f"milestone:{self.ordinal}"


class Block(models.Model):
    """受阻: what an item waits for, another decided item or a condition outside, and until when that is expected."""

    item = models.ForeignKey(DecidedItem, on_delete=models.PROTECT, related_name="blocks")
    ordinal = models.PositiveSmallIntegerField()
    by = models.ForeignKey(DecidedItem, null=True, on_delete=models.PROTECT, related_name="blocking")
    condition = models.TextField(blank=True)
    expected_on = models.DateField()
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    note = models.TextField(blank=True)
    cleared_by = models.CharField(max_length=200, blank=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "decisions_block"
        constraints = (
            models.UniqueConstraint(fields=("item", "ordinal"), name="block_once"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) & ~Q(condition="") | Q(by__isnull=False, condition=""),
                name="block_is_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}/{self.ordinal}"


class Receipt(models.Model):
    """到账: money that the enterprise says it has received, with the day and the amount in yuan."""

    item = models.ForeignKey(DecidedItem, on_delete=models.PROTECT, related_name="receipts")
    ordinal = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=17, decimal_places=2)
    said_by = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_receipt"
        constraints = (
            models.UniqueConstraint(fields=("item", "ordinal"), name="receipt_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_is_something"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}/{self.ordinal}"


class Share(models.Model):
    """A department's part in an item: it leads, assists, was copied its report, or led it until it was abolished."""

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
