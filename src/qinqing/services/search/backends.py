"""The full-text index over ``search_document``: FTS5 on SQLite, a GIN index on PostgreSQL. Nothing else knows which.

Both find the same: documents in which every phrase stands, in the body or, where asked for, in the identity. SQLite
keeps an FTS5 table in step by triggers; its rowids are the document ids, which are in the order of object ids. On
PostgreSQL a document's tokens are one tsvector without positions, those of the identity marked; phrases of several
tokens are checked in the stored text. A document's marks stand in the same index, so that who sees few of the objects
reads no more than those of what holds the words.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F
from django.db.models.expressions import RawSQL

from qinqing.services.search.models import Document
from qinqing.services.search.rules import Phrase

Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Search:
    """What to find and which page of it: ``limit`` ids below ``before``, narrowed to a queryset by ``within``.

    ``mark`` is one that all objects of that queryset bear: it decides nothing, and spares the reading of all others.
    """

    kind: str
    phrases: Sequence[Phrase]
    identity: bool
    before: int | None = None
    limit: int = 50
    within: models.QuerySet[Any] | None = None
    mark: str = ""


# On PostgreSQL a common word finds its page among the newest objects, without its long posting list being read. How
# often it stands in the newest few tells whether that is worth while; an actor who sees only a few has them all there.
GLANCE = 200
WINDOW = 1000
KIND_BITS = 16
# Every category but separators and controls: tokens are divided at blanks and nowhere else, whatever SQLite's tables
# know of the latest Han extensions.
TOKENIZER = "unicode61 remove_diacritics 0 categories ''L* M* N* P* S* Cn Co Cf''"
SQLITE_INSTALL = (
    f"""CREATE VIRTUAL TABLE search_index USING fts5(
        body, identity, marks, content='search_document', content_rowid='id', prefix='1', tokenize='{TOKENIZER}')""",
    """CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, body, identity, marks)
        VALUES (new.id, new.body, new.identity, new.marks); END""",
    """CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, body, identity, marks)
        VALUES ('delete', old.id, old.body, old.identity, old.marks); END""",
    """CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, body, identity, marks)
        VALUES ('delete', old.id, old.body, old.identity, old.marks);
        INSERT INTO search_index(rowid, body, identity, marks)
        VALUES (new.id, new.body, new.identity, new.marks); END""",
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
)
SQLITE_REMOVE = (
    "DROP TRIGGER IF EXISTS search_document_added",
    "DROP TRIGGER IF EXISTS search_document_removed",
    "DROP TRIGGER IF EXISTS search_document_changed",
    "DROP TABLE IF EXISTS search_index",
)
IDENTITY, BORNE = "~", "@"
POSTGRES_SIGNED = "string_to_array(CASE WHEN {0} = '' THEN '' ELSE '{1}' || replace({0}, ' ', ' {1}') END, ' ')"
POSTGRES_TOKENS = " || ".join(
    (
        "string_to_array(body, ' ')",
        POSTGRES_SIGNED.format("identity", IDENTITY),
        POSTGRES_SIGNED.format("marks", BORNE),
    )
)
# The cost tells the planner never to compute the tokens of row after row instead of reading the index.
POSTGRES_INSTALL = (
    f"""CREATE FUNCTION search_tokens(body text, identity text, marks text) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN array_to_tsvector({POSTGRES_TOKENS}); END $$""",
    """CREATE INDEX search_document_tokens ON search_document USING gin (search_tokens(body, identity, marks))
        WITH (fastupdate = on, gin_pending_list_limit = 512)""",
)
POSTGRES_REMOVE = ("DROP INDEX IF EXISTS search_document_tokens", "DROP FUNCTION IF EXISTS search_tokens")


def install(schema_editor: Any) -> None:
    """Makes the index; called by the migration."""
    _run(schema_editor, SQLITE_INSTALL, POSTGRES_INSTALL)


def remove(schema_editor: Any) -> None:
    """Takes the index away again."""
    _run(schema_editor, SQLITE_REMOVE, POSTGRES_REMOVE)


def newest(search: Search) -> list[int]:
    """Ids of the objects found, highest first."""
    if connection.vendor == "sqlite":
        return _ids(_sqlite_newest(search))
    return _array(_postgres_newest(search))


def matching(search: Search) -> RawSQL:
    """The ids of all objects found, as a subquery; the page's bounds are not looked at."""
    if connection.vendor == "sqlite":
        sql, params = _sqlite_found(search)
        return RawSQL(f"SELECT search_index.rowid >> {KIND_BITS} FROM search_index WHERE {sql}", params)
    sql, params = _postgres_found(search)
    return RawSQL(f"SELECT search_document.object_id FROM search_document WHERE {sql}", params)


def sharing(kind: str, tokens: Mapping[str, float], limit: int) -> list[tuple[int, str]]:
    """Objects whose body holds the weightiest of these tokens, most first, each with its body; at most ``limit``."""
    holding = _sqlite_holding if connection.vendor == "sqlite" else _postgres_holding
    each = [holding(kind, token, weight) for token, weight in tokens.items()]
    rows = " UNION ALL ".join(sql for sql, _ in each)
    sql = f"""SELECT found, body FROM (SELECT found, sum(weight) AS shared FROM ({rows}) AS holding
            GROUP BY found ORDER BY shared DESC, found DESC LIMIT %s) AS weightiest
        JOIN search_document ON kind = %s AND object_id = found ORDER BY shared DESC, found DESC"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(param for _, params in each for param in params), limit, kind])
        return [(found, body) for found, body in cursor.fetchall()]


def last(kind: str) -> int:
    """The highest id of an object of this kind; 0 when there is none."""
    (found,) = _ids(("SELECT COALESCE(MAX(object_id), 0) FROM search_document WHERE kind = %s", [kind]))
    return found


def _run(schema_editor: Any, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement, params=None)


def _ids(query: Sql) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return [number for (number,) in cursor.fetchall()]


def _array(query: Sql) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        (found,) = cursor.fetchone()
    return list(found)


def _belongs(within: models.QuerySet[Any] | None, number: str) -> Sql:
    """The condition that the queryset has a row with this id: looked up for each row that is found, never joined."""
    if within is None:
        return "TRUE", []
    row = within.order_by().filter(pk=RawSQL(number, [])).values("pk")[:1]
    sql, params = row.query.sql_with_params()
    return f"({sql}) IS NOT NULL", list(params)


# SQLite


def place(kind: str, object_id: int) -> int:
    """The document's id: in the order of object ids, with the kind in the lowest bits."""
    return object_id << KIND_BITS | _kind_number(kind)


def _kind_number(kind: str) -> int:
    return int.from_bytes(hashlib.blake2b(kind.encode(), digest_size=KIND_BITS // 8).digest(), "big")


def _sqlite_match(search: Search) -> str:
    columns = "{body identity}" if search.identity else "{body}"
    each = (f'"{" ".join(phrase.tokens)}"{" *" if phrase.prefix else ""}' for phrase in search.phrases)
    borne = f' AND marks : "{search.mark}"' if search.mark else ""
    return f"{columns} : ({' AND '.join(each)}){borne}"


def _sqlite_found(search: Search) -> Sql:
    sql = f"search_index MATCH %s AND (search_index.rowid & {(1 << KIND_BITS) - 1}) = %s"
    return sql, [_sqlite_match(search), _kind_number(search.kind)]


def _sqlite_newest(search: Search) -> Sql:
    found, params = _sqlite_found(search)
    if search.before is not None:
        found, params = f"{found} AND search_index.rowid < %s", [*params, place(search.kind, search.before)]
    number = f"search_index.rowid >> {KIND_BITS}"
    belongs, belonging = _belongs(search.within, number)
    sql = f"SELECT {number} FROM search_index WHERE {found} AND {belongs} ORDER BY search_index.rowid DESC LIMIT %s"
    return sql, [*params, *belonging, search.limit]


def _sqlite_holding(kind: str, token: str, weight: float) -> Sql:
    sql = f"""SELECT search_index.rowid >> {KIND_BITS} AS found, %s AS weight FROM search_index
        WHERE search_index MATCH %s AND (search_index.rowid & {(1 << KIND_BITS) - 1}) = %s"""
    return sql, [weight, f'{{body}} : "{token}"', _kind_number(kind)]


# PostgreSQL


def _postgres_holding(kind: str, token: str, weight: float) -> Sql:
    sql = """SELECT search_document.object_id AS found, %s::float AS weight FROM search_document
        WHERE search_document.kind = %s AND search_tokens(body, identity, marks) @@ %s::tsquery"""
    return sql, [weight, kind, _postgres_tokens(Phrase((token,)), "")]


def _postgres_stands(phrase: Phrase, identity: bool) -> Sql:
    """The condition that the phrase stands in the stored tokens, decided by reading them."""
    pattern = f"% {' '.join(phrase.tokens)}{'' if phrase.prefix else ' '}%"
    columns = ("body", "identity") if identity else ("body",)
    each = (f"(' ' || search_document.{column} || ' ') LIKE %s" for column in columns)
    return f"({' OR '.join(each)})", [pattern] * len(columns)


def _postgres_query(search: Search) -> str:
    signs = ("", IDENTITY) if search.identity else ("",)
    each = [" | ".join(_postgres_tokens(phrase, sign) for sign in signs) for phrase in search.phrases]
    borne = [f"'{BORNE}{search.mark}'"] if search.mark else []
    return " & ".join(f"({alternatives})" for alternatives in [*borne, *each])


def _postgres_tokens(phrase: Phrase, sign: str) -> str:
    lexemes = [f"'{sign}{token}'" for token in phrase.tokens]
    if phrase.prefix:
        lexemes[-1] += ":*"
    return f"({' & '.join(lexemes)})"


def _postgres_found(search: Search) -> Sql:
    sql = "search_document.kind = %s AND search_tokens(body, identity, marks) @@ %s::tsquery"
    params: list[Any] = [search.kind, _postgres_query(search)]
    for phrase in search.phrases:
        if len(phrase.tokens) > 1:
            stands, patterns = _postgres_stands(phrase, search.identity)
            sql, params = f"{sql} AND {stands}", params + patterns
    return sql, params


def _postgres_newest(search: Search) -> Sql:
    """One statement; of its three ways to the page only those are gone that the ones before could not spare."""
    glance, seen = _postgres_window(search, GLANCE)
    window, looked = _postgres_window(search, WINDOW)
    recent, counted = _postgres_recent(search, GLANCE)
    everywhere, found = _postgres_everywhere(search)
    sql = f"""WITH glance AS MATERIALIZED ({glance}), wide AS MATERIALIZED ({window})
        SELECT CASE
            WHEN cardinality(found) >= %s OR (SELECT count(*) FROM ({recent}) AS counted) < {GLANCE} THEN found
            WHEN cardinality(found) * {WINDOW // GLANCE} >= %s AND (SELECT cardinality(wide.found) >= %s FROM wide)
            THEN (SELECT wide.found FROM wide)
            ELSE ARRAY({everywhere}) END
        FROM glance"""
    return sql, [*seen, *looked, search.limit, *counted, search.limit, search.limit, *found]


def _postgres_window(search: Search, size: int) -> Sql:
    """What is found among the newest, at most a page of it."""
    recent, params = _postgres_recent(search, size)
    stands, patterns = _postgres_stand(search)
    sql = (
        f"SELECT ARRAY(SELECT searched_id FROM ({recent}) AS recent WHERE {stands} ORDER BY searched_id DESC LIMIT %s)"
    )
    return f"{sql} AS found", [*params, *patterns, search.limit]


def _postgres_stand(search: Search) -> Sql:
    """The condition that all phrases stand in ``searched_id``: a probe for each, so that one stops at a full page.

    A subquery that is no join cannot be turned into one.
    """
    each = [_postgres_stands(phrase, search.identity) for phrase in search.phrases]
    sql = " AND ".join(stands for stands, _ in each)
    probe = f"(SELECT {sql} FROM search_document WHERE kind = %s AND object_id = searched_id)"
    return probe, [*(pattern for _, patterns in each for pattern in patterns), search.kind]


def _postgres_recent(search: Search, size: int) -> Sql:
    """The newest objects that could be on the page."""
    within = search.within
    if within is None:
        within = Document.objects.filter(kind=search.kind).annotate(searched_id=F("object_id"))
    else:
        within = within.annotate(searched_id=F("pk"))
    if search.before is not None:
        within = within.filter(searched_id__lt=search.before)
    sql, params = within.order_by("-searched_id").values("searched_id")[:size].query.sql_with_params()
    return sql, list(params)


def _postgres_everywhere(search: Search) -> Sql:
    """By the index: what holds the tokens, newest first, and of that what holds the phrases until the page is full."""
    sql = "kind = %s AND search_tokens(body, identity, marks) @@ %s::tsquery"
    params: list[Any] = [search.kind, _postgres_query(search)]
    if search.before is not None:
        sql, params = f"{sql} AND object_id < %s", [*params, search.before]
    belongs, belonging = _belongs(search.within, "searched_id")
    stands, patterns = _postgres_stand(search)
    # The sum keeps the planner from walking all documents by id in the hope of filling the page soon; the choice asks
    # the cheaper question first.
    sql = f"""SELECT searched_id FROM (SELECT object_id AS searched_id FROM search_document WHERE {sql}
            ORDER BY object_id + 0 DESC) AS holding WHERE CASE WHEN {belongs} THEN {stands} ELSE FALSE END LIMIT %s"""
    return sql, [*params, *belonging, *patterns, search.limit]
