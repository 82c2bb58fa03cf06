"""What each step of a decided item asks for, its fields named as the actions name them."""

from typing import Annotated

from pydantic import Field

from qinqing.doors.api.schemas.fields import Amount, Day, Line, NeededLine, NeededText, OrganCode, Text, Told, filled
from qinqing.doors.api.schemas.moves import Organs

Ordinal = Annotated[int, Field(ge=1, le=999)]


class Planned(Told):
    text: Annotated[NeededText, Field(max_length=500)] = Field(description="办什么")
    due_on: Day = Field(description="哪天前，工作日，不晚于完成时限")
    proof: Line = Field("", description="以什么为证")


class Milestones(Told):
    milestones: list[Planned] = Field(min_length=1, max_length=30, description="节点，一个一项")


class Finish(Told):
    milestone: Ordinal = Field(description="节点的 ordinal")
    proof: NeededText = Field(description="做成了什么、凭什么看得出来；附材料请用 proof")


class MoveMilestone(Told):
    milestone: Ordinal = Field(description="节点的 ordinal")
    due_on: Day = Field(description="改到哪一天")
    reason: NeededText = Field(description="调整的原因")


class DropMilestone(Told):
    milestone: Ordinal = Field(description="节点的 ordinal")
    reason: NeededText = Field(description="取消的原因")


class Progress(Told):
    progress: NeededText = Field(description="办了什么、还差什么、下一步什么时候办")


class Blocked(Told):
    number: Annotated[Line, Field(max_length=40)] = Field("", description="受阻于哪项决定的编号；与条件只填一样")
    condition: Text = Field("", description="或受阻于什么条件")
    expected_on: Day = Field(description="预计哪天解除")


class Unblock(Told):
    block: Ordinal = Field(description="受阻的 ordinal")
    note: NeededText = Field(description="怎样解除的")


class AskDue(Told):
    due_on: Day = Field(description="改到哪一天")
    reason: NeededText = Field(description="调整原因")


class Done(Told):
    note: NeededText = Field(description="办到什么程度，对照验收标准写")


class Report(Told):
    text: NeededText = Field(description="办理情况")
    proof: Text = Field("", description="佐证，写明名称和编号")


class SignReport(Told):
    copied: Organs = Field([], description="抄送部门的代码；配合部门自动抄送，不用再填")


class Remark(Told):
    remark: Text = Field("", description="批示")


class MoneyCame(Told):
    """The bureau writes down what the enterprise said by telephone."""

    received_on: Day = Field(description="到账日期")
    amount: Annotated[Amount, filled] = Field(description="到账金额，元，如 120000 或 12万")
    said_by: NeededLine = Field(description="谁说的：企业的联系人和电话")
    note: Text = Field("", description="说明")


class SaidDone(Told):
    said_by: NeededLine = Field(description="谁说的：企业的联系人和电话")
    said: Text = Field("", description="企业怎么说")


class SaidNotDone(Told):
    said_by: NeededLine = Field(description="谁说的：企业的联系人和电话")
    said: NeededText = Field(description="还有什么没有落实")


class InVain(Told):
    note: NeededText = Field(description="联系情况")


class HandItemOver(Told):
    lead: OrganCode = Field(description="改由哪个单位承办：代码")
    reason: NeededText = Field(description="依据")


class OwnReceived(Told):
    """确认到账, by the enterprise itself."""

    received_on: Day = Field(description="到账日期")
    amount: Annotated[Amount, filled] = Field(description="到账金额，元")
    note: Text = Field("", description="说明")


class OwnSaid(Told):
    said: Text = Field("", description="想说的话")


class OwnDoubt(Told):
    said: NeededText = Field(description="还有什么没有落实")
