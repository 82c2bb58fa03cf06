"""Reading editions. An edition never changes, so each is read once per process."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from qinqing.kernel.errors import NotFound
from qinqing.kernel.reading import lasting
from qinqing.procedure.plan.events import edition_subject
from qinqing.procedure.plan.models import Edition
from qinqing.procedure.plan.rules import Chapter, Clause, Limits, in_chapters, render_clause, show_clause
from qinqing.procedure.plan.rules.editions import DELIVERED, FIRST, digest_of

KEPT = 64
EDITIONS = "editions of the Plan"
_loaded: dict[tuple[int, str], "EditionView"] = {}


class Key(NamedTuple):
    """Which edition, and from which day on it is in force."""

    id: int
    digest: str
    begins: date


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition, immutable. ``edition["transfer"]`` is a number, as is ``edition.limit("transfer")``."""

    id: int
    number: int
    title: str
    in_force_from: date
    limits: Limits
    clauses: tuple[Clause, ...]
    digest: str

    def limit(self, key: str) -> int:
        """The number under a key. Raises KeyError for a key that is no setting."""
        return self.limits.limit(key)

    def __getitem__(self, key: str) -> int:
        return self.limits.limit(key)

    def clause(self, ref: str, names: Mapping[str, str] | None = None) -> str:
        """The clause's text with this edition's numbers; empty for a clause it does not have."""
        found = next((clause.text for clause in self.clauses if clause.ref == ref), "")
        return render_clause(found, self.limits, names)

    def rendered(self, names: Mapping[str, str] | None = None) -> tuple[Clause, ...]:
        """Every clause as read: this edition's numbers and the county's names in its blanks."""
        return tuple(show_clause(clause, self.limits, names) for clause in self.clauses)


def in_force(on: date) -> EditionView:
    """The edition in force on a day: one small query (one a request). Before the first edition, the first.

    Raises NotFound when there is none at all.
    """
    known = _known()
    begun = [one for one in known if one.begins <= on]
    return _view(begun[-1] if begun else next(iter(known), None))


def edition(edition_id: int) -> EditionView:
    """The edition by id: one small query (one a request). Raises NotFound."""
    return _view(next((one for one in _known() if one.id == edition_id), None))


def editions() -> list[Edition]:
    """Every edition, newest first."""
    return list(Edition.objects.order_by("-number"))


def chapters(view: EditionView, names: Mapping[str, str] | None = None) -> list[Chapter]:
    """The whole Plan by chapters, with the edition's numbers in its blanks."""
    return in_chapters(view.rendered(names))


def _known() -> list[Key]:
    """What tells the editions apart, in the order in which they come into force."""
    return lasting(EDITIONS, _keys)


def _keys() -> list[Key]:
    with connection.cursor() as cursor:  # asked by nearly every request: the statement as it is costs a third
        cursor.execute("SELECT id, digest, in_force_from FROM plan_edition ORDER BY in_force_from")
        return [Key(number, digest, date.fromisoformat(str(begins))) for number, digest, begins in cursor.fetchall()]


def _view(key: Key | None) -> EditionView:
    if key is None:
        raise NotFound
    view = _loaded.get(key[:2])
    if view is None:
        view = _read(Edition.objects.get(pk=key.id))
        if len(_loaded) >= KEPT:
            _loaded.clear()
        _loaded[view.id, view.digest] = view
    return view


def _read(row: Edition) -> EditionView:
    clauses = tuple(Clause(**one) for one in row.clauses)
    return EditionView(row.pk, row.number, row.title, row.in_force_from, Limits(row.settings), clauses, row.digest)


def columns(row: Edition) -> dict[str, object]:
    """What the record says of an edition."""
    return {
        "title": row.title,
        "in_force_from": row.in_force_from,
        "in_force_until": row.in_force_until,
        "settings": row.settings,
        "clauses": row.clauses,
        "digest": row.digest,
        "note": row.note,
        "adopted_by": row.adopted_by,
        "adopted_at": row.adopted_at,
    }


def stored_editions(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values of editions, for verify."""
    numbers = [int(subject.partition("/")[2]) for subject in subjects]
    return {edition_subject(row.number): columns(row) for row in Edition.objects.filter(number__in=numbers)}


def edition_subjects() -> Iterator[str]:
    """Every edition that must have a record: all but the first while it is as it was delivered.

    The first comes with the program, before anybody could record it; altered behind the record's back, it counts.
    """
    for row in Edition.objects.order_by("number").iterator():
        if row.number != FIRST or row.in_force_until is not None or not _as_delivered(row):
            yield edition_subject(row.number)


def _as_delivered(row: Edition) -> bool:
    return row.digest in DELIVERED and row.digest == digest_of(row.title, row.in_force_from, row.settings, row.clauses)


REPLAYS = {"edition": (stored_editions, edition_subjects)}
