"""What stands in the mailboxes of an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.notifications.models import Mark, Message, Reading
from qinqing.services.notifications.rules import Kind, mailboxes
from qinqing.services.notifications.rules.addresses import left_mailboxes

PAGE = 30
# More is no number anybody reads; and what nobody read in a month is no news.
MANY = 99
NEWS = timedelta(days=30)
# Every page asks this: written out, it takes a fifth of the time that Django needs to put it together. "id + 0", so that
# no planner reads every id ever given to find a month's news of one mailbox.
UNREAD = """
    SELECT COUNT(*) FROM (
        SELECT 1 FROM notifications_message AS message
        WHERE {reads}
        AND id + 0 > COALESCE((SELECT upto FROM notifications_mark WHERE person = %s AND place = %s), 0)
        AND at > %s
        AND NOT EXISTS (SELECT 1 FROM notifications_reading WHERE message_id = message.id AND person = %s)
        LIMIT %s
    ) AS found"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; empty fields do not filter. ``before`` is the keyset cursor, a message's id."""

    kind: str = ""
    unread: bool = False
    before: int | None = None
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """One page of messages, and the cursor of the next, if there is one."""

    rows: Sequence[Message]
    next: int | None = None


def unread(actor: Actor, *, at: datetime) -> int:
    """How many messages of the last month the actor has not read, up to one more than MANY; one query."""
    if actor.person is None:
        return 0
    boxes: list[str | int | None] = [*mailboxes(actor)]
    reads = f"mailbox IN ({', '.join(['%s'] * len(boxes))})"
    if not actor.post:
        left = left_mailboxes(actor)
        gone = f" AND mailbox NOT IN ({', '.join(['%s'] * len(left))})" if left else ""
        reads, boxes = f"({reads} OR person = %s{gone})", [*boxes, actor.person, *left]
    since = connection.ops.adapt_datetimefield_value(at - NEWS)
    with connection.cursor() as cursor:
        cursor.execute(
            UNREAD.format(reads=reads), [*boxes, actor.person, actor.post or 0, since, actor.person, MANY + 1]
        )
        (count,) = cursor.fetchone()
    return int(count)


def page(actor: Actor, wanted: Wanted) -> Page:
    """Messages newest first, each with ``is_read``; one query."""
    rows = mine(actor)
    if wanted.kind:
        rows = rows.filter(kind=Kind(wanted.kind))
    if wanted.unread:
        rows = _unread(rows, actor)
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    found = list(rows.annotate(is_read=_is_read(actor)).order_by("-pk")[: wanted.size + 1])
    shown = found[: wanted.size]
    return Page(shown, shown[-1].pk if len(found) > wanted.size else None)


def fetch(actor: Actor, pk: int) -> Message:
    """One message of the actor's. Raises NotFound alike for absent and somebody else's."""
    found = mine(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound("message")
    return found


def was_told(key: str) -> bool:
    """Whether anybody was told this."""
    return Message.objects.filter(key=key).exists()


def mine(actor: Actor) -> QuerySet[Message]:
    """Every message the actor reads: the scope of everything here."""
    reads = Q(mailbox__in=mailboxes(actor))
    if actor.person is not None and not actor.post:
        reads |= Q(person=actor.person) & ~Q(mailbox__in=left_mailboxes(actor))
    return Message.objects.filter(reads)


def _unread(rows: QuerySet[Message], actor: Actor) -> QuerySet[Message]:
    return rows.filter(pk__gt=_upto(actor)).exclude(_was_read(actor))


def _is_read(actor: Actor) -> Any:
    read = When(Q(pk__lte=_upto(actor)) | Q(_was_read(actor)), then=Value(True))
    return Case(read, default=Value(False), output_field=BooleanField())


def _was_read(actor: Actor) -> Exists:
    return Exists(Reading.objects.filter(message=OuterRef("pk"), person=actor.person or 0))


def _upto(actor: Actor) -> Any:
    mark = Mark.objects.filter(person=actor.person or 0, place=actor.post or 0).values("upto")
    return Coalesce(Subquery(mark), Value(0))
