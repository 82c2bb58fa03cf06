"""Lights and clocks as the pages show them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import day_zh, local, moment_zh
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.decisions.rules.clocks import Clock as ItemClock
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.rules.lights import Light, light

ONE_MOMENT = timedelta(microseconds=1)


class Running(NamedTuple):
    """One clock on a page."""

    label: str
    holder: str
    light: Light
    span: str
    why_url: str


@dataclass(frozen=True)
class RowClock:
    """The most pressing limit of a row, as far as the row itself tells: enough for a light."""

    started_at: datetime
    due_at: datetime
    verdict: str = ""
    paused_at: datetime | None = None
    stopped_at: datetime | None = None

    @cached_property
    def due_on(self) -> date:
        return day_of(self.due_at - ONE_MOMENT)

    @cached_property
    def base_on(self) -> date:
        return day_of(self.started_at)

    @cached_property
    def unit(self) -> str:
        return "day" if self.due_at == end_of(self.due_on) else "hour"

    @cached_property
    def provisional(self) -> bool:
        return calendar.current().provisional_within(self.base_on, self.due_on)


def of_row(due_from: datetime | None, due_at: datetime | None, due_kind: str, *, at: datetime) -> Light | None:
    """The light of a list's row, from its most pressing limit alone; the enterprise's own time shows none."""
    if due_at is None or due_kind in (Clock.ANSWER, ItemClock.CONFIRM):
        return None
    return light(RowClock(due_from or due_at, due_at), at, calendar.current())


def due_day(due_at: datetime | None, at: datetime) -> str:
    """The day a limit ends with, as people say it: a limit due at midnight is due the day before."""
    if due_at is None:
        return ""
    return moment_zh(due_at, this_year=local(at).year).removesuffix(" 24:00")


def of_subject(subject: str, labels: dict[str, str], *, at: datetime) -> list[Running]:
    """All clocks of a subject: those that run first, the most pressing on top."""
    clocks = calendar.clocks_of([subject])[subject]
    clocks = sorted(clocks, key=lambda clock: (not clock.running, clock.due_at))
    days, names = calendar.current(), register.organ_names()
    return [
        Running(
            labels.get(clock.kind, clock.kind),
            names.get(clock.holder_organ or 0, "") or _holder(clock.holder_role),
            light(clock, at, days),
            _span(clock, at),
            reverse("console:why", args=[clock.pk]),
        )
        for clock in clocks
    ]


def _holder(role: str) -> str:
    return Role(role).label if role else ""


def _span(clock: Any, at: datetime) -> str:
    """``11月3日起 10 个工作日 → 11月17日``."""
    year = local(at).year
    start, due = day_zh(clock.start_on, this_year=year), day_zh(clock.due_on, this_year=year)
    if clock.unit == "date":
        return f"{start}起 → {due}"
    unit = "个工作时" if clock.unit == "hour" else "个工作日"
    extended = f"，延期 {clock.extended} 个" if clock.extended else ""
    return f"{start}起 {clock.length} {unit}{extended} → {due}"


def who_holds(actor: Actor, role: str, organ: int | None) -> str:
    """In whose hands a row is, as this reader would say it."""
    if not role:
        return ""
    if role == actor.role and (organ is None or organ == actor.organ):
        return "本岗"
    return register.organ_names().get(organ or 0, "") or Role(role).label
