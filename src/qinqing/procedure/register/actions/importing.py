"""Taking a roster of enterprises 企业名册 over: each once, whatever is new about it, by batches. 四.

An enterprise is known by its code; without one by its name, as long as only one bears it. An empty cell takes nothing
away. The record says of every enterprise what the roster changed, and from which row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.reading import reading
from qinqing.procedure.register.actions.enterprises import CLAUSE
from qinqing.procedure.register.actions.listing import Known, Listing, known_to
from qinqing.procedure.register.permits import may_keep_enterprises
from qinqing.procedure.register.queries.table import table
from qinqing.procedure.register.rules.rosters import SAMPLES, WORDS, Listed, shape
from qinqing.services.documents.actions import take_over
from qinqing.services.documents.rules.imports import ImportKind
from qinqing.services.documents.rules.tables import Fault, Rejected, Report, Row, Taken, as_text

# So many rows hold the database at a time: others wait for a moment, not for the whole roster.
BATCH = 500
BY = Actor(Role.MACHINE, name="企业导入")
NAME = "企业名称"
ENDINGS = ("", "镇", "乡", "街道", "园区")
Place = tuple[str, int]


def import_enterprises(
    path: Path, *, at: datetime, by: Actor = BY, name: str = "", dry_run: bool = False
) -> Iterator[Report]:
    """Takes a roster over; yields the report after each batch, the whole one last (see ``take_over``).

    ``name`` is what the file is called where it came from; the record says it.
    Raises Refused for an actor without the right and for a file that is no roster.
    """
    may_keep_enterprises(by).enforce()
    return take_over(path, WORDS, _Roster(name or path.name, by, at).take, batch=BATCH, dry_run=dry_run)


ROSTER = ImportKind(
    "enterprises", "企业名册", WORDS, may_keep_enterprises, import_enterprises, 500, CLAUSE, samples=SAMPLES
)


@dataclass
class _Roster:
    """What is remembered from row to row: which enterprise stood where, so that none is told two things."""

    source: str
    by: Actor
    at: datetime
    codes: dict[str, Place] = field(default_factory=dict)
    names: dict[str, tuple[Place, str]] = field(default_factory=dict)
    touched: dict[int, Place] = field(default_factory=dict)
    towns: dict[str, int | None] = field(default_factory=dict)

    def take(self, rows: Sequence[Row], report: Report) -> None:
        """One batch: shaped, looked up and written together. Seven queries, and those that write."""
        listing = Listing(self.source, self.by, self.at)
        with reading():  # townships are looked up for every row, and only enterprises are written
            self._prepare(rows, report, listing)
        listing.write()

    def _prepare(self, rows: Sequence[Row], report: Report, listing: Listing) -> None:
        listed = [(row, one) for row in rows if (one := self._shaped(row, report))]
        known = known_to([one for _, one in listed])
        for row, one in listed:
            try:
                report.add(row, self._take(row, one, known, listing))
                report.remark(row, *one.remarks)
            except Rejected as rejected:
                report.reject(row, rejected.fault)
            except Refused as refusal:
                report.reject(row, Fault("", "", str(refusal)))

    def _shaped(self, row: Row, report: Report) -> Listed | None:
        """The row in shape, unless it is refused or says what an earlier one said."""
        try:
            one = shape(row, on=local(self.at).date(), town=self._town)
            before = self._before(row, one)
        except Rejected as rejected:
            report.reject(row, rejected.fault)
            return None
        if before:
            report.add(row, Taken.UNCHANGED)
            report.remark(row, Fault("", "", f"与{before}完全相同，没有重复登记"))
        return None if before else one

    def _before(self, row: Row, one: Listed) -> str:
        """Where the same was said before. Raises Rejected where something else was said of the same enterprise."""
        place = (row.place, hash(tuple((key, as_text(cell)) for key, cell in sorted(row.cells.items()))))
        first = self.codes.get(one.code) if one.code else None
        if first is None and one.key in self.names:
            named, code = self.names[one.key]
            first = named if not (code and one.code) else None
        if first is not None and first[0] != place[0]:
            if first[1] == place[1]:
                return first[0]
            raise Rejected(Fault(NAME, one.name, f"与{first[0]}是同一家企业，内容不同，请合并成一行"))
        if one.code:
            self.codes[one.code] = place
        if one.name:
            self.names.setdefault(one.key, (place, one.code))
        return ""

    def _town(self, text: str) -> int | None:
        if text not in self.towns:
            forms = (table().towns.candidates(f"{text}{ending}") for ending in ENDINGS)
            self.towns[text] = next((found[0].organ.id for found in forms if found and found[0].sure), None)
        return self.towns[text]

    def _take(self, row: Row, one: Listed, known: Known, listing: Listing) -> Taken:
        found = known.find(one)
        if found is None:
            return _enter(row, one, listing)
        first = self.touched.setdefault(found.pk, (row.place, 0))[0]
        if first != row.place:
            raise Rejected(Fault(NAME, one.name, f"与{first}是登记册里的同一家企业，请合并成一行"))
        if one.name and one.key != found.name_key:
            one.remarks.append(Fault(NAME, one.name, f"登记册里原名{found.name}，已按名册更名，请核对"))
        changed = listing.amend(row, one, found, known.contacts.get(found.pk, []))
        return Taken.UPDATED if changed else Taken.UNCHANGED


def _enter(row: Row, one: Listed, listing: Listing) -> Taken:
    if not one.name:
        why = "没有企业名称，登记册里也没有这个代码，请补上名称后再导入这一行"
        raise Rejected(Fault(NAME, one.code, why))
    listing.enter(row, one)
    return Taken.CREATED
