"""One row of tokens per searchable object. The full-text index over it belongs to ``backends``."""

from django.db import models


class Document(models.Model):
    """The tokens of one object, kept by ``actions.index`` in the transaction that writes the object.

    ``identity`` holds what tells who brought a matter: it is searched only where the caller says so.
    ``marks`` are single words, divided by blanks, of which a search may name one that all it may find bear.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    body = models.TextField()
    identity = models.TextField(blank=True)
    marks = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_object")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.object_id}"
