"""What a day or its dossier still lacks, each with the way to where it is put right. 四(二), 四(三), 五(二)."""

from collections.abc import Iterator

from django.urls import reverse

from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.states import NOTE_TAKERS, PLANNERS, State
from qinqing.procedure.register import queries as register


def gaps(request: Request, day: queries.ReceptionDay) -> list[Link]:
    """Everything that is still missing, for those who close days; empty when nothing is."""
    if request.actor.role not in NOTE_TAKERS or day.standing is not State.PLANNED:
        return []
    return [*_without_outcome(request, day), *_incomplete(day), *_unattended(day)]


def parts_missing(request: Request, day: queries.ReceptionDay) -> list[Link]:
    """Departments that have not written, for those who issue the dossier; it may go out without them."""
    if request.actor.role not in PLANNERS or day.standing is not State.PLANNED:
        return []
    url = reverse("console:day_dossier", args=[day.code])
    return [
        Link(f"{sheet.entry.appeal.number}：{organ}还没有提交材料", f"{url}#a-{sheet.entry.appeal.code}")
        for sheet in queries.sheets(day, request.actor, at=request.at)
        for organ in sheet.missing
    ]


def _without_outcome(request: Request, day: queries.ReceptionDay) -> Iterator[Link]:
    for entry in queries.agenda(day, request.actor):
        if not entry.outcome:
            url = reverse("console:hearing", args=[day.code, entry.appeal.code])
            yield Link(f"{entry.appeal.number}还没有记录结果", url)


def _incomplete(day: queries.ReceptionDay) -> Iterator[Link]:
    for item, fault in decisions.incomplete_items(day):
        yield Link(fault, reverse("console:item", args=[item.code]))


def _unattended(day: queries.ReceptionDay) -> Iterator[Link]:
    names, came = register.organ_names(), {row.organ_id for row in queries.attendance(day)}
    for organ in queries.departments(day):
        if organ not in came:
            url = reverse("console:day_move", args=[day.code, "record_attendance"])
            yield Link(f"{names.get(organ, '有关部门')}的到会情况还没有登记", f"{url}#id_presence_{organ}")
