"""Every table of the database, reduced to one digest each: what a refused or a read request must leave as it was."""

import hashlib

from django.db import connection

# Sessions begin, drafts are kept and attempts are counted by whoever knocks; none of them is the procedure's memory.
# Who opened an appeal is noted on purpose, and in its own table.
KNOCKING = frozenset(
    {"django_session", "web_draft", "accounts_attempt", "accounts_tokenuse", "accounts_login", "appeals_opening"}
)


def digests(*, but: frozenset[str] = KNOCKING) -> dict[str, str]:
    """Table name and digest of all its rows, whatever their order."""
    names = sorted(set(connection.introspection.table_names()) - but)
    with connection.cursor() as cursor:
        return {name: _digest(cursor, name) for name in names}


def changed(before: dict[str, str]) -> list[str]:
    """The tables that no longer hold what they held."""
    now = digests()
    return [name for name in before if before[name] != now[name]]


def _digest(cursor: object, name: str) -> str:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
    rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
