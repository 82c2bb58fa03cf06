"""Editions. A row is written once; only the day its successor takes over is added later."""

from django.db import models
from django.db.models import F, Q


class Edition(models.Model):
    """制度版本: the Plan's clauses and numbers in force from a day on."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    in_force_from = models.DateField(unique=True)
    in_force_until = models.DateField(null=True)
    settings = models.JSONField()
    clauses = models.JSONField()
    # Over everything above but in_force_until: caches know an edition by it, whatever becomes of a rolled-back id.
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    adopted_by = models.CharField(max_length=200)
    adopted_at = models.DateTimeField()

    class Meta:
        db_table = "plan_edition"
        constraints = (
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                name="edition_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.number} 版"
