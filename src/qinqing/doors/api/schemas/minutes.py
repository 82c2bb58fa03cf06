"""Minutes: which are wanted, what is told of them and of one, and what their steps ask for."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import AppealCode, NeededLine, NeededText, PageSize, Text, Told, one_of
from qinqing.doors.api.schemas.parts import Entry, Limit, Offer, PaperTold
from qinqing.procedure.receptions.rules.minutes import Form
from qinqing.procedure.receptions.rules.planning import MOST
from qinqing.procedure.receptions.states import MinutesState

Heading = Annotated[NeededLine, Field(max_length=400)]


class SoughtMinutes(Told):
    """Which minutes."""

    state: MinutesState | None = one_of(MinutesState, default=None)
    after: int | None = Field(None, ge=1, lt=10**18, description="上一页给出的 next")
    size: PageSize = 50


class MinutesRow(BaseModel):
    """The minutes of one day in a list."""

    code: str
    number: str = Field(description="文号；印发后才有")
    title: str = Field(description="哪一次接待日或联席会议")
    date: date
    day: str = Field(description="接待日的代码")
    form: str = Field(description="形式")
    state: str = Field(description="环节")
    state_name: str
    issued_at: datetime | None
    version: int = Field(description="版本；办理时带上，可以知道有没有被别人先办")


class MinutesPage(BaseModel):
    """One page; ``next`` is the ``after`` of the next, null on the last."""

    minutes: list[MinutesRow]
    next: int | None


class MinutedItem(BaseModel):
    """One decided item as the minutes tell it."""

    number: str
    text: str
    criterion: str
    due_on: date
    lead: str
    assisting: str


class MinutedPart(BaseModel):
    """What the minutes say of one appeal."""

    appeal: str = Field(description="诉求的代码")
    heading: str
    statement: str = Field(description="企业陈述")
    opinion: str = Field(description="领导意见")
    conclusion: str = Field(description="会议结论")
    items: list[MinutedItem] = Field(description="决定事项")


class ErratumTold(BaseModel):
    """One correction."""

    number: int | None = Field(description="第几次更正；确认后才有")
    appeal: str = Field(description="更正的是哪件诉求的部分；空为会议概况等")
    was: str
    becomes: str
    reason: str
    state: str


class ExcerptTold(BaseModel):
    """One department that reads an excerpt."""

    organ: str
    items: int = Field(description="交给它的决定事项数")


class MinutesTold(MinutesRow):
    """The minutes of one day as this reader may know them."""

    opening: str = Field(description="会议概况")
    present: str = Field(description="出席")
    excused: str = Field(description="请假")
    observers: str = Field(description="列席")
    closing: str = Field(description="结尾")
    parts: list[MinutedPart]
    errata: list[ErratumTold]
    excerpts: list[ExcerptTold]
    confirmed_by: str
    issued_by: str
    limits: list[Limit]
    course: list[Entry] = Field(description="办理经过，新的在前")
    papers: list[PaperTold] = Field(description="纪要、更正和交办单，docx 或 pdf")
    moves: list[Offer] = Field(description="流转表现在给您这个岗位的各步，含不能办的原因")


class Rewritten(Told):
    """One part: what is left out stays."""

    appeal: AppealCode = Field(description="诉求的代码")
    heading: Heading | None = Field(None, description="标题")
    statement: Text | None = Field(None, description="企业陈述")
    opinion: Text | None = Field(None, description="领导意见")
    conclusion: Text | None = Field(None, description="会议结论")


class Write(Told):
    """修改纪要: what is left out stays."""

    form: Form | None = Field(None, description="，".join(f"{one.value} {one.label}" for one in Form))
    opening: Text | None = Field(None, description="会议概况")
    present: Text | None = Field(None, description="出席")
    excused: Text | None = Field(None, description="请假")
    observers: Text | None = Field(None, description="列席")
    closing: Text | None = Field(None, description="结尾")
    parts: list[Rewritten] = Field([], max_length=MOST, description="各件诉求的部分")


class Nothing(Told):
    """Nothing more is asked."""


class ProposeErratum(Told):
    was: NeededText = Field(description="原文，照抄")
    becomes: NeededText = Field(description="更正为")
    reason: NeededText = Field(description="更正原因")
    appeal: AppealCode | None = Field(None, description="更正哪件诉求的部分；不填为会议概况、到会名单等")
