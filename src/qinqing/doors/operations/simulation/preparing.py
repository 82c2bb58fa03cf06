"""Before a day: its notice, each department's part, the office's words for the host, the dossier. 二(一), 五(二)."""

from collections.abc import Sequence

from qinqing.doors.operations.simulation.words import Words
from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.actors import MACHINE, Actor
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.dossiers import SHEET, Written, digest
from qinqing.services.calendar import queries as calendar

QUESTIONS = ("资金从哪里列支。", "牵头部门和配合部门怎样分工。", "政策依据是否充分。")


def announce(world: World) -> None:
    """The office sends the notice of every day that has an agenda; now and then it leaves it for tomorrow."""
    office = world.cast.office
    for day in _ahead(world):
        if day.notified_at is None and day.heard and queries.departments(day) and world.happens(0.9):
            actions.issue_notice(queries.fetch(office, day.code), by=office, at=world.tick())


def write_parts(world: World, words: Words) -> None:
    """Each department writes what it owes as diligently as it works: some late, some never."""
    for code in world.departments(queries.writing(MACHINE)):
        officer = world.cast.officer(code)
        for part, _ in queries.dossier_waiting(officer):
            if world.happens(world.diligence(code) * 0.7):
                _write(world, words, officer, part)


def settle(world: World) -> None:
    """The office now and then returns what says too little, and issues the dossier on the last working day before."""
    office, tomorrow = world.cast.office, calendar.current().add(world.today, 1)
    for day in [day for day in _ahead(world) if day.notified_at]:
        if day.date > tomorrow:
            if world.happens(0.3):
                _return_some(world, queries.sheets(day, office, at=world.now))
        elif queries.agenda(day, office) and not _issued(day, office):
            _propose(world, day.code, queries.sheets(day, office, at=world.now))
            actions.issue_dossier(queries.fetch(office, day.code), by=office, at=world.tick())


def _ahead(world: World) -> list[queries.ReceptionDay]:
    """Days and meetings still to come, across the turn of the year."""
    office, this_year = world.cast.office, world.today.year
    found = [*queries.days(office, this_year), *queries.days(office, this_year + 1)]
    return [day for day in found if day.state == "planned" and day.date >= world.today]


def _write(world: World, words: Words, officer: Actor, part: queries.DossierPart) -> None:
    answer = world.cast.plain_answer(words.story_of(part.appeal), "unresolved")
    said = {
        "opinion": f"{answer.checked}{answer.result}",
        "proposal": "建议由牵头部门会同有关部门限期解决。" if world.happens(0.7) else "",
        "questions": world.one_of(QUESTIONS) if world.happens(0.4) else "",
    }
    write = actions.submit_part if part.state == "asked" else actions.resubmit_part
    write(queries.fetch_dossier_part(officer, part.code), **said, by=officer, at=world.tick())


def _return_some(world: World, found: Sequence[queries.Sheet]) -> None:
    office = world.cast.office
    for part in [one.part for sheet in found for one in sheet.parts]:
        if part.state == "submitted" and not part.reason and world.happens(0.15):
            here = queries.fetch_dossier_part(office, part.code)
            actions.return_part(here, reason="请补充投资估算和资金来源", by=office, at=world.tick())


def _issued(day: queries.ReceptionDay, office: Actor) -> bool:
    return any(paper.kind == "dossier" for paper in queries.day_papers(day, office))


def _propose(world: World, day: str, found: Sequence[queries.Sheet]) -> None:
    """For some appeals the office adds a proposal of its own."""
    office, empty = world.cast.office, digest("")
    for sheet in found:
        if world.happens(0.3):
            entry = queries.entry(office, day, sheet.entry.appeal.code)
            told = dict.fromkeys(SHEET, Written("", empty)) | {
                "proposal": Written("建议明确牵头部门和完成时限。", empty)
            }
            actions.write_sheet(entry, texts=told, by=office, at=world.tick())
