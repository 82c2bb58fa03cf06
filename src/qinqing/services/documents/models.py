"""Attachments filed with a subject, and the counters of official numbers. Only ``actions`` writes here."""

from django.db import models

from qinqing.kernel.ids import public_code
from qinqing.services.documents.rules.kinds import Kind


class Attachment(models.Model):
    """One file as it was accepted: what is kept, under which digest, brought by whom. Its bytes never change."""

    code = models.CharField(max_length=10, unique=True, default=public_code)
    subject = models.CharField(max_length=120)
    name = models.CharField("文件名", max_length=200)
    stored_name = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField(max_length=120)
    kind = models.CharField("类型", max_length=20, choices=Kind.choices())
    note = models.CharField("说明", max_length=200, blank=True)
    added_by = models.CharField("提交人", max_length=200)
    added_at = models.DateTimeField("提交时间")
    confidential = models.BooleanField("保密", default=False)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        indexes = [models.Index(fields=["subject", "id"], name="documents_attachment_subject")]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number given out in one series and year."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="documents_counter_series_year")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.value}"
