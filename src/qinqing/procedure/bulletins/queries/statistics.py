"""各部门企业诉求办理情况、办理评价情况: figures by department, 四(六)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.rules import Department
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision

ALL = BUREAU | {Role.OFFICE, Role.MAYOR, Role.INSPECTOR, Role.MACHINE}


def departments(actor: Actor, since: datetime, until: datetime, *, at: datetime) -> Sequence[Department]:
    """Each department's figures for [since, until), by name, as far as the actor may see them; four queries.

    Departments read their own row, a deputy mayor the industries of the portfolio, the bureau, the office, the mayor
    and the inspectorate all. ``open`` and ``overdue`` are as of ``at``.
    """
    narrowed = _narrowed(actor)
    if narrowed is None:
        return ()
    names = register.organ_names()
    counted = appeals.figures(since, until, at=at, **narrowed)
    rated = supervision.ratings(since, until, sections=narrowed.get("sections"))
    organs = set(counted) | {organ for organ in rated if organ is not None}
    if "lead" in narrowed:
        organs = {narrowed["lead"]}
    rows = (_row(organ, names.get(organ, ""), counted.get(organ), rated.get(organ)) for organ in organs)
    return sorted(rows, key=lambda row: (-row.received, row.name))


def _narrowed(actor: Actor) -> dict[str, Any] | None:
    """What the actor's post keeps to: everything, one department, some industries; None for everybody else."""
    if actor.role in ALL:
        return {}
    if actor.role in DEPARTMENT:
        return {"lead": actor.organ}
    if actor.role is Role.DEPUTY:
        return {"sections": actor.sections}
    return None


def _row(organ: int, name: str, counted: appeals.Figures | None, rated: supervision.Ratings | None) -> Department:
    return Department(organ, name, **asdict(counted or appeals.Figures()), **asdict(rated or supervision.Ratings()))
