"""Writing messages, in the transaction of what they tell: either both are there afterwards, or neither."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError

from qinqing.services.journal.actions import on_recorded
from qinqing.services.notifications.models import Message
from qinqing.services.notifications.rules import Kind, Line, Recipient, Story, Table, fill
from qinqing.services.notifications.rules.lines import TEXT, TITLE


@dataclass(frozen=True, slots=True)
class Telling:
    """One message for several recipients. ``key`` says what is told: asked for twice, it is told once.

    ``line`` names the words, for templates and choices; ``link`` and ``code`` the page it leads to; ``subject`` is the
    journal's name of what it is about.
    """

    key: str
    to: tuple[Recipient, ...]
    kind: Kind
    title: str
    at: datetime
    text: str = ""
    line: str = ""
    subject: str = ""
    link: str = ""
    code: str = ""


def tell(key: str, *, to: Iterable[Recipient], kind: Kind, title: str, at: datetime, **rest: Any) -> None:
    """Tells some recipients one thing, inside the caller's transaction; one statement."""
    tell_many([Telling(key, tuple(to), kind, title, at, **rest)])


def tell_many(tellings: Iterable[Telling]) -> None:
    """Tells many things in one statement (for every hundred or so)."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("a message is written in the same transaction as what it tells")
    rows = [row for telling in tellings for row in _rows(telling)]
    if rows:
        Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def follow(table: Table) -> None:
    """From now on the events of a chapter's table are told as they are recorded."""

    def hear(entries: Sequence[Any]) -> None:
        tell_many(_tellings(table, entries))

    for event in table.told:
        on_recorded(event, hear)


def _tellings(table: Table, entries: Sequence[Any]) -> Iterator[Telling]:
    for story in table.stories(entries):
        for line in table.told[story.entry.event]:
            for recipient in line.to(story):
                yield _telling(line, story, recipient)


def _telling(line: Line, story: Story, recipient: Recipient) -> Telling:
    words = story.words_for(recipient)
    return Telling(
        key=f"{story.entry.subject}#{story.entry.sequence}/{line.name}",
        to=(recipient,),
        kind=line.kind,
        title=fill(line.title, words, TITLE),
        at=story.entry.at,
        text=fill(line.text, words, TEXT),
        line=line.name,
        subject=story.entry.subject,
        link=line.link,
        code=story.code,
    )


def _rows(telling: Telling) -> Iterator[Message]:
    for recipient in dict.fromkeys(telling.to):
        yield Message(
            key=telling.key,
            mailbox=recipient.mailbox,
            person=recipient.person,
            kind=telling.kind,
            line=telling.line,
            subject=telling.subject,
            title=telling.title[:TITLE],
            text=telling.text,
            link=telling.link,
            code=telling.code,
            at=telling.at,
        )
