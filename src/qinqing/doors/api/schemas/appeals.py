"""Appeals: what is lodged, and what is told of one."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import Line, NeededLine, NeededText, Told


class Lodged(Told):
    """反映诉求: the enterprise brings its difficulty itself."""

    text: NeededText = Field(description="遇到了什么困难")
    enterprise_name: NeededLine = Field(description="企业名称，照营业执照写")
    contact_phone: NeededLine = Field(description="联系电话，可写多个")
    credit_code: Annotated[Line, Field(max_length=60)] = Field("", description="统一社会信用代码，没有可不填")
    contact_name: Line = Field("", description="联系人")
    confidential: bool = Field(False, description="不让被反映的部门知道是哪家企业")


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
    rung: int = Field(description="第几级：1 部门办理，2 副县长接待日，3 县长接待日，4 报市协调")
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


class Particular(BaseModel):
    """One particular of an entry."""

    name: str
    value: str


class Entry(BaseModel):
    """One entry of the course: what happened, who did it, under which clause."""

    at: datetime
    who: str
    what: str
    clause: str
    particulars: list[Particular]


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


class FileTold(BaseModel):
    """One piece of material."""

    code: str
    name: str
    size: int
    added_by: str


class Offer(BaseModel):
    """A move that the table of moves offers to the caller's post here, or denies with the reason."""

    name: str
    label: str
    allowed: bool
    reason: str = Field(description="不能办的原因")
    clause: str
    grave: bool = Field(description="办了不能恢复")
    here: bool = Field(description="能不能经本接口办；不能的请在页面上办")
    fields: dict[str, Any] | None = Field(description="要填的各项，JSON Schema")


class Limit(BaseModel):
    """One limit, running or not."""

    kind: str
    name: str
    holder: str
    due_at: datetime
    running: bool
    clause: str


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
