"""The register's tables. Every row is on the record; nothing is ever deleted from it but contacts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qinqing.kernel.actors import STAFF
from qinqing.kernel.ids import public_code
from qinqing.procedure.register.events import enterprise_subject, leave_subject, organ_subject, post_subject
from qinqing.procedure.register.rules import CodeStatus, HoldingKind, OrganKind, Size, Status
from qinqing.procedure.register.scopes import EnterpriseQuerySet

SECTION_LENGTH = 1


class RegisterVersion(models.Model):
    """One row that changes with every organ, post and holding: processes know by it that their copy is old."""

    token = models.CharField(max_length=24)

    class Meta:
        db_table = "register_version"

    def __str__(self) -> str:
        return self.token


class Organ(models.Model):
    """机构: anything with posts: departments, towns, parks, power and water companies, banks, the county itself."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    former_names = models.JSONField(default=list)
    kind = models.CharField(max_length=16, choices=OrganKind.choices())
    duties = models.TextField(blank=True)
    phone = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    succeeded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        db_table = "register_organ"
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=Q(active=True), name="organ_name_once"),
            models.CheckConstraint(
                condition=Q(active=False) | Q(succeeded_by__isnull=True), name="organ_successor_only_when_abolished"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The journal's name for this organ."""
        return organ_subject(self.code)


class County(models.Model):
    """本县: what the county says of itself. One row; the lists are kept as ``rules.county`` writes them."""

    name = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=200, blank=True)
    television = models.CharField(max_length=200, blank=True)
    points = models.JSONField(default=list)
    elsewhere = models.JSONField(null=True)

    class Meta:
        db_table = "register_county"

    def __str__(self) -> str:
        return self.name


class ListedDuty(models.Model):
    """权责清单: one duty of an organ, and the words enterprises use for it. Advice on whom to transfer to is drawn from it."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="listed_duties")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    words = models.JSONField(default=list)
    related = models.JSONField(default=list)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "register_duty"
        constraints = (models.UniqueConstraint(fields=("organ", "ordinal"), name="duty_once"),)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """岗位: a role in an organ. A deputy mayor's post carries the portfolio."""

    code = models.CharField(max_length=60, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=[(role.value, role.label) for role in sorted(STAFF)])
    title = models.CharField(max_length=100)
    sections = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "register_post"

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The journal's name for this post."""
        return post_subject(self.code)


class Holding(models.Model):
    """任职与AB角: one person in one post, from a day to a day (both included)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=HoldingKind.choices())
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "register_holding"
        indexes = (models.Index(fields=("account", "since"), name="holding_by_account"),)
        constraints = (
            models.UniqueConstraint(fields=("post", "account", "kind", "since"), name="holding_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holding_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind} {self.post_id}"


class Leave(models.Model):
    """请假: while it lasts, the substitutes of the person's posts are turned to."""

    code = models.CharField(max_length=16, unique=True, default=public_code)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "register_leave"
        indexes = (models.Index(fields=("account", "until"), name="leave_by_account"),)
        constraints = (models.CheckConstraint(condition=Q(until__gte=F("since")), name="leave_ends_after_it_begins"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}"

    @property
    def subject(self) -> str:
        """The journal's name for this leave."""
        return leave_subject(self.code)


class Enterprise(models.Model):
    """企业: whom the Plan receives, and whoever else brought something.

    ``name_key`` is the folded name for finding, ``initials`` its pinyin initials; an enterprise without any code is found by it alone, so it is unique
    among those.
    """

    code = models.CharField(max_length=16, unique=True, default=public_code)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400, db_index=True)
    initials = models.CharField(max_length=400, blank=True)
    credit_code = models.CharField(max_length=40, unique=True, null=True)
    old_number = models.CharField(max_length=40, blank=True)
    project_number = models.CharField(max_length=60, blank=True)
    code_status = models.CharField(max_length=12, choices=CodeStatus.choices(), default=CodeStatus.NONE)
    township = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=SECTION_LENGTH, blank=True)
    industry = models.CharField(max_length=200, blank=True)
    size = models.CharField(max_length=8, choices=Size.choices(), blank=True)
    legal_person = models.CharField(max_length=200, blank=True)
    founded_on = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices(), default=Status.REGISTERED)
    agreement_signed = models.BooleanField(default=False)
    county_registered = models.BooleanField(default=True)
    unnamed = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        db_table = "register_enterprise"
        indexes = (
            models.Index(fields=("section", "-id"), name="enterprise_by_section"),
            models.Index(fields=("township", "-id"), name="enterprise_by_township"),
        )
        constraints = (
            models.UniqueConstraint(fields=("old_number",), condition=~Q(old_number=""), name="old_number_once"),
            models.UniqueConstraint(
                fields=("name_key",), condition=Q(credit_code__isnull=True, old_number=""), name="codeless_name_once"
            ),
            models.UniqueConstraint(fields=("unnamed",), condition=Q(unnamed=True), name="unnamed_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The journal's name for this enterprise."""
        return enterprise_subject(self.code)

    @property
    def shown_code(self) -> str:
        """The code that identifies it on paper: credit code, else old number, else project number."""
        return self.credit_code or self.old_number or self.project_number


class Contact(models.Model):
    """联系人. ``digits`` are the telephone's figures alone, for finding."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="contacts")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    digits = models.CharField(max_length=200, blank=True, db_index=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "register_contact"
        constraints = (models.UniqueConstraint(fields=("enterprise", "ordinal"), name="contact_once"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """企业用户: an account that asks to speak for an enterprise, and does so once it is confirmed: by the bureau, by whoever
    ``administers`` the enterprise's people, or by a number that the register knows. ``left_at``: it was confirmed once, and
    ended; asking anew changes nothing about that.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="memberships")
    asked_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    administers = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "register_membership"
        constraints = (models.UniqueConstraint(fields=("account", "enterprise"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.enterprise_id}"


class Invitation(models.Model):
    """邀请: the enterprise's administrator asks whoever holds a number to speak for it, too."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="invitations")
    phone = models.CharField(max_length=11, db_index=True)
    name = models.CharField(max_length=60)
    invited_by = models.CharField(max_length=200)
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "register_invitation"
        constraints = (
            models.UniqueConstraint(
                fields=("enterprise", "phone"), condition=Q(taken_at=None, withdrawn_at=None), name="invitation_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.enterprise_id}"
