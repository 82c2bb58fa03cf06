"""Open data: bulletins, measures, the schedule."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import HourTold


class BulletinRow(BaseModel):
    """One published month."""

    month: str
    number: str
    title: str
    published_at: datetime
    digest: str


class Bulletins(BaseModel):
    """Every published month, the newest first."""

    bulletins: list[BulletinRow]


class MeasureTold(BaseModel):
    """One rate: which count over which counts, and what it means."""

    key: str
    label: str
    part: str
    whole: list[str]
    meaning: str


class MonthTold(BaseModel):
    """The county's figures of one published month."""

    month: str
    totals: dict[str, Any] = Field(description="各项件数；rates 是各项比率，含分子 part、分母 whole")


class Measures(BaseModel):
    """评价指标: what they mean, and their course over the published months."""

    measures: list[MeasureTold]
    months: list[MonthTold] = Field(description="已公布的月份，新的在前，最多 24 个月")


class DayTold(BaseModel):
    """One reception day that is planned."""

    date: date
    starts_at: HourTold
    ends_at: HourTold
    host: str
    kind: str
    place: str


class Schedule(BaseModel):
    """The reception days that are planned, the next first."""

    days: list[DayTold]


class PointTold(BaseModel):
    """One contact point."""

    place: str
    phone: str
    fax: str
    email: str
    address: str
    hours: str


class ElsewhereTold(BaseModel):
    """What is not received, and who does."""

    matter: str
    where: str
    phone: str


class CountyTold(BaseModel):
    """How the county is reached."""

    name: str
    points: list[PointTold] = Field(description="联系点，主要的在前")
    elsewhere: list[ElsewhereTold] = Field(description="不在接待范围的事项，和该找哪里")
