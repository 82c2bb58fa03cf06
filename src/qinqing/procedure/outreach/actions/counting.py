"""Keeping the coverage map counted: whoever changes what may be said of an enterprise asks for a recount. 五(五).

The request stands in the transaction of the change; the worker counts. Until then the map asks for these enterprises anew.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.events import EVENTS as OF_APPEALS
from qinqing.procedure.outreach.models import Counted, Recount
from qinqing.procedure.outreach.queries.coverage import conditions
from qinqing.procedure.outreach.rules.coverage import bits_of
from qinqing.procedure.register import events as of_register
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal
from qinqing.services.journal.queries import Entry

CHUNK = 5000  # enterprises a transaction
AMENDED = "appeals.appeal.amended"
EVALUATED = "supervision.appeal.evaluated"
TOLD = frozenset({"enterprise_id", "confidential", "closed_at"})


def ask_recount(enterprises: Iterable[int]) -> None:
    """Says that the marks of these enterprises (ids) may have changed; one query, in the caller's transaction."""
    Recount.objects.bulk_create(Recount(enterprise_id=pk) for pk in sorted(set(enterprises)))


def recount(*, chunk: int = CHUNK) -> int:
    """Counts anew whoever is asked for, and returns how many were. Safe to call twice, and at once."""
    if Recount.objects.filter(enterprise_id=None).exists():
        return _recount_all(chunk)
    count = 0
    while some := _recount_some(chunk):
        count += some
    return count


@transaction.atomic
def _recount_some(chunk: int) -> int:
    """The oldest requests. They are held until it is done: whoever counts at the same time waits, and looks after it."""
    asked = list(Recount.objects.select_for_update().order_by("pk")[:chunk])
    _count({one.enterprise_id for one in asked if one.enterprise_id is not None})
    Recount.objects.filter(pk__in=[one.pk for one in asked]).delete()
    return len(asked)


def _recount_all(chunk: int) -> int:
    asked = list(Recount.objects.values_list("pk", flat=True))
    known = sorted(register.wanted_enterprises(MACHINE).values_list("pk", flat=True))
    for first in range(0, len(known), chunk):
        with transaction.atomic():
            list(Recount.objects.select_for_update().filter(enterprise_id=None))
            _count(set(known[first : first + chunk]))
    Recount.objects.filter(pk__in=asked).delete()
    return len(known)


def _count(enterprises: set[int]) -> None:
    """Asks what may be said of these enterprises, and keeps it."""
    rows: dict[int, list[int]] = {pk: [0, 0] for pk in enterprises}
    told = register.wanted_enterprises(MACHINE).filter(pk__in=enterprises)
    for place, openly in enumerate((False, True)):
        marks = {mark: ExpressionWrapper(one, BooleanField()) for mark, one in conditions(openly=openly).items()}
        named = {f"is_{mark.value}": one for mark, one in marks.items()}
        for pk, *held in told.annotate(**named).values_list("pk", *named):
            rows[pk][place] = bits_of(mark for mark, bears in zip(marks, held, strict=True) if bears)
    Counted.objects.filter(pk__in=enterprises).delete()
    Counted.objects.bulk_create(
        Counted(enterprise_id=pk, marks=marks, openly=openly) for pk, (marks, openly) in rows.items() if marks
    )


def hear_appeals(entries: Sequence[Entry]) -> None:
    """An appeal that came, was closed or opened again, rated, or is another enterprise's now."""
    telling = [one for one in entries if one.event == EVALUATED or TOLD & one.sets.keys()]
    told: set[int | None] = {one.sets["enterprise_id"] for one in telling if "enterprise_id" in one.sets}
    codes = [one.subject.partition("/")[2] for one in telling if "enterprise_id" not in one.sets]
    if codes:
        told |= set(appeals.Appeal.objects.filter(code__in=codes).values_list("enterprise", flat=True))
    moved = [one.subject for one in telling if one.event == AMENDED and "enterprise_id" in one.sets]
    for _, record in journal.records(moved) if moved else ():
        told |= {one.sets["enterprise_id"] for one in record if "enterprise_id" in one.sets}
    if told:
        ask_recount(pk for pk in told if pk is not None)


def hear_members(entries: Sequence[Entry]) -> None:
    """Somebody speaks for an enterprise now, or no longer does."""
    codes = {one.subject.partition("/")[2] for one in entries if "members" in one.sets}
    if codes:
        ask_recount(register.wanted_enterprises(MACHINE).filter(code__in=codes).values_list("pk", flat=True))


OF_MEMBERS = [event for name, event in vars(of_register).items() if name.startswith("MEMBERSHIP_")]
HEARD = {
    **dict.fromkeys([*(event for event in OF_APPEALS if event.startswith("appeals.appeal.")), EVALUATED], hear_appeals),
    **dict.fromkeys(OF_MEMBERS, hear_members),
}
