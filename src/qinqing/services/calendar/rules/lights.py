"""Lights: computed from a clock, a moment and the calendar, never stored. Every colour comes with words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from qinqing.kernel.phrases import day_zh, moment_zh
from qinqing.kernel.workdays import WorkCalendar, day_of
from qinqing.services.calendar.rules.rows import ClockLike
from qinqing.services.calendar.states import Colour, Outcome, Unit

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and the words that say the same: ``还有 2 个工作日（暂定 2027年1月7日）``.

    ``due`` is the due day (or moment) in Chinese, ``provisional`` whether it may still move.
    """

    colour: Colour
    words: str
    due: str
    provisional: bool


def light(clock: ClockLike, now: datetime, calendar: WorkCalendar) -> Light:
    """The light of a clock at a moment.

    Yellow in the last third of the limit or on its last working day; red after it; grey when paused or stopped.
    The source is the table of defaults, row "lights".
    """
    due = _due_words(clock, now)
    ended = _ended(clock)
    if ended is not None:
        return Light(Colour.GREY, ended, due, False)
    if clock.paused_at is not None:
        return Light(Colour.GREY, "已暂停", due, clock.provisional)
    colour, words = _running_hours(clock, now, calendar) if clock.unit == Unit.HOUR else _running(clock, now, calendar)
    if clock.provisional and colour != Colour.RED:
        words = f"{words}（暂定 {day_zh(clock.due_on, this_year=0)}）"
    return Light(colour, words, due, clock.provisional)


def late_words(clock: ClockLike, at: datetime) -> str:
    """``超期 2 天``: calendar days after the due day, or hours and minutes for a limit in hours; empty in time."""
    if at < clock.due_at:
        return ""
    if clock.unit == Unit.HOUR and at - clock.due_at < ONE_DAY:
        return f"超期 {_span(at - clock.due_at)}"
    return f"超期 {max(1, (day_of(at) - clock.due_on).days)} 天"


def _ended(clock: ClockLike) -> str | None:
    if clock.verdict == Outcome.VOID:
        return Outcome.VOID.label
    if clock.verdict == Outcome.ON_TIME:
        return Outcome.ON_TIME.label
    if clock.verdict == Outcome.LATE and clock.stopped_at is not None:
        return f"{late_words(clock, clock.stopped_at)}完成"
    return None


def _running(clock: ClockLike, now: datetime, calendar: WorkCalendar) -> tuple[Colour, str]:
    if now >= clock.due_at:
        return Colour.RED, late_words(clock, now)
    today = day_of(now)
    left = calendar.between(today, clock.due_on)
    with_today = left + calendar.is_working(today)
    begun = clock.base_on if clock.unit == Unit.DAY else day_of(clock.started_at)
    whole = calendar.between(begun, clock.due_on)
    last_third = with_today * 3 <= whole
    colour = Colour.YELLOW if last_third or left <= 0 else Colour.GREEN
    if today == clock.due_on:
        return colour, "今天到期"
    return colour, f"还有 {left} 个工作日" if left > 0 else f"{day_zh(clock.due_on)}到期"


def _running_hours(clock: ClockLike, now: datetime, calendar: WorkCalendar) -> tuple[Colour, str]:
    if now >= clock.due_at:
        return Colour.RED, late_words(clock, now)
    left = calendar.time_between(now, clock.due_at)
    whole = calendar.time_between(clock.started_at, clock.due_at)
    return (Colour.YELLOW if left * 3 <= whole else Colour.GREEN), f"还有 {_span(left)}"


def _span(length: timedelta) -> str:
    """``1 小时 20 分``, ``40 分``: whole minutes, at least one."""
    minutes = max(1, int(length.total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} 小时"] * (hours > 0) + [f"{minutes} 分"] * (minutes > 0 or not hours)
    return " ".join(parts)


def _due_words(clock: ClockLike, now: datetime) -> str:
    year = day_of(now).year
    if clock.unit == Unit.HOUR:
        return moment_zh(clock.due_at, this_year=year)
    return day_zh(clock.due_on, this_year=year)
