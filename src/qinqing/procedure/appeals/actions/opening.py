"""Noting that somebody at the desk opened appeals: one statement, and no more than one row an hour for each of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from qinqing.kernel.actors import STAFF, Actor
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import hides_identity

HOUR = 3600  # seconds
# Asked before it is put in, for the table refuses to replace a row; of two at once the later finds the first.
NOTE = """
    INSERT INTO appeals_opening
        (appeal_id, person, name, post, post_label, organ, organ_name, hour, at, knew)
    SELECT told.* FROM (VALUES {rows}) AS told
    WHERE NOT EXISTS (
        SELECT 1 FROM appeals_opening WHERE appeal_id = told.column1 AND person = told.column2
        AND post = told.column4 AND hour = told.column8
    )
    ON CONFLICT (appeal_id, person, post, hour) DO NOTHING
"""
KINDS = ("bigint", "bigint", "varchar", "bigint", "varchar", "bigint", "varchar", "bigint", "timestamptz", "boolean")


def note_openings(appeals: Iterable[Appeal], *, by: Actor, at: datetime) -> None:
    """谁看过: the appeals, their files or papers were opened by somebody at the desk; nobody else's reading is noted.

    May be called where nothing else may be written: reading an appeal is the one thing that leaves this trace.
    """
    rows = [_row(appeal, by, at) for appeal in {one.pk: one for one in appeals}.values()]
    if by.role not in STAFF or by.person is None or not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(rows)), [value for row in rows for value in row])


def _row(appeal: Appeal, by: Actor, at: datetime) -> tuple[Any, ...]:
    return (
        appeal.pk, by.person, by.name[:60], by.post or 0, (by.post_label or by.role.label)[:200], by.organ,
        by.organ_name[:200], int(at.timestamp()) // HOUR, connection.ops.adapt_datetimefield_value(at),
        appeal.confidential and not hides_identity(appeal, by),
    )  # fmt: skip


def _statement(count: int) -> str:
    """PostgreSQL wants to be told of what kind the values are that it is only given."""
    typed = connection.vendor == "postgresql"
    row = ", ".join(f"CAST(%s AS {kind})" if typed else "%s" for kind in KINDS)
    return NOTE.format(rows=", ".join([f"({row})"] * count))
