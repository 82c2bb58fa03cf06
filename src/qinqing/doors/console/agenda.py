"""Reception days as the pages show them: the year against the Plan, and the appeals of one day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.states import State as DayState
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.states import Colour


class Mark(NamedTuple):
    """A light that is no clock's."""

    colour: Colour
    words: str


class Dated(NamedTuple):
    """One day within a month or quarter, with the way to it."""

    date: date
    words: str
    url: str
    held: bool


class Cell(NamedTuple):
    """One month or quarter of one host: what the Plan wants and what there is, as a light with words."""

    label: str
    light: Mark
    plan_url: str
    days: list[Dated]
    now: bool


class Year(NamedTuple):
    """One host's year. ``wanted`` and ``missing`` count the periods that have begun, ``missing`` those that are over."""

    title: str
    cells: list[Cell]
    span: int
    held: int
    planned: int
    wanted: int
    missing: int


class Said(NamedTuple):
    """What one department said of an appeal, or that it still owes it."""

    organ: str
    text: str
    state: str


class Heard(NamedTuple):
    """One appeal on an agenda, as one reader may know it."""

    entry: receptions.AgendaItem
    shown: object
    lead: str
    said: list[Said]
    url: str
    first: bool
    last: bool
    slot: receptions.Slot | None


def years(dues: Iterable[receptions.Due], *, may_plan: bool, at: datetime) -> list[Year]:
    """Every host's months or quarters; where a day is missing, the office may plan one at once."""
    return [_year(due, day_of(at), may_plan) for due in dues]


def totals(hosts: Iterable[Year]) -> list[dict[str, object]]:
    """What the Plan wanted of all hosts by today, and what there is."""
    found = list(hosts)
    return [
        {"value": sum(one.wanted for one in found), "label": "到今天应举行"},
        {"value": sum(one.held for one in found), "label": "已举行"},
        {"value": sum(one.planned for one in found), "label": "已安排"},
        {"value": sum(one.missing for one in found), "label": "已缺", "tone": "red"},
    ]


def _year(due: receptions.Due, today: date, may_plan: bool) -> Year:
    cells = [_cell(due.post.id, period, today, may_plan) for period in due.periods]
    return Year(
        due.post.title,
        cells,
        12 // len(cells),
        held=sum(period.held for period in due.periods),
        planned=sum(period.planned for period in due.periods),
        wanted=sum(period.wanted for period in due.periods if period.since <= today),
        missing=sum(period.missing for period in due.periods if period.until < today),
    )


def _cell(post: int, period: receptions.Period, today: date, may_plan: bool) -> Cell:
    first = max(today, period.since)
    missing = may_plan and period.missing and first <= period.until
    url = f"{reverse('console:day_new')}?host={post}&month={first:%Y-%m}" if missing else ""
    days = [_dated(day, today) for day in period.days]
    return Cell(period.label, _light(period, today), url, days, period.since <= today <= period.until)


def _dated(day: receptions.Dated, today: date) -> Dated:
    held = day.state == DayState.HELD
    words = "已举行" if held else "已安排" if day.date >= today else "日子已过，还没有结束"
    return Dated(day.date, words, reverse("console:day", args=[day.code]), held)


def _light(period: receptions.Period, today: date) -> Mark:
    """Red is for what the Plan wanted by a day that has passed."""
    some = f" {period.held + period.planned}/{period.wanted}" if period.wanted > 1 else ""
    if not period.wanted and not period.held and not period.planned:
        return Mark(Colour.GREY, "不要求")
    if period.held >= period.wanted:
        return Mark(Colour.GREEN, f"已举行{some}")
    if not period.missing:
        return Mark(Colour.GREEN, f"已安排{some}") if period.until >= today else Mark(Colour.RED, f"待结束{some}")
    if period.until < today:
        return Mark(Colour.RED, f"缺{period.missing}次")
    return Mark(Colour.YELLOW if period.since <= today else Colour.GREY, f"待安排{some}")


def heard_on(appeal: appeals.Appeal, actor: Actor) -> list[dict[str, object]]:
    """The days on which an appeal was or will be heard, with the way to the record for those who see the day."""
    return [
        {
            "day": row.day,
            "title": receptions.title(row.day),
            "outcome": row.get_outcome_display(),
            "url": reverse("console:hearing", args=[row.day.code, appeal.code]) if _sees(actor, row.day) else "",
        }
        for row in receptions.heard_on(appeal)
    ]


def _sees(actor: Actor, day: receptions.ReceptionDay) -> bool:
    """Whether the day's page is surely there for this reader; departments see the days to which they are called."""
    return actor.role not in DEPARTMENT | {Role.CITY} and (
        actor.role is not Role.DEPUTY or actor.post == day.host_post_id
    )


def heard(
    day: receptions.ReceptionDay,
    entries: Sequence[receptions.AgendaItem],
    actor: Actor,
    slots: Mapping[int, receptions.Slot],
) -> list[Heard]:
    """The agenda with each appeal's request, lead, opinions and who comes; one query for the opinions of all."""
    said = appeals.opinions_owed([entry.appeal for entry in entries])
    names, last = register.organ_names(), len(entries) - 1
    return [
        Heard(
            entry,
            appeals.shown(entry.appeal, actor),
            names.get(entry.appeal.lead_id or 0, ""),
            opinions(entry.appeal, said[entry.appeal.pk], actor),
            reverse("console:hearing", args=[day.code, entry.appeal.code]),
            position == 0,
            position == last,
            slots.get(entry.appeal_id),
        )
        for position, entry in enumerate(entries)
    ]


def opinions(appeal: appeals.Appeal, parts: Iterable[appeals.Part], actor: Actor) -> list[Said]:
    """What the departments asked said of an appeal, without what would tell its enterprise's name to those kept from it."""
    hidden = appeals.hides_identity(appeal, actor)
    return [
        Said(part.organ_name, appeals.mask(appeal, part.text) if hidden else part.text, part.get_state_display())
        for part in parts
    ]
