"""``qinqing due START N [--hours]``: a working-day limit, and why it ends on that day."""

import argparse
import json
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI, day_zh, local, moment_zh
from qinqing.kernel.workdays import WEEKDAYS, Explanation, end_of, ordinary_day
from qinqing.services.calendar import queries


def moment(text: str) -> datetime:
    """A day, or a moment in Shanghai unless it names its own zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂“{text}”，请写成 2026-11-23 或 2026-11-23T15:30 的样子") from error
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def length(text: str) -> int:
    """A whole number, not negative."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}”不是天数，请写 0 或正整数")
    return int(text)


class Command(BaseCommand):
    """Counts a limit on the calendar in force."""

    help = "推算工作日时限，并逐日说明为什么是这一天"

    def add_arguments(self, parser: CommandParser) -> None:
        """START and N as in the contract."""
        parser.add_argument("start", metavar="START", type=moment, help="起算日（或时刻），如 2026-11-23")
        parser.add_argument("length", metavar="N", type=length, help="几个工作日")
        parser.add_argument("--hours", action="store_true", help="N 是工作小时（8:30—12:00，14:00—17:30）")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the answer; a date no calendar knows is refused with exit code 1."""
        try:
            answer = _count(options["start"], options["length"], hours=options["hours"])
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        self.stdout.write(json.dumps(_data(*answer), ensure_ascii=False) if options["json"] else _text(*answer))


def _count(start: datetime, number: int, *, hours: bool) -> tuple[str, str, str, Explanation]:
    """Start and due as data, due as people read it, and the reasons."""
    calendar, day = queries.current(), local(start).date()
    if hours:
        told, due = calendar.explain_hours(start, number), calendar.add_hours(start, number)
        return local(start).isoformat(), local(due).isoformat(), moment_zh(due, this_year=day.year), told
    told = calendar.explain(day, number)
    return day.isoformat(), told.due.isoformat(), moment_zh(end_of(told.due), this_year=day.year), told


def _data(start: str, due: str, _: str, told: Explanation) -> dict[str, object]:
    return {
        "start": start,
        "due": due,
        "provisional": told.provisional,
        "notice": "、".join(told.notices),
        "counted": [day.isoformat() for day in told.counted],
        "skipped": [{"date": skip.date.isoformat(), "reason": skip.reason} for skip in told.skipped],
    }


def _counted_zh(day: date, count: int) -> str:
    return f"第 {count} 个工作日" + ("" if ordinary_day(day) else "（调休上班）")


def _text(start: str, _: str, due_zh: str, told: Explanation) -> str:
    said = [(day, _counted_zh(day, count)) for count, day in enumerate(told.counted, start=1)]
    said += [(skip.date, f"不计：{skip.reason}") for skip in told.skipped]
    year = told.start.year
    lines = [f"  {day_zh(day, this_year=year)} {WEEKDAYS[day.weekday()]}  {words}" for day, words in sorted(said)]
    mark = "（暂定：该年放假通知尚未录入）" if told.provisional else ""
    cited = f"依据：{'、'.join(told.notices) or '周一至周五'}"
    return "\n".join([f"{start} 起，{due_zh} 到期{mark}", *lines, cited])
