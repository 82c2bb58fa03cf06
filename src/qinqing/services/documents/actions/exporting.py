"""Taking a ledger away: written whole into a file that nobody else sees, and put on the record."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from io import SEEK_END
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.ids import public_code
from qinqing.kernel.phrases import local
from qinqing.services.documents.events import LEDGER_EXPORTED, ledger_subject
from qinqing.services.documents.permits import may_export
from qinqing.services.documents.queries.kinds import county
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.documents.rules.kinds import FORMS, Kind
from qinqing.services.documents.rules.ledgers import Ledger, Provenance, Row
from qinqing.services.journal.actions import record


@dataclass(frozen=True, slots=True)
class Exported:
    """A ledger to send: the open file, which the door closes, its headers, and how many rows it has."""

    file: BinaryIO
    headers: dict[str, str]
    rows: int


def export_ledger(
    ledger: Ledger, rows: Iterable[Row], *, filters: Sequence[tuple[str, str]] = (), by: Actor, at: datetime
) -> Exported:
    """Writes a ledger of these rows, which the caller has scoped, and records who took it, narrowed by what.

    ``rows`` are read while the file is written, outside any transaction: none waits for a reader of 100,000 rows.
    Raises Refused for a post that has nothing to do with this ledger.
    """
    from qinqing.services.documents.rules.ledgers.writing import write  # noqa: PLC0415  (fetched when needed)

    may_export(ledger, by).enforce()
    with ExitStack() as when_it_fails:
        file = when_it_fails.enter_context(TemporaryFile())
        count = write(file, ledger, rows, Provenance(county(), by.title, at, filters))
        facts = {"ledger": ledger.name, "filters": [f"{name}：{value}" for name, value in filters], "rows": count}
        with transaction.atomic():
            record(ledger_subject(ledger.key, public_code()), LEDGER_EXPORTED, by=by, at=at, facts=facts)
        size = file.seek(0, SEEK_END)
        file.seek(0)
        when_it_fails.pop_all()
    name = f"{ledger.name}（{local(at):%Y-%m-%d}）.xlsx"
    return Exported(file, download_headers(name, FORMS[Kind.XLSX].media_type, size), count)
