"""接待材料: a cover with the day, then a sheet for each appeal, as its host reads it before the day. 四(一)2, 五(二)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import SHANGHAI, full_day_zh, numeral_zh
from qinqing.kernel.workdays import WEEKDAYS
from qinqing.procedure.appeals.papers import UNTOLD, office_full, organ_full, organs_full
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.queries.days import departments, host_title, occasion
from qinqing.procedure.receptions.queries.dossiers import PartOf, Sheet, profile, sheets
from qinqing.procedure.receptions.rules.dossiers import DossierState
from qinqing.procedure.receptions.rules.kinds import Kind
from qinqing.procedure.receptions.states import State

Content = dict[str, Any]
LEFT_TO_DEPARTMENTS = {
    "proposal": "县人民政府办公室没有另写，见各部门建议。",
    "questions": "没有另列，见各部门材料。",
}
WRITTEN = {"opinion": "", "proposal": "建议方案：", "questions": "待研究的问题："}


def dossier(day: ReceptionDay, found: Sequence[Sheet]) -> Content:
    """接待材料: what the sheets say, whole; one query for the departments called."""
    return {
        "what": occasion(day),
        "material": "材料" if day.joint else "接待材料",
        "led": "召集单位" if day.joint else "接待领导",
        "host": office_full() if day.joint else host_title(day),
        "day": f"{full_day_zh(day.date)}（{WEEKDAYS[day.date.weekday()]}）",
        "time": f"{day.starts_at:%H:%M}—{day.until:%H:%M}",
        "place": day.place,
        "kind": Kind(day.kind).label,
        "called": organs_full(departments(day)),
        "count": f"{len(found)}件",
        "appeals": [_listed(place, sheet) for place, sheet in enumerate(found, 1)],
        "sheets": [_sheet(place, sheet) for place, sheet in enumerate(found, 1)],
        "issuer": office_full(),
    }


def dossier_for(reference: str) -> tuple[str, Content]:
    """The dossier of a day as it is now, by the day's date (2026-12-18), or of the latest with an agenda. NotFound."""
    heard = AgendaItem.objects.values("day")
    days = ReceptionDay.objects.filter(pk__in=heard).exclude(state=State.CANCELLED).order_by("-date", "-id")
    if reference != "latest":
        days = days.filter(date=_date(reference))
    day = days.first()
    if day is None:
        raise NotFound("没有这一天的接待材料，请核对日期")
    begins = datetime.combine(day.date, day.starts_at, SHANGHAI)
    return day.subject, dossier(day, sheets(day, MACHINE, at=begins))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound("接待材料请用文号、日期（如 2026-12-18）或 latest 指明") from error


def _listed(place: int, sheet: Sheet) -> Content:
    """One line of the cover."""
    return {
        "place": str(place),
        "enterprise": sheet.shown.enterprise_name,
        "subject": sheet.shown.title,
        "lead": organ_full(sheet.entry.appeal.lead_id),
        "missing": "、".join(sheet.missing) or "齐全",
    }


def _sheet(place: int, sheet: Sheet) -> Content:
    appeal = sheet.entry.appeal
    return {
        "heading": f"{numeral_zh(place)}、{sheet.shown.title}",
        "appeal": appeal.number,
        "received": full_day_zh(appeal.received_at),
        "enterprise": sheet.shown.enterprise_name,
        "profile": profile(sheet) or UNTOLD,
        "lead": organ_full(appeal.lead_id),
        "category": appeal.get_category_display() or UNTOLD,
        "request": sheet.shown.text,
        "course": [
            {"heading": f"{number}. {rung.name}", "steps": [{"text": step} for step in rung.steps]}
            for number, rung in enumerate(sheet.course, 1)
        ],
        "opinions": [
            {"heading": f"{number}. {heading}", "text": text}
            for number, (heading, text) in enumerate((*_parts(sheet.parts), *_consulted(sheet)), 1)
        ],
        "proposal": sheet.proposal or LEFT_TO_DEPARTMENTS["proposal"],
        "questions": sheet.questions or LEFT_TO_DEPARTMENTS["questions"],
    }


def _parts(parts: Sequence[PartOf]) -> Iterator[tuple[str, str]]:
    """What each department wrote; who has not written, or wrote late, is named so."""
    for one in parts:
        part = one.part
        said = "\n".join(f"{label}{text}" for name, label in WRITTEN.items() if (text := getattr(part, name)))
        standing = part.standing.label
        if part.state == DossierState.SUBMITTED and part.submitted_at:
            standing = f"{full_day_zh(part.submitted_at)}{'迟交' if one.late else '提交'}"
        yield f"{organ_full(part.organ_id)}（{standing}）", said or "没有提交材料。"


def _consulted(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Opinions from the office's consultation."""
    for part in sheet.consulted:
        yield f"{organ_full(part.organ_id)}（征求意见时）", part.text or part.get_state_display()
