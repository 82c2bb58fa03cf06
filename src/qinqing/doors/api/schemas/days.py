"""Reception days and their agendas: which are wanted, what is planned, and what is told of one."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import (
    AppealCode,
    Day,
    Hour,
    HourTold,
    NeededLine,
    PageSize,
    PostCode,
    Text,
    Told,
    one_of,
)
from qinqing.doors.api.schemas.moves import Organs
from qinqing.doors.api.schemas.parts import Entry, Limit, Offer, PaperTold
from qinqing.procedure.receptions.rules.kinds import HOSTED, Kind
from qinqing.procedure.receptions.rules.planning import MOST, USUAL_CAPACITY
from qinqing.procedure.receptions.states import State

Capacity = Annotated[int, Field(ge=1, le=MOST)]


class SoughtDays(Told):
    """Which reception days."""

    since: Day | None = Field(None, description="从哪天起")
    until: Day | None = Field(None, description="到哪天止，含当天")
    state: State | None = one_of(State, default=None)
    kind: Kind | None = one_of(Kind, default=None)
    order: Literal["newest", "oldest"] = Field("newest", description="按日期，新的在前或旧的在前")
    after: str = Field("", max_length=60, description="上一页给出的 next")
    size: PageSize = 50


class PlannedDay(Told):
    """安排接待日, by the office."""

    host_post: PostCode = Field(description="接待领导岗位的代码，见机构的 posts")
    date: Day = Field(description="日期")
    place: NeededLine = Field(description="地点")
    kind: Kind = one_of(HOSTED, default=Kind.CENTRALISED)
    starts_at: Hour = Field("09:00", description="开始时间")
    ends_at: Hour = Field("12:00", description="结束时间")
    capacity: Capacity = Field(USUAL_CAPACITY, description="可接待件数")
    departments: Organs = Field([], description="到会部门的代码")
    note: Text = Field("", description="说明")
    reason: Text = Field("", description="原因；日期不是工作日，或提前通知的工作日不够时必填")


class CalledMeeting(Told):
    """召集联席会议, by the office."""

    date: Day = Field(description="日期")
    place: NeededLine = Field(description="地点")
    departments: Annotated[Organs, Field(min_length=1)] = Field(description="参加部门的代码")
    starts_at: Hour = Field("09:00", description="开始时间")
    ends_at: Hour = Field("12:00", description="结束时间")
    capacity: Capacity = Field(USUAL_CAPACITY, description="可会商件数")
    note: Text = Field("", description="说明")
    reason: Text = Field("", description="原因；日期不是工作日，或提前通知的工作日不够时必填")
    agenda: list[AppealCode] = Field([], max_length=MOST, description="列入的诉求的代码")


class ReceptionDayRow(BaseModel):
    """One reception day in a list."""

    code: str
    title: str
    date: date
    starts_at: HourTold
    ends_at: HourTold
    host: str = Field(description="接待领导；联席会议没有")
    kind: str = Field(description="形式")
    place: str
    state: str = Field(description="环节")
    state_name: str
    heard: int = Field(description="列入议程的件数")
    concluded: int = Field(description="已有结果的件数")
    decided: int = Field(description="研究决定或明确分工的件数")
    version: int = Field(description="版本；办理时带上，可以知道有没有被别人先办")


class ReceptionDays(BaseModel):
    """One page; ``next`` is the ``after`` of the next, empty on the last."""

    days: list[ReceptionDayRow]
    next: str


class SaidTold(BaseModel):
    """What one department said of an appeal, or that it still owes it."""

    organ: str
    text: str
    state: str


class AgendaTold(BaseModel):
    """One appeal on the agenda, and what it came to."""

    appeal: str = Field(description="诉求的代码")
    number: str
    title: str
    enterprise: str = Field(description="企业；企业要求保密的，对部门不显示")
    lead: str = Field(description="牵头部门")
    opinions: list[SaidTold] = Field(description="部门意见")
    guest: str = Field(description="企业到会情况")
    guest_name: str
    outcome: str = Field(description="接谈结果")
    outcome_name: str
    statement: str = Field(description="企业陈述")
    opinion: str = Field(description="接待领导意见")
    basis: str = Field(description="政策依据")
    recorded_by: str
    recorded_at: datetime | None
    items: list[str] = Field(description="决定事项的编号")


class PresentTold(BaseModel):
    """One department's attendance."""

    organ: str
    presence: str
    name: str
    reason: str
    arrived_at: HourTold | None


class ReceptionDayTold(ReceptionDayRow):
    """One reception day as staff read it."""

    note: str
    reason: str
    capacity: int = Field(description="可接待件数；0 没有说定")
    planned_by: str
    planned_at: datetime
    notified_at: datetime | None
    closed_at: datetime | None
    called: list[str] = Field(description="到会部门")
    agenda: list[AgendaTold]
    attendance: list[PresentTold]
    minutes: str = Field(description="会议纪要的代码；还没有或不能看的为空")
    limits: list[Limit]
    course: list[Entry] = Field(description="办理经过，新的在前")
    papers: list[PaperTold]
    moves: list[Offer] = Field(description="流转表现在给您这个岗位的各步，含不能办的原因")


class DayMade(BaseModel):
    """The reception day that was planned, or the meeting that was called."""

    code: str
    title: str
