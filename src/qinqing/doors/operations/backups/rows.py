"""Tables as text: one JSON array a row, in the order of the keys, the same from SQLite and PostgreSQL."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.functions import Collate

BATCH = 2000
BYTE_ORDER = {"postgresql": "C", "sqlite": "BINARY"}
# Whatever anybody does leaves a trace in one of these; what the migrations put in leaves none.
TRACES = frozenset({
    "journal_entry", "journal_seal", "accounts_account", "documents_attachment", "web_draft", "django_session",
})  # fmt: skip
Model = type[models.Model]


def tables() -> list[Model]:
    """Every table of every room, by name."""
    found = apps.get_models(include_auto_created=True)
    return sorted(
        (one for one in found if one._meta.managed and not one._meta.proxy), key=lambda one: one._meta.db_table
    )


def columns(model: Model) -> list[str]:
    """The columns of a table, as its rows list them."""
    return [field.attname for field in model._meta.local_concrete_fields]


def lines(model: Model, using: str) -> Iterator[bytes]:
    """Every row of a table as a line, read in batches."""
    rows = model._base_manager.using(using).order_by(_by_bytes(model, using)).values_list(*columns(model))
    for row in rows.iterator(chunk_size=BATCH):
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
        yield text.encode() + b"\n"


def put(model: Model, written: Iterable[bytes]) -> None:
    """Writes rows into a table that has none, with the keys they had."""
    fields = model._meta.local_concrete_fields
    waiting = iter(written)
    while batch := list(islice(waiting, BATCH)):
        model._base_manager.bulk_create([_row(model, fields, json.loads(line)) for line in batch])


def occupied() -> list[str]:
    """Tables that show that somebody was here; tables that do not exist yet show nothing."""
    present = set(connection.introspection.table_names())
    here = [model for model in tables() if model._meta.db_table in present & TRACES]
    return [model._meta.db_table for model in here if model._base_manager.exists()]


def clear_seeds() -> None:
    """Takes out what the migrations put in: the backup brings its own. The traces are empty, and the journal's triggers
    would refuse."""
    with connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in tables()} - TRACES):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def settle_keys() -> None:
    """The next key of every table follows its last one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _by_bytes(model: Model, using: str) -> Any:
    key = model._meta.pk
    while key.remote_field:
        key = key.target_field
    if not isinstance(key, models.CharField):
        return "pk"
    vendor = models.query.connections[using].vendor
    return Collate("pk", BYTE_ORDER[vendor])


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(f"a column of {type(value).__name__} cannot be kept")


def _row(model: Model, fields: Any, values: list[Any]) -> models.Model:
    given = zip(fields, values, strict=True)
    return model(**{field.attname: field.to_python(value) for field, value in given})
