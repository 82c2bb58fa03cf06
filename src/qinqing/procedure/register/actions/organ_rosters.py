"""Taking a roster of organs 机构名册 over: each once, whatever is new about it. 四(一)1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.register.actions.organs import CODE, add_organ, amend_organ
from qinqing.procedure.register.models import Organ
from qinqing.procedure.register.permits import may_keep_organs
from qinqing.procedure.register.rules.organ_rosters import SAMPLES, WORDS, ListedOrgan, shape_organ
from qinqing.procedure.register.rules.pinyin import initials
from qinqing.services.documents.actions import take_over
from qinqing.services.documents.rules.imports import ImportKind
from qinqing.services.documents.rules.tables import Fault, Rejected, Report, Row, Taken

BATCH = 100


def import_organs(
    path: Path, *, at: datetime, by: Actor = MACHINE, name: str = "", dry_run: bool = False
) -> Iterator[Report]:
    """Takes a roster of organs over; yields the report after each batch (see ``take_over``).

    An organ is known by its code, else by its name or a former one. An empty cell takes nothing away. Raises Refused
    for an actor without the right and for a file that is no such roster.
    """
    may_keep_organs(by).enforce()
    return take_over(path, WORDS, _Roster(by, at).take, batch=BATCH, dry_run=dry_run)


ORGAN_ROSTER = ImportKind(
    "organs", "机构名册", WORDS, may_keep_organs, import_organs, 500, "四(一)1", keeps_others=False, samples=SAMPLES
)


@dataclass(frozen=True)
class _Roster:
    by: Actor
    at: datetime

    def take(self, rows: Sequence[Row], report: Report) -> None:
        """One batch, each organ by itself: a refused one leaves the others alone."""
        for row in rows:
            try:
                one = shape_organ(row)
                report.add(row, self._take(one))
                report.remark(row, *one.remarks)
            except Rejected as rejected:
                report.reject(row, rejected.fault)
            except Refused as refusal:
                report.reject(row, Fault("", "", str(refusal)))

    def _take(self, one: ListedOrgan) -> Taken:
        found = _known(one)
        if found is None:
            add_organ(code=one.code or _code(one), name=one.name, kind=one.kind, **one.told, by=self.by, at=self.at)
            return Taken.CREATED
        changes = {name: value for name, value in self._told(one, found).items() if getattr(found, name) != value}
        if not changes:
            return Taken.UNCHANGED
        amend_organ(found.pk, **changes, by=self.by, at=self.at)
        return Taken.UPDATED

    def _told(self, one: ListedOrgan, found: Organ) -> dict[str, object]:
        """What the row says; a kind that was only guessed from the name changes nothing."""
        told = {"name": one.name, **one.told} | ({} if one.remarks else {"kind": one.kind.value})
        if "former_names" in told:
            told["former_names"] = list(dict.fromkeys([*found.former_names, *one.told["former_names"]]))
        return told


def _known(one: ListedOrgan) -> Organ | None:
    if one.code and (found := Organ.objects.filter(code=one.code).first()):
        return found
    active = list(Organ.objects.filter(active=True).order_by("pk"))
    named = [organ for organ in active if organ.name == one.name]
    named = named or [organ for organ in active if one.name in organ.former_names]
    if len(named) > 1:
        raise Rejected(Fault("机构名称", one.name, "登记册里有几个机构用过这个名称，请写代号"))
    return next(iter(named), None)


def _code(one: ListedOrgan) -> str:
    """A code nobody has yet, from the initials of the name."""
    stem = initials(str(one.told.get("short_name") or one.name))[:40].lower()
    stem = stem if CODE.fullmatch(stem) else f"{one.kind.value.replace('_', '-')}-{stem}".rstrip("-")
    taken = set(Organ.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if code not in taken)
