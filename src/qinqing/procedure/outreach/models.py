"""The memory of visits and campaigns. State columns are a convenience: replaying the journal must give them."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.procedure.outreach.events import campaign_subject, visit_finding_subject, visit_subject
from qinqing.procedure.outreach.scopes import CampaignQuerySet, VisitQuerySet
from qinqing.procedure.outreach.states import CampaignState, FindingState, VisitState


class Visit(models.Model):
    """走访: one call on one enterprise, planned or written down, 五(四). ``on`` is its day, ``organ`` who goes."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    enterprise = models.ForeignKey("register.Enterprise", on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=VisitState.choices())
    on = models.DateField()
    purpose = models.TextField(blank=True)
    visitors = models.CharField(max_length=200)
    visited_at = models.DateTimeField(null=True)
    met = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    organ_name: str  # readers add the word that pages show

    objects = VisitQuerySet.as_manager()

    class Meta:
        db_table = "outreach_visit"
        indexes = (
            models.Index(fields=("-on", "-id"), name="visit_by_day"),
            models.Index(fields=("enterprise", "state", "visited_at"), name="visit_by_enterprise"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state=VisitState.MADE, visited_at__isnull=False)
                | ~Q(state=VisitState.MADE) & Q(visited_at__isnull=True),
                name="visit_made_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.enterprise_id}"

    @property
    def subject(self) -> str:
        """The journal's name for this visit."""
        return visit_subject(self.code)

    @property
    def standing(self) -> VisitState:
        """The state, with its label."""
        return VisitState(self.state)


class VisitFinding(models.Model):
    """走访发现: one difficulty as the enterprise told it; ``appeal`` once the bureau has registered it."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    state = models.CharField(max_length=16, choices=FindingState.choices())
    text = models.TextField()
    confidential = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    appeal = models.OneToOneField("appeals.Appeal", null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "outreach_visit_finding"
        indexes = (models.Index(fields=("id",), name="visit_finding_waiting", condition=Q(state=FindingState.WAITING)),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=FindingState.REGISTERED, appeal__isnull=False)
                | ~Q(state=FindingState.REGISTERED) & Q(appeal__isnull=True),
                name="visit_finding_registered_has_appeal",
            ),
        )

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.text[:20]}"

    @property
    def subject(self) -> str:
        """The journal's name for this finding."""
        return visit_finding_subject(self.code)

    @property
    def standing(self) -> FindingState:
        """The state, with its label."""
        return FindingState(self.state)


class Campaign(models.Model):
    """宣传进企业: one day on which the county explains itself to enterprises, 五(五).

    ``township`` is the township or park whose enterprises it is for, None for the whole county; ``organ`` who holds it. Its
    ``code`` stands in the QR code.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    organ = models.ForeignKey("register.Organ", on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey("register.Organ", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=CampaignState.choices())
    title = models.CharField(max_length=200)
    on = models.DateField()
    place = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    planned_by = models.CharField(max_length=200)
    planned_at = models.DateTimeField()
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    organ_name: str  # readers add the words that pages show
    township_name: str

    objects = CampaignQuerySet.as_manager()

    class Meta:
        db_table = "outreach_campaign"
        indexes = (models.Index(fields=("-on", "-id"), name="campaign_by_day"),)

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The journal's name for this campaign."""
        return campaign_subject(self.code)

    @property
    def standing(self) -> CampaignState:
        """The state, with its label."""
        return CampaignState(self.state)


class Participant(models.Model):
    """An enterprise that was invited, or came."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="participants")
    enterprise = models.ForeignKey("register.Enterprise", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outreach_participant"
        indexes = (models.Index(fields=("enterprise", "attended_at"), name="participant_by_enterprise"),)
        constraints = (
            models.UniqueConstraint(fields=("campaign", "enterprise"), name="participant_once"),
            models.CheckConstraint(
                condition=Q(invited_at__isnull=False) | Q(attended_at__isnull=False), name="participant_invited_or_came"
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.enterprise_id}"


class Lodging(models.Model):
    """An appeal that came by a campaign's QR code."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="lodgings")
    appeal = models.OneToOneField("appeals.Appeal", on_delete=models.PROTECT, related_name="+")
    lodged_at = models.DateTimeField()

    class Meta:
        db_table = "outreach_lodging"

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.appeal_id}"


class Counted(models.Model):
    """What may be said of one enterprise, 五(五), counted already: one bit for each mark (``rules.coverage``).

    ``openly`` leaves out appeals that ask to stay unnamed. Enterprises without any mark have no row. It holds nothing
    that visits, campaigns, appeals and accounts do not, and may be counted anew at any time.
    """

    enterprise = models.OneToOneField(
        "register.Enterprise", primary_key=True, on_delete=models.CASCADE, related_name="counted"
    )
    marks = models.PositiveSmallIntegerField()
    openly = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "outreach_counted"

    def __str__(self) -> str:
        return f"{self.enterprise_id}: {self.marks}"


class Recount(models.Model):
    """An enterprise whose marks may have changed since it was counted; None for all of them.

    Written in the transaction that changes something, and only ever added to, so that nobody waits for anybody.
    """

    enterprise_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "outreach_recount"

    def __str__(self) -> str:
        return str(self.enterprise_id)
