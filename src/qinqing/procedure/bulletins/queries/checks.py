"""制度执行检查 as it is read: how often each step of the Plan was due and was not taken, and what shows it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from qinqing.kernel.actors import BUREAU, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.models import Checked, Step
from qinqing.procedure.bulletins.queries.absent import Absence, absences
from qinqing.procedure.bulletins.rules import Window
from qinqing.procedure.bulletins.rules.checking import CHECKS, HABITS
from qinqing.services.journal import queries as journal

READERS = BUREAU | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR}
SIZE = 50
ONE = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One step of the Plan with one organ: how often it was due, and how often the record shows it was not taken."""

    check: str
    organ: int | None
    broken: int
    whole: int


@dataclass(frozen=True, slots=True)
class Broken:
    """One step that was not taken as the Plan says: the appeal it belongs to, if any, and the entry that shows it."""

    step: Step
    appeal: appeals.Appeal | None
    entry: journal.Entry | None


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """How many there are altogether, how many of them the reader may open, one page of those, and the cursor of the next."""

    count: int
    open: int
    rows: Sequence[Broken]
    absent: Sequence[Absence]
    next: str = ""


def checked(actor: Actor, window: Window, *, organ: int | None = None) -> list[CheckLine]:
    """Every step that was due in a period, by check and organ; a constant number of queries.

    What was due counts up to the window's moment. A deputy mayor reads the own industries and reception days, and
    what concerns the whole county. Raises NotFound for those who have no business with it.
    """
    whole, broken = Counter[tuple[str, int | None]](), Counter[tuple[str, int | None]]()
    for line in _counted(_due(actor, window, organ)):
        if line.check in CHECKS:
            whole[line.check, line.organ] += line.whole
            broken[line.check, line.organ] += line.broken
    for one in absences(actor, window):
        if organ in (None, one.organ):
            whole[one.check, one.organ] += one.wanted
            broken[one.check, one.organ] += one.missing
    return [CheckLine(check, whose, broken[check, whose], count) for (check, whose), count in whole.items()]


def habits(actor: Actor, window: Window) -> list[CheckLine]:
    """What each department may do and should not do often, in a period; one query. Raises NotFound."""
    return _counted(_due(actor, window, None).filter(key__in=HABITS))


def broken(actor: Actor, check: str, window: Window, *, organ: int | None = None, after: str = "") -> BrokenPage:
    """What was not taken, latest first; five queries more than none. Raises NotFound for a check that is none."""
    if check not in CHECKS and check not in HABITS:
        raise NotFound("check")
    rows = _due(actor, window, organ).filter(key=check, kept=False)
    opened = _open_to(actor, rows)
    page = opened.filter(_before(after)) if after else opened
    found = list(page.select_related("checked").order_by("-at", "-pk")[: SIZE + 1])
    rest = _cursor(found[SIZE - 1]) if len(found) > SIZE else ""
    absent = [
        one for one in absences(actor, window) if one.check == check and one.missing and organ in (None, one.organ)
    ]
    missing = sum(one.missing for one in absent)
    return BrokenPage(
        rows.count() + missing, opened.count() + missing, _shown(actor, found[:SIZE]), [] if after else absent, rest
    )


def every_broken(actor: Actor, window: Window, *, organ: int | None = None) -> Iterator[Broken]:
    """All of it that the reader may open, latest first, some at a time: for the ledger."""
    rows = _open_to(actor, _due(actor, window, organ).filter(kept=False, key__in=CHECKS)).select_related("checked")
    after = ""
    while found := list((rows.filter(_before(after)) if after else rows).order_by("-at", "-pk")[:500]):
        yield from _shown(actor, found)
        after = _cursor(found[-1])


def checked_at() -> datetime | None:
    """The moment of the newest entry that was checked; None while nothing was."""
    last = Checked.objects.order_by("-last").values_list("subject", flat=True).first()
    entry = journal.last(last) if last else None
    return entry.at if entry else None


def _counted(rows: QuerySet[Step]) -> list[CheckLine]:
    told = (
        rows.values_list("key", "organ").order_by().annotate(every=Count("at"), good=Count("at", filter=Q(kept=True)))
    )
    return [CheckLine(key, organ, every - good, every) for key, organ, every, good in told]


def _due(actor: Actor, window: Window, organ: int | None) -> QuerySet[Step]:
    if actor.role not in READERS:
        raise NotFound("checks")
    rows: QuerySet[Step] = Step.objects.filter(at__gte=window.since, at__lt=min(window.until, window.at + ONE))
    if organ is not None:
        rows = rows.filter(organ=organ)
    if actor.role is not Role.DEPUTY:
        return rows
    county = Q(section="", host__isnull=True)
    return rows.filter(county | Q(section__in=actor.sections) | Q(section="", host=actor.post))


def _open_to(actor: Actor, rows: QuerySet[Step]) -> QuerySet[Step]:
    """Those whose appeals the reader may open; what is of no appeal stands for itself."""
    seen = appeals.Appeal.objects.visible_to(actor).values("pk")
    return rows.filter(Q(checked__appeal__isnull=True) | Q(checked__appeal__in=seen))


def _shown(actor: Actor, steps: Sequence[Step]) -> list[Broken]:
    owners = {step.checked.appeal_id for step in steps if step.checked.appeal_id}
    known = {row.pk: row for row in appeals.among(actor, list(owners))} if owners else {}
    entries = journal.at_places([(step.checked.subject, step.sequence) for step in steps]) if steps else {}
    return [
        Broken(step, known.get(step.checked.appeal_id or 0), entries.get((step.checked.subject, step.sequence)))
        for step in steps
    ]


def _cursor(step: Step) -> str:
    return f"{(step.at - EPOCH) // ONE}-{step.pk}"


def _before(cursor: str) -> Q:
    """What comes after a place in the list; a mistyped cursor comes after nothing."""
    moment, _, pk = cursor.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in (moment, pk)):
        return Q(pk__in=())
    at = EPOCH + int(moment) * ONE
    return Q(at__lt=at) | Q(at=at, pk__lt=int(pk))
