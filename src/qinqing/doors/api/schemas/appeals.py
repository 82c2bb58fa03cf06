"""Appeals: what is lodged, and what is told of one."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import (
    CreditCode,
    Line,
    Moment,
    NeededLine,
    NeededText,
    OrganCode,
    PageSize,
    Text,
    Told,
    one_of,
)
from qinqing.doors.api.schemas.items import OwnItem
from qinqing.doors.api.schemas.minutes import MinutesRow
from qinqing.doors.api.schemas.parts import Entry, FileTold, Limit, Offer
from qinqing.procedure.appeals.rules.kinds import Category, Channel, Urgency
from qinqing.procedure.appeals.states import State
from qinqing.procedure.supervision.rules import Reason

RUNGS = "第几级：1 部门办理，2 副县长接待日，3 县长接待日，4 报市协调"
CAME_BY = [one for one in Channel if one not in (Channel.PORTAL, Channel.CITY, Channel.COUNTY, Channel.LEDGER)]


class Lodged(Told):
    """反映诉求: the enterprise brings its difficulty itself."""

    text: NeededText = Field(description="遇到了什么困难")
    enterprise_name: NeededLine = Field(description="企业名称，照营业执照写")
    contact_phone: NeededLine = Field(description="联系电话，可写多个，如 13800138000")
    credit_code: CreditCode = Field("", description="统一社会信用代码，没有可不填")
    contact_name: Line = Field("", description="联系人")
    confidential: bool = Field(False, description="不让被反映的部门知道是哪家企业")


class Received(Told):
    """登记诉求: a clerk writes down what came in."""

    text: NeededText = Field(description="遇到了什么困难，照原话记")
    channel: Channel = one_of(CAME_BY)
    enterprise_name: NeededLine = Field(description="企业名称；不愿具名的填“未具名企业”")
    credit_code: CreditCode = Field("", description="统一社会信用代码")
    contact_name: Line = Field("", description="联系人")
    contact_phone: Line = Field("", description="联系电话")
    title: Line = Field("", description="标题，不填就用内容的第一句")
    urgency: Urgency = one_of(Urgency, default=Urgency.NORMAL)
    received_at: Moment | None = Field(None, description="收到时间；现在收到的不用填")
    confidential: bool = Field(False, description="不让被反映的部门知道是哪家企业")
    note: Text = Field("", description="登记说明")


class HandedDown(Told):
    """转来诉求: the city centre sends an appeal down."""

    text: NeededText = Field(description="诉求内容")
    enterprise_name: NeededLine = Field(description="企业名称")
    credit_code: CreditCode = Field("", description="统一社会信用代码")
    contact_name: Line = Field("", description="联系人")
    contact_phone: Line = Field("", description="联系电话")
    title: Line = Field("", description="标题")
    note: Text = Field("", description="转办说明")


class Rated(Told):
    """评价: solved and satisfied are asked apart."""

    solved: bool = Field(description="问题解决了吗")
    level: int = Field(ge=1, le=5, description="5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意")
    reasons: list[Reason] = one_of(Reason, default=[], max_length=7)
    comment: Text = Field("", description="想说的话")


class Receipt(BaseModel):
    """回执: number and query code; the code is told this once (and to a repeat with the same key)."""

    code: str = Field(description="诉求在接口地址里的代码")
    number: str = Field(description="编号")
    query_code: str = Field(description="查询码，请与编号一起交给企业保管")
    due_at: datetime | None = Field(description="登记转办的时限")


class Row(BaseModel):
    """One appeal in a list."""

    code: str
    number: str = Field(description="编号")
    title: str = Field(description="标题")
    enterprise: str = Field(description="企业；企业要求保密的，对部门不显示")
    state: str = Field(description="环节")
    state_name: str = Field(description="环节名称")
    rung: int = Field(description=RUNGS)
    clause: str = Field(description="现在所处的《方案》条款")
    urgency: str = Field(description="缓急")
    category: str = Field(description="类别")
    result: str = Field(description="办结结果")
    turn: str = Field(description="等谁办：岗位")
    holder: str = Field(description="等谁办：名称")
    received_at: datetime
    due_at: datetime | None = Field(description="最近一项时限")
    overdue: bool
    closed_at: datetime | None
    version: int = Field(description="版本；办理时带上，可以知道有没有被别人先办")


class Answered(BaseModel):
    """One answer."""

    outcome: str
    outcome_name: str
    checked: str
    answer: str
    basis: str
    contact: str
    next_on: str
    signed_at: datetime | None


class Own(Row):
    """One appeal as the enterprise reads it."""

    text: str
    contact_name: str
    contact_phone: str
    confidential: bool
    lead: str = Field(description="牵头部门")
    refusal: str = Field(description="不予受理的原因")
    pointer: str = Field(description="可以向谁反映")
    answers: list[Answered]
    items: list[OwnItem] = Field(description="接待日等研究决定的事项")
    course: list[Entry] = Field(description="办理经过，新的在前")
    files: list[FileTold]
    moves: list[Offer] = Field(description="现在可以办的")


class Tracked(BaseModel):
    """What number and query code open: the appeal, and a pass with which to act on it."""

    bearer: str = Field(description="通行证：两小时内当令牌用，只对这件诉求有效")
    expires_at: datetime
    appeal: Own


class OwnList(BaseModel):
    """One's own appeals, the newest first."""

    appeals: list[Row]


class Part(BaseModel):
    """What another department owes or gave."""

    kind: str
    organ: str
    state: str
    text: str
    due_at: datetime | None


class Detail(Row):
    """One appeal as staff read it."""

    text: str
    contact_name: str
    contact_phone: str
    hidden: bool = Field(description="企业要求保密，对您不显示是谁")
    channel: str
    kind: str
    matter: str
    section: str
    lead: str
    answers: list[Answered]
    parts: list[Part]
    limits: list[Limit]
    course: list[Entry] = Field(description="办理经过，新的在前")
    files: list[FileTold]
    moves: list[Offer] = Field(description="流转表现在给您这个岗位的各步，含不能办的原因")


class Owed(BaseModel):
    """Assistance or an opinion that one's department owes."""

    kind: str
    move: str
    due_at: datetime | None
    appeal: Row


class Item(BaseModel):
    """A decided item that waits for one's post."""

    code: str
    number: str
    text: str
    lead: str
    state: str
    state_name: str
    due_on: date
    overdue: bool
    appeal: str = Field(description="所属诉求的编号")


class Todo(BaseModel):
    """待办: what waits for this post, the most pressing first."""

    appeals: list[Row]
    owed: list[Owed]
    items: list[Item]
    minutes: list[MinutesRow] = Field(description="等本岗起草、确认或印发的会议纪要")
    figures: dict[str, int] = Field(description="all 全部，overdue 已超期，today 今天到期，soon 三个工作日内到期")


class Sought(Told):
    """Which appeals."""

    text: Annotated[Line, Field(max_length=200)] = Field("", description="编号、企业、内容，两个字也能查")
    state: State | None = one_of(State, default=None)
    standing: Literal["open", "over"] | None = Field(None, description="open 在办，over 已办结")
    rung: int | None = Field(None, ge=1, le=4, description=RUNGS)
    lead: OrganCode | None = Field(None, description="牵头部门的代码")
    category: Category | None = one_of(Category, default=None)
    urgency: Urgency | None = one_of(Urgency, default=None)
    channel: Channel | None = one_of(Channel, default=None)
    light: Literal["red", "today"] | None = Field(None, description="red 已超期，today 今天到期")
    order: Literal["newest", "oldest", "due"] = Field("newest", description="新的、旧的或先到期的在前")
    after: str = Field("", max_length=60, description="上一页给出的 next")
    size: PageSize = 50


class Page(BaseModel):
    """One page; ``next`` is the ``after`` of the next, empty on the last."""

    appeals: list[Row]
    next: str
