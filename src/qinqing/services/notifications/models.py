"""Messages and who has read them. Only ``actions`` writes here."""

from django.db import models

from qinqing.services.notifications.rules import Kind


class Message(models.Model):
    """消息: something one mailbox is told, written in the transaction of what happened.

    ``key`` with the mailbox makes it exist once, however often it is asked for. ``person`` reads it besides.
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

    class Meta:
        db_table = "notifications_message"
        verbose_name = "消息"
        indexes = (
            models.Index(fields=("mailbox", "-id"), name="message_by_mailbox"),
            models.Index(fields=("mailbox", "at"), name="message_news"),  # the bell counts the last month of years
            models.Index(fields=("person", "-id"), name="message_by_person", condition=models.Q(person__isnull=False)),
            models.Index(fields=("subject", "-id"), name="message_by_subject"),
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
