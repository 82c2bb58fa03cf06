"""The memory of the measures: a copy of what the record tells, made anew whenever the record went on."""

from django.db import models
from django.db.models import Q


class Track(models.Model):
    """One appeal as the measures count it. Written from its record alone (``rules.tracks``), never by hand."""

    appeal = models.OneToOneField("appeals.Appeal", primary_key=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    last = models.BigIntegerField(db_index=True)
    last_at = models.DateTimeField()
    enterprise = models.BigIntegerField(null=True)
    township = models.BigIntegerField(null=True)
    lead = models.BigIntegerField(null=True)
    section = models.CharField(max_length=1, blank=True)
    category = models.CharField(max_length=24, blank=True)
    channel = models.CharField(max_length=16, blank=True)
    rung = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField(null=True)
    transferred_at = models.DateTimeField(null=True)
    transferred_in_time = models.BooleanField(null=True)
    contacted_in_time = models.BooleanField(null=True)
    returned = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    handle_due_at = models.DateTimeField(null=True)
    handle_first_due_at = models.DateTimeField(null=True)
    handle_until = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    late_at_first = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=24, blank=True)
    rated_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)
    called_at = models.DateTimeField(null=True)
    called_satisfied = models.BooleanField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_satisfied = models.BooleanField(null=True)

    class Meta:
        db_table = "bulletins_track"
        # One for each moment that a period is asked by; a month is a small part of the whole.
        indexes = (
            models.Index(fields=("received_at",), name="track_received"),
            models.Index(fields=("transferred_at",), name="track_transferred"),
            models.Index(fields=("closed_at",), name="track_closed"),
            models.Index(fields=("rated_at",), name="track_rated"),
            models.Index(fields=("called_at",), name="track_called"),
            models.Index(fields=("checked_at",), name="track_checked"),
            models.Index(fields=("received_at", "lead"), name="track_open", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=("handle_until", "handle_due_at"),
                name="track_handled",
                condition=Q(handle_due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id}#{self.sequence}"
