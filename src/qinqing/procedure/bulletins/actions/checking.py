"""制度执行检查: the worker reads every record anew that went on, and writes down the steps of the Plan it tells of.

A record may be read at any time and twice; what is written holds nothing that the journal does not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Max

from qinqing.kernel.actors import DEPARTMENT, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.models import Checked, Step
from qinqing.procedure.bulletins.rules import checking
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision
from qinqing.services.journal import queries as journal

PREFIXES = (
    "appeal", "item", "reception", "minutes", "dossier", "correction", "urging", "round", "finding", "bulletin",
)  # fmt: skip
Records = Mapping[str, list[checking.Told]]
CHUNK = 500  # records a transaction
MARGIN = 5_000  # entries that may have been committed in another order than they were numbered


def check_record(*, chunk: int = CHUNK, going: Callable[[], bool] = lambda: True) -> int:
    """Reads the records that went on since they were read, while ``going()``; returns how many were. Safe to repeat."""
    read = 0
    for prefix in PREFIXES:
        known = Checked.objects.filter(subject__startswith=f"{prefix}/")
        seen = known.aggregate(last=Max("last"))["last"] or 0
        for heads in journal.went_on(f"{prefix}/", since=seen - MARGIN, chunk=chunk):
            if not going():
                return read
            read += _read(prefix, heads)
    return read


@transaction.atomic
def _read(prefix: str, heads: Mapping[str, int]) -> int:
    """The steps of these records as they are now, in place of those that were known."""
    known = dict(Checked.objects.filter(subject__in=list(heads)).values_list("subject", "last"))
    stale = [subject for subject, last in heads.items() if known.get(subject, 0) < last]
    if not stale:
        return 0
    told = {subject: [_told(entry) for entry in entries] for subject, entries in journal.records(stale)}
    owners = _belonging(prefix, told)
    rows = [Checked(subject=subject, last=heads[subject], appeal_id=owners.get(subject)) for subject in told]
    # Whoever does this at the same moment waits here, and then finds the steps already written.
    Checked.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["subject"], update_fields=["last", "appeal"]
    )
    ids = dict(Checked.objects.filter(subject__in=stale).values_list("subject", "pk"))
    Step.objects.filter(checked__in=ids.values()).delete()
    whose, organs = _whose(told, owners), _organs()
    Step.objects.bulk_create(
        Step(checked_id=ids[subject], **whose[subject], **columns)
        for subject, entries in told.items()
        for columns in _steps(prefix, entries, organs)
    )
    return len(stale)


def _told(entry: journal.Entry) -> checking.Told:
    return checking.Told(entry.event, entry.at, entry.facts, entry.sets, entry.sequence, entry.role, entry.organ)


def _belonging(prefix: str, told: Records) -> dict[str, int | None]:
    """The appeal each record belongs to: by its own columns, or by what it hangs on."""
    found = BELONGING[prefix](told) if prefix in BELONGING else {}
    return {subject: found.get(subject) or _column(entries, "appeal_id") for subject, entries in told.items()}


def _whose(told: Records, owners: Mapping[str, int | None]) -> dict[str, dict[str, Any]]:
    """The industry of each record's appeal, and who hosts the day it is of."""
    sections = appeals.sections({appeal for appeal in owners.values() if appeal})
    hosts = receptions.hosts({day for entries in told.values() if (day := _column(entries, "day_id"))})
    return {
        subject: {
            "section": (sections.get(owner, "") or Step.NO_SECTION) if (owner := owners[subject]) else "",
            "host": _column(entries, "host_post_id") or hosts.get(_column(entries, "day_id") or 0),
        }
        for subject, entries in told.items()
    }


def _column(entries: Iterable[checking.Told], name: str) -> int | None:
    """The last value of a column in a record."""
    return next((entry.sets[name] for entry in reversed(list(entries)) if name in entry.sets), None)


def _of_appeals(told: Iterable[str]) -> dict[str, int]:
    ids = appeals.ids([_code(subject) for subject in told])
    return {f"appeal/{code}": appeal for code, appeal in ids.items()}


def _of_corrections(told: Iterable[str]) -> dict[str, int]:
    ids = supervision.corrected([_code(subject) for subject in told])
    return {f"correction/{code}": appeal for code, appeal in ids.items()}


def _code(subject: str) -> str:
    return subject.partition("/")[2]


BELONGING: dict[str, Callable[[Iterable[str]], dict[str, int]]] = {"appeal": _of_appeals, "correction": _of_corrections}


def _organs() -> dict[str, int]:
    """The organ of each post that there is once in the county; departments' posts are in many."""
    return {post.role: post.organ for post in register.posts() if post.role not in DEPARTMENT | {Role.CITY}}


def _steps(prefix: str, entries: list[checking.Told], organs: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Each step of a record as columns."""
    for step in checking.steps(prefix, entries):
        told = asdict(step)
        key, role, organ = told.pop("check"), told.pop("role"), told.pop("organ")
        yield {**told, "key": key, "organ": organ or organs.get(role)}
