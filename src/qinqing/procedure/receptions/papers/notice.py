"""接待日活动通知: to the departments called, and to each enterprise that is heard. 二, 五(二)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import full_day_zh
from qinqing.kernel.workdays import WEEKDAYS
from qinqing.procedure.appeals.papers import for_departments, office_full, organ_full, organs_full
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.queries.days import departments, host_title
from qinqing.procedure.receptions.rules.kinds import Kind
from qinqing.procedure.receptions.states import State
from qinqing.procedure.register import queries as register


def notice_to_departments(day: ReceptionDay, agenda: Iterable[AgendaItem], called: Sequence[int]) -> dict[str, Any]:
    """To every department called: what is heard, and that the main leader comes; no query beside the day's own."""
    return _day(day) | {
        "addressees": organs_full(called),
        "to_departments": True,
        "to_enterprises": False,
        "agenda": [_heard(place, entry, hide=True) for place, entry in enumerate(agenda, 1)],
    }


def notice_to_enterprise(day: ReceptionDay, agenda: Iterable[AgendaItem]) -> dict[str, Any]:
    """To one enterprise: when and where its own appeals are heard, and what it brings along; no query."""
    own = list(agenda)
    return _day(day) | {
        "addressees": own[0].appeal.enterprise_name,
        "to_departments": False,
        "to_enterprises": True,
        "agenda": [_heard(place, entry, hide=False) for place, entry in enumerate(own, 1)],
    }


def notice_for(reference: str) -> tuple[str, dict[str, Any]]:
    """The notice to departments of a day, by its date (2026-12-18), or of the latest day. Raises NotFound."""
    days = ReceptionDay.objects.exclude(state=State.CANCELLED).order_by("-date", "-id")
    if reference != "latest":
        days = days.filter(date=_date(reference))
    day = days.first()
    if day is None:
        raise NotFound("没有这一天的接待日，请核对日期")
    agenda = AgendaItem.objects.filter(day=day).select_related("appeal").order_by("position", "id")
    return day.subject, notice_to_departments(day, agenda, departments(day))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound("接待日活动通知请用文号、日期（如 2026-12-18）或 latest 指明") from error


def _day(day: ReceptionDay) -> dict[str, Any]:
    office = register.office()
    return {
        "what": "联席会议" if day.joint else f"{host_title(day)}服务企业接待日活动",
        "led": "召集单位" if day.joint else "接待领导",
        "matters": "会商事项" if day.joint else "接待事项",
        "host": office_full() if day.joint else host_title(day),
        "day": full_day_zh(day.date),
        "weekday": WEEKDAYS[day.date.weekday()],
        "time": f"{day.starts_at:%H:%M}",
        "place": day.place,
        "kind": Kind(day.kind).label,
        "remark": day.note or "无",
        "duty": "按时到会会商、共同提出办法" if day.joint else "按时到会接待、答疑解难",
        "clause": cite("五(三)" if day.joint else "二"),
        "attendance_clause": cite("五(二)"),
        "issuer": office_full(),
        "office_phone": (office.phone if office else "") or "—",
    }


def _heard(place: int, entry: AgendaItem, *, hide: bool) -> dict[str, Any]:
    appeal = entry.appeal
    row = {
        "place": str(place),
        "appeal": appeal.number,
        "subject": appeal.title,
        "enterprise": appeal.enterprise_name,
        "lead": organ_full(appeal.lead_id),
    }
    return for_departments(appeal, row) if hide else row
