"""What each step asks for: one shape for each kind of step, its fields named as the actions name them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import (
    CreditCode,
    Line,
    NeededLine,
    NeededText,
    OrganCode,
    Text,
    Told,
    one_of,
)
from qinqing.procedure.appeals.rules.kinds import Category, Kind, Matter, Outcome, Result, Urgency
from qinqing.procedure.register.rules import SECTIONS

Organs = Annotated[list[OrganCode], Field(max_length=60)]
Section = Literal[
    "", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T"
]


class Note(Told):
    note: Text = Field("", description="说明")


class Reason(Told):
    reason: NeededText = Field(description="原因")


class Sort(Told):
    """梳理."""

    matter: Matter = one_of(Matter)
    category: Category = one_of(Category)
    kind: Kind = one_of(Kind)
    urgency: Urgency = one_of(Urgency, default=Urgency.NORMAL)
    section: Section = Field(
        "", description=f"行业门类：{'，'.join(f'{key} {name}' for key, name in SECTIONS.items())}"
    )
    title: Line = Field("", description="标题")


class Clearer(Told):
    note: NeededText = Field(description="请企业补充什么；只能请一次，登记转办的时限照常计算")


class Amend(Told):
    """更正登记信息: what is left out stays."""

    title: Line = Field("", description="标题")
    enterprise_name: Line = Field("", description="企业名称")
    credit_code: CreditCode = Field("", description="统一社会信用代码")
    contact_name: Line = Field("", description="联系人")
    contact_phone: Line = Field("", description="联系电话")
    confidential: bool | None = Field(None, description="不让被反映的部门知道是哪家企业；不填不变")


class PartSplitOff(Told):
    title: NeededLine = Field(description="标题")
    text: NeededText = Field(description="内容")


class Split(Told):
    parts: list[PartSplitOff] = Field(min_length=1, max_length=5, description="拆出的各项")


class Merge(Told):
    into: Annotated[NeededLine, Field(max_length=40)] = Field(description="并入的诉求编号，较早的一件")
    note: Text = Field("", description="说明")


class Refusal(Told):
    reason: NeededText = Field(description="不予受理的原因")
    pointer: NeededText = Field(description="可以向谁反映")


class Transfer(Told):
    lead: OrganCode = Field(description="牵头部门的代码")
    assisting: Organs = Field([], description="配合部门的代码")
    note: Text = Field("", description="转办意见")


class Redirect(Told):
    lead: OrganCode = Field(description="改派给：部门代码")
    assisting: Organs = Field([], description="增加配合部门的代码")
    reason: NeededText = Field(description="改派原因")


class HandOver(Told):
    lead: OrganCode = Field(description="改由承办的单位代码")
    reason: NeededText = Field(description="依据：撤并的文件和职能划转情况")


class FastLane(Told):
    lead: OrganCode = Field(description="牵头部门的代码")
    assisting: Organs = Field([], description="涉及部门的代码")
    reason: NeededText = Field(description="直送理由")


class Return(Told):
    reason: NeededText = Field(description="退回原因")
    basis: NeededText = Field(description="职责依据")
    suggested: NeededLine = Field(description="建议承办单位")


class Contact(Told):
    contact: NeededLine = Field(description="与谁联系：联系人和电话")
    note: NeededText = Field(description="联系情况")


class Assisting(Told):
    organs: Annotated[Organs, Field(min_length=1)] = Field(description="配合部门的代码")
    reason: NeededText = Field(description="需要配合的事项")


class Release(Told):
    organ: OrganCode = Field(description="免除配合的部门代码")
    reason: NeededText = Field(description="原因")


class Opinion(Told):
    opinion: NeededText = Field(description="意见")


class Extension(Told):
    days: int = Field(ge=1, le=30, description="延期工作日")
    reason: NeededText = Field(description="延期原因")


class Drafted(Told):
    """办理结果."""

    outcome: Outcome = one_of(Outcome)
    checked: Text = Field("", description="查明情况；已解决的必填")
    answer: NeededText = Field(description="办理结果和说明")
    basis: Text = Field("", description="政策依据；政策不允许的必填")
    next_on: date | None = Field(None, description="下一步时间")
    contact: Line = Field("", description="联系人和电话；已解决、已解释的必填")


class Consult(Told):
    organs: Annotated[Organs, Field(min_length=1)] = Field(description="征求意见的部门代码")
    note: Text = Field("", description="征求意见说明")


class Said(Told):
    said: NeededText = Field(description="企业怎么说")


class Confirmed(Told):
    said: Text = Field("", description="想说的话")


class Doubt(Told):
    doubt: NeededText = Field(description="疑问")


class Supplement(Told):
    note: NeededText = Field(description="补充说明；附材料请用 material")


class Called(Told):
    note: Text = Field("", description="回访情况")


class Shelving(Told):
    reason: NeededText = Field(description="客观上暂时办不了的原因")
    review_on: date = Field(description="复查日期")


class Close(Told):
    result: Literal[Result.RESOLVED, Result.PARTLY, Result.EXPLAINED] = Field(description="办结结果")
    note: Text = Field("", description="说明")


class CityExplained(Told):
    opinion: NeededText = Field(description="市里答复")
    basis: NeededText = Field(description="政策依据")


class Made(BaseModel):
    """What a move brought about."""

    move: str
    label: str
    query_code: str = Field(description="换发的查询码；别的办理为空")
