"""Letters that came, and how far each inbox was read. Only ``actions`` writes here."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.services.letters.events import letter_subject
from qinqing.services.letters.rules.kinds import LetterState


def shelf_code() -> str:
    """The shelf that a letter's files wait on."""
    return public_code(24)


class Inbox(models.Model):
    """收信箱: one folder of one mailbox, and up to which mail it was read, under the server's own numbering.

    While a worker reads it, ``taken_until`` lies ahead. ``fault`` says in Chinese why the last attempt failed.
    """

    name = models.CharField(max_length=64, unique=True)
    validity = models.PositiveBigIntegerField(default=0)
    reached = models.PositiveBigIntegerField(default=0)
    polled_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    taken_until = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "letters_inbox"
        verbose_name = "收信箱"

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """来信: one mail as it was read, its files on a shelf of its own until a clerk settles it.

    ``arrived_at`` is when the mail server had it, ``sent_at`` what the writer's machine claims, ``entered_at`` when it
    was read in. ``sha256`` is of the mail on the server. ``left_out`` lists files that were refused, each with why;
    ``fault`` says why a mail was not taken apart. ``marked``: the server was told that it has been read.
    ``answered_as`` is what our answer is known by, so that a reply to it finds its way.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="letters")
    validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    key = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=255, blank=True)
    references = models.JSONField(default=list)
    sender = models.CharField(max_length=200, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject_line = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    fault = models.CharField(max_length=200, blank=True)
    left_out = models.JSONField(default=list)
    shelf = models.CharField(max_length=24, unique=True, default=shelf_code)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    marked = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=LetterState.choices(), default=LetterState.WAITING)
    about = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    answered_as = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "letters_letter"
        verbose_name = "来信"
        indexes = (
            models.Index(fields=("state", "-id"), name="letter_by_state"),
            models.Index(fields=("message_id",), name="letter_by_message"),
            models.Index(fields=("answered_as",), name="letter_by_answer"),
            models.Index(fields=("sender", "-id"), name="letter_by_sender"),
            models.Index(fields=("inbox", "validity", "uid"), name="letter_by_place"),
            models.Index(fields=("settled_at",), name="letter_by_settled", condition=Q(settled_at__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | ~Q(state="waiting") & Q(settled_at__isnull=False),
                name="letter_settled_has_moment",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """The journal's name for this letter."""
        return letter_subject(self.code)

    @property
    def standing(self) -> LetterState:
        """The state, with its label."""
        return LetterState(self.state)

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.subject_line or "（无主题）"
