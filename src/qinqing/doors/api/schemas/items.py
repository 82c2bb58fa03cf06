"""Decided items: which are wanted, and what is told of them and of one."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import Day, Line, OrganCode, PageSize, Told, one_of
from qinqing.doors.api.schemas.parts import Entry, FileTold, Limit, Offer, PaperTold
from qinqing.procedure.decisions.states import State


class SoughtItems(Told):
    """Which decided items."""

    text: Annotated[Line, Field(max_length=200)] = Field("", description="编号、内容、诉求标题")
    state: State | None = one_of(State, default=None)
    standing: Literal["open", "over"] | None = Field(None, description="open 在办，over 已了结")
    lead: OrganCode | None = Field(None, description="牵头部门的代码")
    light: Literal["red", "today", "week"] | None = Field(
        None, description="red 已超期，today 今天到期，week 七天内到期"
    )
    blocked: Literal["yes", "no"] | None = Field(None, description="是否受阻")
    kind: Literal["money", "other"] | None = Field(None, description="money 资金兑现，other 其他")
    due_from: Day | None = Field(None, description="完成时限从哪天起")
    due_until: Day | None = Field(None, description="到哪天止，含当天")
    order: Literal["newest", "oldest", "due", "due_last"] = Field(
        "newest", description="新的、旧的、先到期的或后到期的在前"
    )
    after: str = Field("", max_length=60, description="上一页给出的 next")
    size: PageSize = 50


class ItemRow(BaseModel):
    """One decided item in a list."""

    code: str
    number: str = Field(description="编号")
    text: str = Field(description="决定内容")
    lead: str = Field(description="牵头部门")
    state: str = Field(description="环节")
    state_name: str
    decided_on: date
    due_on: date
    overdue: bool
    blocked: bool
    amount: str | None = Field(description="应兑现，元")
    received: str | None = Field(description="企业确认到账，元")
    appeal: str = Field(description="所属诉求的代码")
    appeal_number: str
    appeal_title: str
    enterprise: str = Field(description="企业；企业要求保密的，对部门不显示")
    version: int = Field(description="版本；办理时带上，可以知道有没有被别人先办")


class ItemsPage(BaseModel):
    """One page; ``next`` is the ``after`` of the next, empty on the last."""

    items: list[ItemRow]
    next: str


class ShareTold(BaseModel):
    """One department's part in it."""

    organ: str
    kind: str


class MilestoneTold(BaseModel):
    """One dated step."""

    ordinal: int
    text: str
    due_on: date
    first_due_on: date
    state: str
    proof_wanted: str
    proof: str
    files: list[str] = Field(description="佐证材料的代码")


class BlockTold(BaseModel):
    """What stands, or stood, in its way."""

    ordinal: int
    waits_for: str = Field(description="另一项决定的编号，或条件")
    expected_on: date
    cleared_at: datetime | None
    note: str


class ReceivedTold(BaseModel):
    """Money the enterprise said it has received."""

    received_on: date
    amount: str
    said_by: str
    note: str


class ReportTold(BaseModel):
    """One written report, and which leaders have read it."""

    ordinal: int
    text: str
    proof: str
    drafted_by: str
    signed_by: str
    signed_at: datetime | None
    read: list["ReadTold"]


class ReadTold(BaseModel):
    """One leader before whom a report is, or was."""

    post: str
    state: str
    remark: str
    done_at: datetime | None


class ItemTold(ItemRow):
    """One decided item as staff read it."""

    criterion: str = Field(description="验收标准")
    first_due_on: date = Field(description="原定完成时限")
    due_moved: int = Field(description="时限调整了几次")
    due_asked: date | None = Field(description="申请改到哪一天")
    shares: list[ShareTold]
    milestones: list[MilestoneTold]
    blocks: list[BlockTold]
    receipts: list[ReceivedTold]
    reports: list[ReportTold]
    completed_at: datetime | None
    accepted_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    closed_at: datetime | None
    closing_number: str = Field(description="销号编号")
    limits: list[Limit]
    course: list[Entry] = Field(description="办理经过，新的在前")
    files: list[FileTold]
    papers: list[PaperTold]
    moves: list[Offer] = Field(description="流转表现在给您这个岗位的各步，含不能办的原因")


class OwnItem(BaseModel):
    """One decided item as the enterprise reads it."""

    code: str
    number: str
    text: str = Field(description="决定内容")
    lead: str = Field(description="牵头部门")
    state: str
    state_name: str
    due_on: date
    amount: str | None = Field(description="应兑现，元")
    received: str | None = Field(description="已确认到账，元")
    confirmed_at: datetime | None
    milestones: list[MilestoneTold]
    moves: list[Offer] = Field(description="现在可以说的：确认到账、确认落实、提出疑问")
