"""The filed papers a reader may see, of all subjects together: the chapters say which, this finds and pages them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import end_of
from qinqing.services.documents.models import Paper

PAGE = 50


@dataclass(frozen=True, slots=True)
class Readable:
    """Papers of subjects with this prefix (``appeal/``) that a reader may see.

    ``subjects`` is a query of one column, the whole subjects; None when it is all with the prefix. ``kinds`` narrows
    further, empty when every kind is meant.
    """

    prefix: str
    subjects: QuerySet[Any, Any] | None = None
    kinds: tuple[str, ...] = ()

    @property
    def condition(self) -> Q:
        """As the table is asked."""
        found = Q(subject__startswith=self.prefix) if self.subjects is None else Q(subject__in=self.subjects)
        return found & Q(kind__in=self.kinds) if self.kinds else found


@dataclass(frozen=True, slots=True)
class PapersWanted:
    """What a reader asks of the list; empty fields do not filter. ``month`` is its first day, ``before`` the cursor."""

    kind: str = ""
    month: date | None = None
    text: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class PapersPage:
    """One page of papers without their contents, and the cursor of the next, if there is one."""

    rows: Sequence[Paper]
    next: int | None = None


def papers_page(readable: Iterable[Readable], wanted: PapersWanted) -> PapersPage:
    """The papers a reader may see and asked for, newest first; one query, none for who may see nothing."""
    rows = _readable(readable)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.month is not None:
        since, until = _bounds(wanted.month)
        rows = rows.filter(written_at__gte=since, written_at__lt=until)
    for word in wanted.text.split():
        rows = rows.filter(Q(number__icontains=word) | Q(title__icontains=word))
    if wanted.before is not None:
        rows = rows.filter(_before(wanted.before))
    found = list(rows.defer("content").order_by("-written_at", "-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return PapersPage(shown, shown[-1].pk if len(found) > PAGE else None)


def readable_paper(readable: Iterable[Readable], code: str) -> Paper:
    """The paper with this code, if the reader may see it. Raises NotFound alike for absent and not theirs."""
    found = _readable(readable).filter(code=code).first()
    if found is None:
        raise NotFound("paper")
    return found


def _readable(readable: Iterable[Readable]) -> QuerySet[Paper, Paper]:
    either = Q()
    for one in readable:
        either |= one.condition
    return Paper.objects.filter(either) if either else Paper.objects.none()


def _before(pk: int) -> Q:
    """Written before the paper with this id; the first condition is where the index begins."""
    when = Subquery(Paper.objects.filter(pk=pk).values("written_at"))
    return Q(written_at__lte=when) & (Q(written_at__lt=when) | Q(pk__lt=pk))


def _bounds(month: date) -> tuple[datetime, datetime]:
    """When the month begins in Shanghai, and when the next one does."""
    year, following = divmod(month.year * 12 + month.month, 12)
    first, after = month.replace(day=1), date(year, following + 1, 1)
    return end_of(date.fromordinal(first.toordinal() - 1)), end_of(date.fromordinal(after.toordinal() - 1))
