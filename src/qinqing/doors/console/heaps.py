"""Which of many heaps of work have anything in them: one statement asks for all.

Django takes longer to write that statement than the database to answer it, and a post asks the same all day. So it is
written once for each post and state of the register, with ``MOMENT`` in the place of the time of asking.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.procedure.register import queries as register

Heaps = Mapping[str, Callable[[Actor, datetime], QuerySet[Any]]]
MOMENT = datetime(1949, 10, 1, tzinfo=UTC)


class Asked(NamedTuple):
    """One heap's name, with the statement that finds a row of it and the statement's values."""

    name: str
    sql: str
    values: tuple[Any, ...]


def filled(heaps: Heaps, actor: Actor, *, at: datetime) -> set[str]:
    """The names of the heaps that have a row; those that the post does not have are not asked for.

    What a heap's rows are may follow from the actor, the register and the moment, and from nothing else.
    """
    asked = register.derived((*heaps, actor), lambda: _written(heaps, actor))
    if not asked:
        return set()
    moment, now = map(connection.ops.adapt_datetimefield_value, (MOMENT, at))
    values = [now if value == moment else value for one in asked for value in one.values]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"EXISTS({one.sql})" for one in asked), values)
        return {one.name for one, found in zip(asked, cursor.fetchone(), strict=True) if found}


def _written(heaps: Heaps, actor: Actor) -> list[Asked]:
    written = ((name, _exists(rows(actor, MOMENT))) for name, rows in heaps.items())
    return [Asked(name, *told) for name, told in written if told]


def _exists(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    try:
        return rows.query.exists().get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
