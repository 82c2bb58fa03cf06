"""Peers, threads, and the parcels of a thread out and in. Only ``actions`` writes here."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.services.exchange.events import peer_subject, thread_subject
from qinqing.services.exchange.rules.fates import ParcelFate, ParcelKind, Rank


def long_code() -> str:
    """What both houses know a thread or a parcel by."""
    return public_code(20)


class Peer(models.Model):
    """对接单位: another deployment. ``our_keys`` are private and never shown; the first of each list is the newest.

    ``organ`` is the organ of our register in whose name a county below us acts; ``posted`` the number of the last
    parcel that went out to it.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    name = models.CharField("名称", max_length=60)
    rank = models.CharField("关系", max_length=8, choices=Rank.choices())
    organ = models.BigIntegerField(null=True)
    url = models.CharField("地址", max_length=200)
    their_keys = models.JSONField(default=list)
    our_keys = models.JSONField(default=list)
    active = models.BooleanField("启用", default=False)
    posted = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "exchange_peer"
        verbose_name = "对接单位"
        constraints = (
            models.UniqueConstraint(fields=("rank",), condition=Q(rank="above"), name="peer_above_once"),
            models.UniqueConstraint(fields=("organ",), name="peer_of_organ_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The journal's name for this peer."""
        return peer_subject(self.code)


class Thread(models.Model):
    """往来: all that goes to and fro about one thing here (``about``, a journal subject) and its counterpart there.

    ``asked``: we handed it over and they handle it. ``sent`` and ``taken`` are the places of the last parcels. Without a
    peer it came as a file. ``theirs`` is what they know it by,
    ``dossier`` what they told of it at the beginning.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="threads")
    key = models.CharField(max_length=20, default=long_code)
    about = models.CharField(max_length=120, blank=True)
    asked = models.BooleanField()
    sent = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    theirs = models.CharField(max_length=60, blank=True)
    over = models.BooleanField(default=False)
    dossier = models.JSONField(null=True)

    class Meta:
        db_table = "exchange_thread"
        verbose_name = "往来"
        indexes = (models.Index(fields=("about", "id"), name="thread_by_about"),)
        constraints = (
            models.UniqueConstraint(fields=("peer", "key"), name="thread_once"),
            models.UniqueConstraint(
                fields=("key", "asked"), condition=Q(peer__isnull=True), name="thread_of_file_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.about}"

    @property
    def subject(self) -> str:
        """The journal's name for this thread."""
        return thread_subject(self.code)


class Outgoing(models.Model):
    """寄出: one parcel, written in the transaction of what it tells. While a worker has it, ``taken_until`` is ahead."""

    code = models.CharField(max_length=20, unique=True, default=long_code)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="outgoing")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="outgoing")
    number = models.PositiveBigIntegerField()
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ParcelKind.choices())
    content = models.JSONField()
    quote = models.JSONField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fate = models.CharField(max_length=10, choices=ParcelFate.choices(), default=ParcelFate.WAITING)
    why = models.CharField(max_length=400, blank=True)
    receipt = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_outgoing"
        verbose_name = "寄出的包裹"
        indexes = (
            models.Index(fields=("due_at", "id"), name="outgoing_due", condition=Q(fate="waiting")),
            models.Index(fields=("fate", "-id"), name="outgoing_by_fate"),
        )
        constraints = (
            models.UniqueConstraint(fields=("peer", "number"), name="outgoing_number_once"),
            models.UniqueConstraint(fields=("thread", "place"), name="outgoing_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.fate}"


class Incoming(models.Model):
    """收到: one parcel that came, once, with the receipt it was answered with, then and at every repetition.

    Without a peer it came as a file; ``why`` then names what of it was not taken.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="incoming")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="incoming")
    code = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ParcelKind.choices())
    digest = models.CharField(max_length=64)
    quote = models.JSONField()
    said = models.CharField(max_length=400, blank=True)
    accepted = models.BooleanField()
    why = models.CharField(max_length=400, blank=True)
    receipt = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "exchange_incoming"
        verbose_name = "收到的包裹"
        indexes = (models.Index(fields=("accepted", "-id"), name="incoming_by_accepted"),)
        constraints = (
            models.UniqueConstraint(fields=("peer", "code"), name="incoming_once"),
            models.UniqueConstraint(fields=("thread", "place"), name="incoming_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Piece(models.Model):
    """A piece of a file under way, kept until the last has come, or until none has come for long."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="pieces")
    file = models.CharField(max_length=64)
    part = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    data = models.BinaryField()
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_piece"
        constraints = (models.UniqueConstraint(fields=("thread", "file", "part"), name="piece_once"),)

    def __str__(self) -> str:
        return f"{self.file[:12]} {self.part}"
