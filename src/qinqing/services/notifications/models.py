"""Messages and who has read them. Only ``actions`` writes here."""

from django.db import models

from qinqing.kernel.ids import public_code
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Fate, Medium
from qinqing.services.notifications.rules.wordings import Standing


def delivery_code() -> str:
    """What a receiver knows a notice by."""
    return public_code(20)


class Message(models.Model):
    """消息: something one mailbox is told, written in the transaction of what happened.

    ``key`` with the mailbox makes it exist once, however often it is asked for. ``person`` reads it besides. ``spread``
    tells that the worker has seen to its ways out.
    """

    key = models.CharField(max_length=160)
    mailbox = models.CharField(max_length=60)
    person = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices())
    line = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=24, blank=True)
    code = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    spread = models.BooleanField(default=False)

    class Meta:
        db_table = "notifications_message"
        verbose_name = "消息"
        indexes = (
            models.Index(fields=("mailbox", "-id"), name="message_by_mailbox"),
            models.Index(fields=("mailbox", "at"), name="message_news"),  # the bell counts the last month of years
            models.Index(fields=("person", "-id"), name="message_by_person", condition=models.Q(person__isnull=False)),
            models.Index(fields=("subject", "-id"), name="message_by_subject"),
            models.Index(fields=("id",), name="message_to_spread", condition=models.Q(spread=False)),
        )
        constraints = (models.UniqueConstraint(fields=("key", "mailbox"), name="message_once"),)

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """One person has read one message."""

    person = models.BigIntegerField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        db_table = "notifications_reading"
        constraints = (models.UniqueConstraint(fields=("message", "person"), name="reading_once"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.message_id}"


class Mark(models.Model):
    """One person has read everything up to a message, in one post (``place`` 0: as an enterprise's user)."""

    person = models.BigIntegerField()
    place = models.BigIntegerField()
    upto = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notifications_mark"
        constraints = (models.UniqueConstraint(fields=("person", "place"), name="mark_once"),)

    def __str__(self) -> str:
        return f"{self.person}@{self.place}: {self.upto}"


class PersonalChoice(models.Model):
    """我的通知: how one person wants to be told, where that is not as shipped (``rules.choosing``)."""

    person = models.BigIntegerField(unique=True)
    ways = models.JSONField(default=dict)
    quiet_from = models.PositiveSmallIntegerField()
    quiet_until = models.PositiveSmallIntegerField()
    rest_days = models.BooleanField()
    digest_hour = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "notifications_choice"

    def __str__(self) -> str:
        return f"{self.person}"


class Channel(models.Model):
    """通道: one way out. ``secrets`` are written on the page and never shown again, nor put on the record."""

    code = models.CharField(max_length=10, unique=True, default=public_code)
    medium = models.CharField(max_length=12, choices=Medium.choices())
    name = models.CharField("名称", max_length=60)
    active = models.BooleanField("启用", default=False)
    settings = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)
    kinds = models.JSONField(default=list)
    mailboxes = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "notifications_channel"
        verbose_name = "通道"
        constraints = (
            models.UniqueConstraint(
                fields=("medium",), condition=models.Q(medium__in=("mail", "sms")), name="channel_personal_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class WordingVersion(models.Model):
    """消息文字: what one medium says of one kind of message, as somebody wrote it and somebody else put it in force.

    ``shipped`` are the program's own words again: they follow the program when it is upgraded.
    """

    medium = models.CharField(max_length=12, choices=Medium.choices())
    kind = models.CharField(max_length=12, choices=Kind.choices())
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    shipped = models.BooleanField(default=False)
    standing = models.CharField(max_length=10, choices=Standing.choices(), default=Standing.PROPOSED)
    author = models.BigIntegerField(null=True)
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    ruled_by = models.CharField(max_length=120, blank=True)
    ruled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "notifications_wording"
        verbose_name = "消息文字"
        constraints = (
            models.UniqueConstraint(fields=("medium", "kind", "version"), name="wording_version_once"),
            models.UniqueConstraint(
                fields=("medium", "kind"), condition=models.Q(standing="proposed"), name="wording_proposed_once"
            ),
            models.UniqueConstraint(
                fields=("medium", "kind"), condition=models.Q(standing="in_force"), name="wording_in_force_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.medium} {self.kind} {self.version}"


class Delivery(models.Model):
    """发送: one notice on one way to one receiver, from the moment it is told to its end.

    ``once`` makes it exist once; ``code`` goes along, so that a receiver who gets it twice can tell. While a worker has
    it, ``taken_until`` lies ahead; a worker that dies lets go by itself. What waits for the receiver's own hours is due
    when they come; ``digest`` is the mail it went with, where the receiver wants one mail a day.

    What is told to a bare number or address has no message: ``purpose`` says what it is, ``sealed`` holds address and
    words until it has gone, and after ``ends_at`` it is not worth sending.
    """

    once = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=20, unique=True, default=delivery_code)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="deliveries")
    digest = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="parts")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    account = models.BigIntegerField(null=True)
    receiver = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    sealed = models.TextField(blank=True)
    ends_at = models.DateTimeField(null=True)
    fate = models.CharField(max_length=10, choices=Fate.choices(), default=Fate.WAITING)
    why = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_delivery"
        verbose_name = "发送"
        indexes = (
            models.Index(fields=("due_at", "id"), name="delivery_due", condition=models.Q(fate="waiting")),
            models.Index(
                fields=("fate", "due_at"), name="delivery_of_hours", condition=models.Q(fate__in=("held", "gathered"))
            ),
            models.Index(fields=("fate", "-id"), name="delivery_by_fate"),
            models.Index(fields=("message", "id"), name="delivery_by_message"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.fate}"
