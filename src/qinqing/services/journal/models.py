"""Entries, the heads of their chains, and the seals over them. Only ``actions`` writes here."""

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from qinqing.kernel.actors import Actor, Role


class Entry(models.Model):
    """One thing that happened to one subject. Never updated, never deleted: triggers refuse it."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=120)
    sequence = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    event = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    person = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    post_label = models.CharField(max_length=200, blank=True)
    organ = models.BigIntegerField(null=True)
    organ_name = models.CharField(max_length=200, blank=True)
    substitute_for = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    about: object = None  # the subject itself, on an entry just recorded of what was in hand

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "sequence"], name="journal_entry_place")]
        indexes: ClassVar = [
            models.Index(fields=["event", "id"], name="journal_entry_event"),
            models.Index(fields=["person", "id"], name="journal_entry_person"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}#{self.sequence} {self.event}"

    @cached_property
    def _content(self) -> dict[str, dict[str, Any]]:
        content: dict[str, dict[str, Any]] = json.loads(self.body)
        return content

    @property
    def facts(self) -> dict[str, Any]:
        """What happened, for the timeline."""
        return self._content["facts"]

    @property
    def sets(self) -> dict[str, Any]:
        """The columns of the subject that took new values."""
        return self._content["sets"]

    @property
    def by(self) -> Actor:
        """Who did it, as known at the time."""
        return Actor(
            Role(self.role),
            name=self.name,
            person=self.person,
            post=self.post,
            post_label=self.post_label,
            organ=self.organ,
            organ_name=self.organ_name,
            substitute_for=self.substitute_for,
        )


class Stream(models.Model):
    """The head of one subject's chain: what the next entry must follow."""

    subject = models.CharField(max_length=120, primary_key=True)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    last = models.BigIntegerField()

    class Meta:
        # What went on since a seal is found without reading what did not.
        indexes: ClassVar = [models.Index(fields=["last"], name="journal_stream_last")]

    def __str__(self) -> str:
        return f"{self.subject}#{self.sequence}"


class Seal(models.Model):
    """A digest over the entries after the former seal, up to ``last``; chained to the former seal."""

    number = models.PositiveBigIntegerField(primary_key=True)
    day = models.DateField(db_index=True)
    sealed_at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    leaves = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = "封存"

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
