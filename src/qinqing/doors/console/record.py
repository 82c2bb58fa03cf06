"""The record as the auditor reads it and takes it away: each entry in words, and whom the filter means."""

from collections.abc import Iterator
from typing import Any

from qinqing.doors.console.events import event_zh, facts_zh, subject_zh
from qinqing.doors.console.forms.journal import Entries
from qinqing.kernel.actors import STAFF, Actor, Role
from qinqing.services.accounts import queries as accounts
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row
from qinqing.services.journal import queries

CHUNK = 1000
RECORD = Ledger(
    "record",
    "办理记录",
    (
        Column("编号", 10, Kind.NUMBER), Column("时间", 17, Kind.DATETIME), Column("人员", 40), Column("办了什么", 30),
        Column("条款", 12), Column("说明", 50), Column("对象", 30), Column("第几条", 8, Kind.NUMBER), Column("指纹", 68),
    ),
    frozenset({Role.AUDIT_ADMIN}),
)  # fmt: skip


def described(line: queries.AuditLine) -> dict[str, Any]:
    """Who brought an appeal is part of what it says: enterprises are named on their own records only."""
    own = line.subject.partition("/")[0] in ("account", "enterprise")
    return {
        "line": line,
        "who": line.by.title if own or line.by.role in STAFF else line.by.role.label,
        "what": event_zh(line.event),
        "facts": facts_zh(line.facts),
        "subject": subject_zh(line.subject),
    }


def meant(typed: str) -> tuple[list[Any], int | None]:
    """Those whom a name may mean, and the one it does: by username, or by a name only one bears."""
    people = accounts.accounts(text=typed, limit=20) if typed else []
    exact = [one for one in people if typed in (one.username, one.name)]
    found = [one for one in exact if one.username == typed] or exact or people
    return people, found[0].pk if len(found) == 1 else None


def record_rows(actor: Actor, form: Entries) -> Iterator[Row]:
    """The rows of ``RECORD``, newest first; none where nobody alone is meant."""
    person = meant(form.person)[1]
    if form.person and person is None:
        return
    wanted, before = form.wanted(), None
    while page := queries.entries(actor, **wanted | {"before_id": before}, person=person, limit=CHUNK):
        yield from map(_row, page)
        before = page[-1].number


def _row(line: queries.AuditLine) -> Row:
    told = described(line)
    return (
        line.number, line.at, told["who"], told["what"], line.clause, told["facts"], told["subject"], line.sequence, line.hash,
    )  # fmt: skip
