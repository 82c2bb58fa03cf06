"""What each step of a reception day asks for, its fields named as the actions name them."""

from typing import Annotated

from pydantic import Field

from qinqing.doors.api.schemas.days import Capacity
from qinqing.doors.api.schemas.fields import (
    Amount,
    AppealCode,
    Day,
    Hour,
    Line,
    NeededLine,
    NeededText,
    OrganCode,
    Text,
    Told,
    one_of,
)
from qinqing.doors.api.schemas.moves import Organs
from qinqing.procedure.receptions.rules.kinds import HOSTED, WITH_ITEMS, Guest, HeardOutcome, Kind, Presence
from qinqing.procedure.receptions.rules.planning import MOST

OnAgenda = Annotated[AppealCode, Field(description="议程上诉求的代码")]


class AmendDay(Told):
    """调整接待日: what is left out stays."""

    date: Day | None = Field(None, description="日期")
    starts_at: Hour | None = Field(None, description="开始时间")
    ends_at: Hour | None = Field(None, description="结束时间")
    kind: Kind | None = Field(None, description="，".join(f"{one.value} {one.label}" for one in HOSTED))
    place: NeededLine | None = Field(None, description="地点")
    capacity: Capacity | None = Field(None, description="可接待件数")
    note: Text | None = Field(None, description="说明")
    reason: Text = Field("", description="调整原因；时间、地点有变化时必填")


class PutOn(Told):
    appeals: list[AppealCode] = Field(min_length=1, max_length=MOST, description="列入的诉求的代码，按先后")


class TakeOff(Told):
    appeal: OnAgenda
    reason: NeededText = Field(description="移出的原因")


class Reorder(Told):
    appeals: list[AppealCode] = Field(min_length=1, max_length=MOST, description="议程上全部诉求的代码，按新的先后")


class Call(Told):
    organs: Organs = Field(description="到会部门的代码，没有写的不再要求到会")


class Came(Told):
    organ: OrganCode = Field(description="部门代码")
    presence: Presence = one_of(Presence)
    name: Line = Field("", description="到会人")
    reason: Annotated[Line, Field(max_length=400)] = Field("", description="主要负责人未到会的原因")
    arrived_at: Hour | None = Field(None, description="迟到的，几点到")


class Attendance(Told):
    rows: list[Came] = Field(min_length=1, max_length=60, description="到会情况，一个部门一项")


class GuestCame(Told):
    appeal: OnAgenda
    guest: Guest = one_of(Guest)
    name: Line = Field("", description="企业到会人")
    reason: Text = Field("", description="未到会的原因")
    defer: bool = Field(False, description="企业没有到会，缓议，列入以后的接待日")


class HeardTo(Told):
    appeal: OnAgenda
    outcome: HeardOutcome = one_of([one for one in HeardOutcome if one not in WITH_ITEMS])
    opinion: Text = Field("", description="接待领导的意见；缓议而企业未到会的可不填")
    statement: Text = Field("", description="企业陈述")
    basis: Text = Field("", description="政策依据；已解释的必填")


class DecidedNow(Told):
    text: NeededText = Field(description="决定内容")
    criterion: NeededText = Field(description="验收标准")
    lead: OrganCode = Field(description="牵头部门的代码")
    due_on: Day = Field(description="完成时限")
    assisting: Organs = Field([], description="配合部门的代码")
    amount: Amount = Field("", description="兑现金额，元；只在答应给企业资金时填")


class Decision(Told):
    appeal: OnAgenda
    opinion: NeededText = Field(description="接待领导的意见")
    statement: Text = Field("", description="企业陈述")
    items: list[DecidedNow] = Field(min_length=1, max_length=10, description="决定事项")


class TakeBack(Told):
    appeal: OnAgenda
    reason: NeededText = Field(description="收回的原因，企业和部门会知道")
