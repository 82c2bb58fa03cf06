"""The memory of appeals. State columns are a convenience: the journal is the truth, and replaying it must give them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from qinqing.kernel.actors import Role
from qinqing.kernel.ids import public_code
from qinqing.procedure.appeals.events import prompt_subject
from qinqing.procedure.appeals.rules.kinds import (
    Category,
    Channel,
    Kind,
    Matter,
    Outcome,
    PartKind,
    PartState,
    Result,
    Urgency,
)
from qinqing.procedure.appeals.scopes import AppealQuerySet
from qinqing.procedure.appeals.states import OPEN, State


class Batch(models.Model):
    """汇总批次: what the departments could not solve, reported to the office together, 四(一)2."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    number = models.CharField(max_length=32, unique=True)
    note = models.TextField(blank=True)
    compiled_by = models.CharField(max_length=200)
    compiled_at = models.DateTimeField()

    class Meta:
        db_table = "appeals_batch"

    def __str__(self) -> str:
        return self.number


class Appeal(models.Model):
    """企业诉求: one difficulty of one enterprise, from lodging to closing."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    number = models.CharField(max_length=32, unique=True)
    query_digest = models.CharField(max_length=64)
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=16, choices=Channel.choices())
    enterprise = models.ForeignKey("register.Enterprise", on_delete=models.PROTECT, related_name="+")
    enterprise_name = models.CharField(max_length=200)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=200, blank=True)
    confidential = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    text = models.TextField()
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    lodged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices(), blank=True)
    matter = models.CharField(max_length=24, choices=Matter.choices(), blank=True)
    category = models.CharField(max_length=24, choices=Category.choices(), blank=True)
    urgency = models.CharField(max_length=16, choices=Urgency.choices(), default=Urgency.NORMAL)
    section = models.CharField(max_length=1, blank=True)
    state = models.CharField(max_length=24, choices=State.choices())
    rung = models.PositiveSmallIntegerField(default=1)
    result = models.CharField(max_length=24, choices=Result.choices(), blank=True)
    outcome = models.CharField(max_length=24, choices=Outcome.choices(), blank=True)
    lead = models.ForeignKey("register.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="appeals")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    split_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts_split")
    reached_office = models.BooleanField(default=False)
    exchanged = models.BooleanField(default=False)
    decided = models.BooleanField(default=False)
    returned = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    extension_asked = models.BooleanField(default=False)
    extension_days = models.PositiveSmallIntegerField(default=0)
    contacted = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    doubts = models.PositiveSmallIntegerField(default=0)
    calls = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True)
    refusal_reason = models.TextField(blank=True)
    refusal_pointer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    turn_role = models.CharField(max_length=16, blank=True)
    turn_organ = models.ForeignKey("register.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    due_from = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=16, blank=True)
    # Of those that came out of an old ledger: which entry this is, and what the entry said when it was last read.
    ledger_key = models.CharField(max_length=64, unique=True, null=True)
    ledger_digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = AppealQuerySet.as_manager()

    class Meta:
        db_table = "appeals_appeal"
        indexes = (
            models.Index(fields=("state", "-id"), name="appeal_by_state"),
            models.Index(fields=("lead", "-id"), name="appeal_by_lead"),
            models.Index(fields=("lead", "state", "-id"), name="appeal_by_lead_state"),
            models.Index(fields=("section", "-id"), name="appeal_by_section"),
            models.Index(fields=("category", "-id"), name="appeal_by_category"),
            models.Index(fields=("enterprise", "result", "closed_at"), name="appeal_by_enterprise"),
            # Whole: SQLite uses no index of a part of the rows for a value that it is told only when it is asked.
            models.Index(fields=("turn_role", "turn_organ", "due_at", "id"), name="appeal_by_turn"),
            models.Index(fields=("extension_asked", "id"), name="appeal_by_extension"),
            models.Index(fields=("due_at", "id"), name="appeal_by_due", condition=Q(due_at__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(State)), name="appeal_state_known"),
            models.CheckConstraint(condition=Q(rung__gte=1, rung__lte=4), name="appeal_rung_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, state__in=OPEN) | Q(closed_at__isnull=False) & ~Q(state__in=OPEN),
                name="appeal_closed_has_moment",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The journal's name for this appeal."""
        return f"appeal/{self.code}"

    @property
    def standing(self) -> State:
        """The state, with its label."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Still on the ladder."""
        return self.standing in OPEN

    @property
    def whose_turn(self) -> Role | None:
        """The post whose move it is."""
        return Role(self.turn_role) if self.turn_role else None


class Concern(models.Model):
    """Why a department sees an appeal: it leads, assists, gives an opinion or carries a decided item."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="concerns")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "appeals_concern"
        constraints = (models.UniqueConstraint(fields=("organ", "appeal"), name="concern_once"),)

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.appeal_id}"


class Part(models.Model):
    """What another department owes on an appeal: assistance to the lead, or an opinion to the office."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="parts")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=PartKind.choices())
    state = models.CharField(max_length=16, choices=PartState.choices(), default=PartState.OPEN)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True)

    organ_name = ""  # filled in by queries, from the register

    class Meta:
        db_table = "appeals_part"
        indexes = (
            models.Index(fields=("organ", "due_at", "id"), name="part_open_by_organ", condition=Q(state="open")),
        )
        constraints = (
            models.UniqueConstraint(fields=("appeal", "kind", "organ"), name="part_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | ~Q(state="open") & Q(settled_at__isnull=False),
                name="part_settled_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.organ_id}: {self.appeal_id}"


class Answer(models.Model):
    """办理结果: what a rung brought about, told to the enterprise once it is signed, 四(三)."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="answers")
    ordinal = models.PositiveSmallIntegerField()
    rung = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=24, choices=Outcome.choices())
    checked = models.TextField(blank=True)
    answer = models.TextField()
    basis = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    contact = models.CharField(max_length=200, blank=True)
    drafted_by = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "appeals_answer"
        constraints = (
            models.UniqueConstraint(fields=("appeal", "ordinal"), name="answer_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="") | Q(signed_at__isnull=False) & ~Q(signed_by=""),
                name="answer_signature_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.ordinal}"


class Prompted(models.Model):
    """反映提示: the county's own words beside a category. Without a row those count that came along."""

    category = models.CharField(max_length=24, choices=Category.choices(), unique=True)
    ask = models.CharField(max_length=200)
    examples = models.JSONField(default=list)
    materials = models.JSONField(default=list)

    class Meta:
        db_table = "appeals_prompt"

    def __str__(self) -> str:
        return self.category

    @property
    def subject(self) -> str:
        """The journal's name for it."""
        return prompt_subject(self.category)


class Opening(models.Model):
    """看过: somebody at the desk opened an appeal, its files or its papers; told once an hour for each person in a post.

    Append-only, and no part of the record: reading changes nothing about an appeal. ``knew`` says that whose appeal it is
    could be read although the enterprise wants it hidden from departments.
    """

    KEY = "appeal_id = NEW.appeal_id AND person = NEW.person AND post = NEW.post AND hour = NEW.hour"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="openings")
    person = models.BigIntegerField()
    name = models.CharField("姓名", max_length=60)
    post = models.BigIntegerField()
    post_label = models.CharField("岗位", max_length=200)
    organ = models.BigIntegerField(null=True)
    organ_name = models.CharField("机构", max_length=200)
    hour = models.BigIntegerField()
    at = models.DateTimeField("时间")
    knew = models.BooleanField("看到要求保密的企业身份", default=False)

    class Meta:
        db_table = "appeals_opening"
        constraints = (
            models.UniqueConstraint(fields=("appeal", "person", "post", "hour"), name="opening_once_an_hour"),
        )
        indexes = (models.Index(fields=("person", "-id"), name="opening_by_person"),)

    def __str__(self) -> str:
        return f"{self.appeal_id}: {self.person}"
