"""接待日台账 of one year: which days were held, and who came for which department. 二(一), 五(二)."""

from collections.abc import Iterator

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.receptions.models import Attendance, ReceptionDay
from qinqing.procedure.receptions.queries.days import days
from qinqing.procedure.register import queries as register
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row

DAYS = Ledger(
    "days",
    "接待日到会台账",
    (
        Column("日期", 12, Kind.DATE), Column("开始", 8), Column("主持", 20), Column("形式", 12), Column("地点", 24),
        Column("状态", 12), Column("接待件数", 10, Kind.NUMBER), Column("有结果", 10, Kind.NUMBER),
        Column("部门", 24), Column("到会", 18), Column("到会人", 14), Column("迟到时间", 10), Column("原因", 40),
    ),
    BUREAU | DEPARTMENT | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR},
)  # fmt: skip

NOBODY: Row = ("",) * 5  # a day whose attendance is not written down


def day_rows(actor: Actor, year: int) -> Iterator[Row]:
    """The rows of ``DAYS``: the visible days of a year, a line for each department that was called to account.

    A department reads its own line. Three queries: a county's year is a few dozen days.
    """
    found, names = days(actor, year), register.organ_names()
    came: dict[int, list[Attendance]] = {}
    rows = Attendance.objects.filter(day__in=[day.pk for day in found]).order_by("id")
    if actor.role in DEPARTMENT:
        rows = rows.filter(organ=actor.organ)
    for row in rows:
        came.setdefault(row.day_id, []).append(row)
    for day in found:
        told = [_came(one, names.get(one.organ_id, "")) for one in came.get(day.pk, ())]
        yield from ((*_day(day), *one) for one in told or [NOBODY])


def _day(day: ReceptionDay) -> Row:
    start = f"{day.starts_at:%H:%M}"
    kind, state = day.get_kind_display(), day.standing.label
    return day.date, start, day.host, kind, day.place, state, day.heard, day.concluded


def _came(one: Attendance, organ: str) -> Row:
    late = f"{one.arrived_at:%H:%M}" if one.arrived_at else ""
    return organ, one.get_presence_display(), one.name, late, one.reason
