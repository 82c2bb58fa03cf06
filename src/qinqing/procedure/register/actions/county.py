"""The county's own facts: its name, its contact points 联系点, and what is brought elsewhere. 四."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.ids import public_code
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register import events
from qinqing.procedure.register.actions.version import changing
from qinqing.procedure.register.models import County
from qinqing.procedure.register.permits import may_keep_contact, may_name_county
from qinqing.procedure.register.queries.county import columns
from qinqing.procedure.register.rules import USUAL, ContactPoint, Elsewhere
from qinqing.procedure.register.rules.county import (
    ELSEWHERE_LIMIT,
    POINTS_LIMIT,
    REACHING,
    as_rows,
    elsewhere_of,
    points_of,
)
from qinqing.services.journal.actions import record

ONLY = 1
CLAUSE = "四"
One = TypeVar("One", ContactPoint, Elsewhere)


@changing()
def name_county(*, name: str, city: str = "", television: str = "", by: Actor, at: datetime) -> County:
    """The county's name, the city above it, and the station that carries its column. Raises Refused."""
    may_name_county(by).enforce()
    told = {"name": clean_line(name), "city": clean_line(city), "television": clean_line(television)}
    if not told["name"]:
        raise Refused("县名不能为空，请填写全称，如某某县")
    return _keep(events.COUNTY_NAMED, by, at, told, {"name": told["name"]})


@changing()
def set_point(code: str = "", *, main: bool = False, by: Actor, at: datetime, **told: str) -> County:
    """A contact point, new or (by its code) changed; ``main`` puts it first, which is how papers name the bureau.

    Raises Refused for one without a place or any way to reach it, NotFound for a code that there is not.
    """
    may_keep_contact(by).enforce()
    point = ContactPoint(code or public_code(8), **{name: clean_line(value) for name, value in told.items()})
    if not point.place:
        raise Refused("联系点的名称不能为空，如：县工业信息化和商务局受理岗", clause=CLAUSE)
    if not any(getattr(point, way) for way in REACHING):
        raise Refused("电话、传真、电子邮箱、地址至少填一项，企业才找得到", clause=CLAUSE)
    if point.email and "@" not in point.email:
        raise Refused("电子邮箱里没有 @，请核对", clause=CLAUSE)
    rows = _with(points_of(_row().points), point, new=not code, limit=POINTS_LIMIT)
    rows = sorted(rows, key=lambda one: one is not point) if main else rows
    return _set_points(rows, by, at, point.place)


@changing()
def remove_point(code: str, *, by: Actor, at: datetime) -> County:
    """A contact point that is no more. Raises NotFound."""
    may_keep_contact(by).enforce()
    rows, gone = _without(points_of(_row().points), code)
    return _set_points(rows, by, at, gone.place)


@changing()
def set_elsewhere(code: str = "", *, matter: str, where: str, phone: str = "", by: Actor, at: datetime) -> County:
    """What is brought elsewhere, new or changed; the first change starts from what is usual. Raises as ``set_point``."""
    may_keep_contact(by).enforce()
    one = Elsewhere(code or public_code(8), clean_line(matter), clean_line(where), clean_line(phone))
    if not (one.matter and one.where):
        raise Refused("什么事、找哪里，两项都要填写", clause="三")
    rows = _with(_elsewhere(), one, new=not code, limit=ELSEWHERE_LIMIT)
    return _keep(events.ELSEWHERE_SET, by, at, {"elsewhere": as_rows(rows)}, {"matter": one.matter})


@changing()
def remove_elsewhere(code: str, *, by: Actor, at: datetime) -> County:
    """What is not named any more. Raises NotFound."""
    may_keep_contact(by).enforce()
    rows, gone = _without(_elsewhere(), code)
    return _keep(events.ELSEWHERE_SET, by, at, {"elsewhere": as_rows(rows)}, {"matter": gone.matter})


def _set_points(rows: Sequence[ContactPoint], by: Actor, at: datetime, place: str) -> County:
    return _keep(events.POINTS_SET, by, at, {"points": as_rows(rows)}, {"place": place})


def _row() -> County:
    return County.objects.filter(pk=ONLY).first() or County(pk=ONLY)


def _elsewhere() -> Sequence[Elsewhere]:
    said = elsewhere_of(_row().elsewhere)
    return USUAL if said is None else said


def _keep(event: str, by: Actor, at: datetime, told: dict[str, Any], facts: dict[str, object]) -> County:
    row = _row()
    before = columns(row)
    new = row._state.adding
    changed = {name: value for name, value in told.items() if new or before[name] != value}
    if not new and not changed:
        raise Refused("没有要更改的内容，请修改后再保存")
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    said = {"before": {name: before[name] for name in changed}} if not new else {}
    sets = columns(row) if new else changed
    record(events.COUNTY_SUBJECT, event, by=by, at=at, clause=CLAUSE, facts=facts | said, sets=sets)
    return row


def _with(rows: Sequence[One], one: One, *, new: bool, limit: int) -> list[One]:
    if new and len(rows) >= limit:
        raise Refused(f"最多 {limit} 项，请先删去不用的")
    if new:
        kept = list(rows)
        kept.append(one)
        return kept
    _without(rows, one.code)
    return [one if other.code == one.code else other for other in rows]


def _without(rows: Sequence[One], code: str) -> tuple[list[One], One]:
    gone = next((one for one in rows if one.code == code), None)
    if gone is None:
        raise NotFound(code)
    return [one for one in rows if one.code != code], gone
