"""Open to everybody: what is published."""

from typing import Any

from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.schemas.fields import Code
from qinqing.doors.api.schemas.opened import (
    BulletinRow,
    Bulletins,
    CountyTold,
    DayTold,
    ElsewhereTold,
    Measures,
    MeasureTold,
    MonthTold,
    PointTold,
    Schedule,
)
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries as bulletins_of
from qinqing.procedure.bulletins.rules.measures import MEASURES
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register

MONTHS = 24
DAYS = 60


def bulletins(request: Asking) -> Bulletins:
    """Every published month."""
    found = bulletins_of.published()
    return Bulletins(
        bulletins=[
            BulletinRow(
                month=one.month, number=one.number, title=one.title, published_at=one.published_at, digest=one.digest
            )
            for one in found
        ]
    )


def bulletin(request: Asking, month: Code) -> dict[str, Any]:
    """One month's figures, as on its page."""
    return bulletins_of.opened_data(bulletins_of.fetch_published(month))


def measures(request: Asking) -> Measures:
    """What the measures mean, and how they were."""
    return Measures(
        measures=[
            MeasureTold(key=key, label=one.label, part=one.part, whole=list(one.whole), meaning=one.meaning)
            for key, one in MEASURES.items()
        ],
        months=[
            MonthTold(month=one.month, totals=bulletins_of.opened_data(one)["totals"])
            for one in bulletins_of.published()[:MONTHS]
        ],
    )


def days(request: Asking) -> Schedule:
    """The days that are planned."""
    found = receptions.public_schedule(since=day_of(request.at), limit=DAYS)
    return Schedule(
        days=[
            DayTold(
                date=one.date,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                host=one.host,
                kind=one.kind,
                place=one.place,
            )
            for one in found
        ]
    )


def county(request: Asking) -> CountyTold:
    """The county, and how it is reached."""
    said = register.county()
    return CountyTold(
        name=said.name,
        points=[
            PointTold(
                place=one.place,
                phone=one.phone,
                fax=one.fax,
                email=one.email,
                address=one.address,
                hours=one.hours,
            )
            for one in said.points
        ],
        elsewhere=[ElsewhereTold(matter=one.matter, where=one.where, phone=one.phone) for one in register.elsewhere()],
    )
