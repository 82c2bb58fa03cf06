"""The full-text index over ``search_document``: FTS5 on SQLite, a GIN index on PostgreSQL. Nothing else knows which.

Both find the same: documents in which every phrase stands, in the body or, where asked for, in the identity. SQLite
keeps an FTS5 table in step by triggers; its rowids are the document ids, which are in the order of object ids. On
PostgreSQL a document's tokens are one tsvector without positions, those of the identity marked; phrases of several
tokens are checked in the stored text.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from qinqing.services.search.rules import Phrase

Sql = tuple[str, list[Any]]

# A word that is common finds a page among the newest documents without its long posting list being read.
WINDOW = 2000
KIND_BITS = 16
# Every category but separators and controls: tokens are divided at blanks and nowhere else, whatever SQLite's tables
# know of the latest Han extensions.
TOKENIZER = "unicode61 remove_diacritics 0 categories ''L* M* N* P* S* Cn Co Cf''"
SQLITE_INSTALL = (
    f"""CREATE VIRTUAL TABLE search_index USING fts5(
        body, identity, content='search_document', content_rowid='id', prefix='1', tokenize='{TOKENIZER}')""",
    """CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, body, identity) VALUES (new.id, new.body, new.identity); END""",
    """CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, body, identity)
        VALUES ('delete', old.id, old.body, old.identity); END""",
    """CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, body, identity)
        VALUES ('delete', old.id, old.body, old.identity);
        INSERT INTO search_index(rowid, body, identity) VALUES (new.id, new.body, new.identity); END""",
)
SQLITE_REMOVE = (
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_index",
)
MARK = "~"
POSTGRES_TOKENS = (
    "array_to_tsvector(string_to_array(body, ' ') || string_to_array("
    f"CASE WHEN identity = '' THEN '' ELSE '{MARK}' || replace(identity, ' ', ' {MARK}') END, ' '))"
)
POSTGRES_INSTALL = (
    f"""CREATE INDEX search_document_tokens ON search_document USING gin (({POSTGRES_TOKENS}))
        WITH (fastupdate = on, gin_pending_list_limit = 512)""",
)
POSTGRES_REMOVE = ("DROP INDEX search_document_tokens",)


def install(schema_editor: Any) -> None:
    """Makes the index; called by the migration."""
    _run(schema_editor, SQLITE_INSTALL, POSTGRES_INSTALL)


def remove(schema_editor: Any) -> None:
    """Takes the index away again."""
    _run(schema_editor, SQLITE_REMOVE, POSTGRES_REMOVE)


def newest(
    kind: str,
    phrases: Sequence[Phrase],
    *,
    identity: bool,
    before: int | None,
    limit: int,
    within: models.QuerySet[Any] | None,
) -> list[int]:
    """Ids of the objects found, highest first, below ``before``; ``within`` narrows them to a queryset."""
    if connection.vendor == "sqlite":
        return _ids(_sqlite_newest(kind, phrases, identity, before, limit, within))
    found = _ids(_postgres_window(kind, phrases, identity, before, limit, within))
    if len(found) == limit:
        return found
    return _ids(_postgres_newest(kind, phrases, identity, before, limit, within))


def matching(kind: str, phrases: Sequence[Phrase], *, identity: bool) -> RawSQL:
    """The ids of all objects found, as a subquery."""
    if connection.vendor == "sqlite":
        sql, params = _sqlite_found(kind, phrases, identity)
        return RawSQL(f"SELECT search_index.rowid >> {KIND_BITS} FROM search_index WHERE {sql}", params)
    sql, params = _postgres_found(kind, phrases, identity)
    return RawSQL(f"SELECT search_document.object_id FROM search_document WHERE {sql}", params)


def _run(schema_editor: Any, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement, params=None)


def _ids(query: Sql) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return [number for (number,) in cursor.fetchall()]


def _belongs(within: models.QuerySet[Any] | None, number: str) -> Sql:
    """The condition that the queryset has a row with this id; correlated, so that only found rows are looked up."""
    if within is None:
        return "", []
    row = within.order_by().filter(pk=RawSQL(number, [])).values("pk")
    sql, params = row.query.sql_with_params()
    return f" AND EXISTS ({sql})", list(params)


# SQLite


def place(kind: str, object_id: int) -> int:
    """The document's id: in the order of object ids, with the kind in the lowest bits."""
    return object_id << KIND_BITS | _kind_number(kind)


def _kind_number(kind: str) -> int:
    return int.from_bytes(hashlib.blake2b(kind.encode(), digest_size=KIND_BITS // 8).digest(), "big")


def _sqlite_match(phrases: Sequence[Phrase], identity: bool) -> str:
    columns = "{body identity}" if identity else "{body}"
    each = (f'"{" ".join(phrase.tokens)}"{" *" if phrase.prefix else ""}' for phrase in phrases)
    return f"{columns} : ({' AND '.join(each)})"


def _sqlite_found(kind: str, phrases: Sequence[Phrase], identity: bool) -> Sql:
    sql = f"search_index MATCH %s AND (search_index.rowid & {(1 << KIND_BITS) - 1}) = %s"
    return sql, [_sqlite_match(phrases, identity), _kind_number(kind)]


def _sqlite_newest(
    kind: str,
    phrases: Sequence[Phrase],
    identity: bool,
    before: int | None,
    limit: int,
    within: models.QuerySet[Any] | None,
) -> Sql:
    found, params = _sqlite_found(kind, phrases, identity)
    if before is not None:
        found, params = f"{found} AND search_index.rowid < %s", [*params, place(kind, before)]
    number = f"search_index.rowid >> {KIND_BITS}"
    belongs, belonging = _belongs(within, number)
    sql = f"SELECT {number} FROM search_index WHERE {found}{belongs} ORDER BY search_index.rowid DESC LIMIT %s"
    return sql, [*params, *belonging, limit]


# PostgreSQL


def _postgres_stands(phrase: Phrase, identity: bool, table: str) -> Sql:
    """The condition that the phrase stands in the stored tokens, decided by reading them."""
    pattern = f"% {' '.join(phrase.tokens)}{'' if phrase.prefix else ' '}%"
    columns = ("body", "identity") if identity else ("body",)
    each = (f"(' ' || {table}.{column} || ' ') LIKE %s" for column in columns)
    return f"({' OR '.join(each)})", [pattern] * len(columns)


def _postgres_query(phrases: Sequence[Phrase], identity: bool) -> str:
    marks = ("", MARK) if identity else ("",)
    each = (" | ".join(_postgres_tokens(phrase, mark) for mark in marks) for phrase in phrases)
    return " & ".join(f"({alternatives})" for alternatives in each)


def _postgres_tokens(phrase: Phrase, mark: str) -> str:
    lexemes = [f"'{mark}{token}'" for token in phrase.tokens]
    if phrase.prefix:
        lexemes[-1] += ":*"
    return f"({' & '.join(lexemes)})"


def _postgres_found(kind: str, phrases: Sequence[Phrase], identity: bool) -> Sql:
    sql = f"search_document.kind = %s AND {POSTGRES_TOKENS} @@ %s::tsquery"
    params: list[Any] = [kind, _postgres_query(phrases, identity)]
    for phrase in phrases:
        if len(phrase.tokens) > 1:
            stands, patterns = _postgres_stands(phrase, identity, "search_document")
            sql, params = f"{sql} AND {stands}", params + patterns
    return sql, params


def _postgres_window(
    kind: str,
    phrases: Sequence[Phrase],
    identity: bool,
    before: int | None,
    limit: int,
    within: models.QuerySet[Any] | None,
) -> Sql:
    below, params = ("AND object_id < %s", [kind, before]) if before is not None else ("", [kind])
    recent = f"""SELECT object_id, body, identity FROM search_document WHERE kind = %s {below}
        ORDER BY object_id DESC LIMIT {WINDOW}"""
    stands = [_postgres_stands(phrase, identity, "recent") for phrase in phrases]
    belongs, belonging = _belongs(within, "recent.object_id")
    sql = f"""WITH recent AS MATERIALIZED ({recent}) SELECT object_id FROM recent
        WHERE {" AND ".join(sql for sql, _ in stands)}{belongs} ORDER BY object_id DESC LIMIT %s"""
    return sql, [*params, *(pattern for _, patterns in stands for pattern in patterns), *belonging, limit]


def _postgres_newest(
    kind: str,
    phrases: Sequence[Phrase],
    identity: bool,
    before: int | None,
    limit: int,
    within: models.QuerySet[Any] | None,
) -> Sql:
    found, params = _postgres_found(kind, phrases, identity)
    if before is not None:
        found, params = f"{found} AND search_document.object_id < %s", [*params, before]
    belongs, belonging = _belongs(within, "search_document.object_id")
    # The sum keeps the planner from walking all documents by id in the hope of filling the page soon.
    sql = f"""SELECT search_document.object_id FROM search_document WHERE {found}{belongs}
        ORDER BY search_document.object_id + 0 DESC LIMIT %s"""
    return sql, [*params, *belonging, limit]
