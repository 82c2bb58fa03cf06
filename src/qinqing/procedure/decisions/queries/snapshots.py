"""Rows as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qinqing.procedure.decisions.events import item_subject
from qinqing.procedure.decisions.models import Circulation, DecidedItem, Report, Share
from qinqing.services.calendar import queries as calendar

ITEM_COLUMNS = tuple(
    field.attname for field in DecidedItem._meta.concrete_fields if field.attname not in ("id", "code", "version")
)
REPORT_COLUMNS = ("text", "proof", "drafted_by", "drafted_at", "signed_by", "signed_at")
CIRCULATION_COLUMNS = ("state", "remark", "sent_at", "done_by", "done_at")


def snapshot(row: object, columns: Iterable[str]) -> dict[str, object]:
    """The named columns of a row."""
    return {name: getattr(row, name) for name in columns}


def share_sets(*shares: Share) -> dict[str, object]:
    """The departments' parts, keyed as the journal names them."""
    return {f"share/{share.organ_id}": share.kind for share in shares}


def report_sets(report: Report) -> dict[str, object]:
    """The report, keyed as the journal names it."""
    return {f"report/{report.ordinal}": snapshot(report, REPORT_COLUMNS)}


def circulation_sets(ordinal: int, *rows: Circulation) -> dict[str, object]:
    """A report's circulation, keyed by the report's ordinal and the leader's post."""
    return {f"circulation/{ordinal}/{row.post_id}": snapshot(row, CIRCULATION_COLUMNS) for row in rows}


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these items, to be held against the replayed journal."""
    codes = [subject.partition("/")[2] for subject in subjects]
    items = {item.pk: item for item in DecidedItem.objects.filter(code__in=codes)}
    found: dict[int, dict[str, object]] = {pk: snapshot(item, ITEM_COLUMNS) for pk, item in items.items()}
    for share in Share.objects.filter(item__in=items):
        found[share.item_id].update(share_sets(share))
    for report in Report.objects.filter(item__in=items):
        found[report.item_id].update(report_sets(report))
    for row in Circulation.objects.filter(report__item__in=items).select_related("report"):
        found[row.report.item_id].update(circulation_sets(row.report.ordinal, row))
    clocks = calendar.stored_clocks(subjects)
    return {item.subject: found[pk] | dict(clocks.get(item.subject, {})) for pk, item in items.items()}


def subjects() -> Iterator[str]:
    """Every decided item the tables hold, as the journal names it."""
    return (item_subject(code) for code in DecidedItem.objects.values_list("code", flat=True).iterator())
