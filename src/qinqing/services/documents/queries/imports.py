"""Tables handed in to be taken over: what kinds the chapters take, each with what it says and what became of it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.documents.events import import_subject
from qinqing.services.documents.models import Import
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.documents.rules.imports import OVER, ImportKind
from qinqing.services.documents.rules.ledgers import Column, Kind, Row
from qinqing.services.documents.rules.tables import Report, Taken
from qinqing.services.documents.rules.tables.glances import Glance

# Of what only needs a look a page shows so many; refused rows are kept to the last.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 300
REJECTED = (
    Column("工作表", 16), Column("行", 8, Kind.NUMBER), Column("列", 18), Column("原来的内容", 40), Column("为什么没有导入", 60),
)  # fmt: skip
KINDS: dict[str, ImportKind] = {}


def register_import_kinds(kinds: Iterable[ImportKind]) -> None:
    """Says which tables the chapters take. Called once, when the house is furnished."""
    KINDS.update({kind.key: kind for kind in kinds})


def import_kinds(actor: Actor) -> list[ImportKind]:
    """The kinds of tables that this actor may hand in."""
    return [kind for kind in KINDS.values() if kind.may(actor)]


def import_kind(key: str) -> ImportKind:
    """One kind by its word. Raises NotFound."""
    if key not in KINDS:
        raise NotFound(key)
    return KINDS[key]


def blank_table(kind: ImportKind) -> tuple[bytes, dict[str, str]]:
    """空白表: an empty table of this kind to fill in, with its headers for sending."""
    from qinqing.services.documents.rules.tables.blanks import write_blank  # noqa: PLC0415  (fetched when needed)

    made = BytesIO()
    write_blank(made, kind.words, kind.samples, keeps_others=kind.keeps_others)
    content = made.getvalue()
    return content, download_headers(f"{kind.label}（空白表）.xlsx", XLSX, len(content))


def imports(actor: Actor, *, after: int | None = None, limit: int = 50) -> list[Import]:
    """What was handed in of the kinds the actor may, newest first."""
    rows = Import.objects.filter(kind__in=[kind.key for kind in import_kinds(actor)])
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.defer("preview", "report").order_by("-pk")[:limit])


def fetch_import(actor: Actor, code: str) -> Import:
    """One of them. Raises NotFound, also for whoever may not hand in such a table."""
    found = Import.objects.filter(code=code, kind__in=[kind.key for kind in import_kinds(actor)]).first()
    if found is None:
        raise NotFound(code)
    return found


def told_of(report: Report, glances: Sequence[Glance] = ()) -> dict[str, Any]:
    """A report as an import keeps it, in primitives."""
    counts = {
        "rows": report.rows,
        "created": report.counts[Taken.CREATED],
        "updated": report.counts[Taken.UPDATED],
        "unchanged": report.counts[Taken.UNCHANGED] + report.counts[Taken.LEFT],
        "rejected": len(report.rejected),
    }
    return {
        "counts": counts,
        "rejected": [[one.sheet, one.row, one.column, one.value, one.reason] for one in report.rejected],
        "remarks": [[str(fault), str(places)] for fault, places in list(report.remarks.items())[:SHOWN]],
        "remarks_left": max(0, len(report.remarks) - SHOWN),
        "asides": report.asides[:SHOWN],
        "matches": [
            [match.written, match.organ, list(match.guesses), str(places), match.doubt]
            for match, places in list(report.matches.items())[:SHOWN]
        ],
        "glances": [[one.sheet, one.columns, one.lines] for one in glances],
    }


def read_preview(one: Import) -> dict[str, Any]:
    """What the dry run said; empty before it is over."""
    return dict(json.loads(one.preview or "{}"))


def read_report(one: Import) -> dict[str, Any]:
    """What became of it; empty before it is over."""
    return dict(json.loads(one.report or "{}"))


def rejected_rows(one: Import) -> Iterator[Row]:
    """The rows that were not taken over, or would not be, for ``REJECTED``."""
    told = read_report(one) or read_preview(one)
    yield from (tuple(row) for row in told.get("rejected", ()))


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values by subject, for ``verify``."""
    codes = [subject.partition("/")[2] for subject in subjects]
    rows = Import.objects.filter(code__in=codes).defer("preview", "report")
    return {row.subject: _columns(row) for row in rows}


def _columns(row: Import) -> dict[str, object]:
    return {
        "kind": row.kind, "name": row.name, "size": row.size, "sha256": row.sha256, "confirmed_by": row.confirmed_by,
        "result": row.state if row.state in OVER else "",
    }  # fmt: skip


def subjects() -> Iterator[str]:
    """Every import, as the journal names it."""
    return map(import_subject, Import.objects.order_by("pk").values_list("code", flat=True).iterator())
