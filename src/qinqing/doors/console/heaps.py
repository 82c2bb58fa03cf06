"""Which of many heaps of work have anything in them: one statement asks for all."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Asked = tuple[str, tuple[Any, ...]]


def filled(heaps: Mapping[str, QuerySet[Any]]) -> set[str]:
    """The names of the heaps that have a row; those whose post has no such heap are not asked for."""
    asked = {name: told for name, rows in heaps.items() if (told := _exists(rows))}
    if not asked:
        return set()
    columns = ", ".join(f"EXISTS({sql})" for sql, _ in asked.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _, values in asked.values() for value in values])
        return {name for name, found in zip(asked, cursor.fetchone(), strict=True) if found}


def _exists(rows: QuerySet[Any]) -> Asked | None:
    try:
        return rows.query.exists().get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
