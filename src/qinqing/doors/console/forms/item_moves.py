"""What the steps of a decided item ask for, from the first contact to its close-out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.console.forms.organs import OrganChoice, OrgansChoice
from qinqing.doors.web.fields import Amount, Day, Files, Line, Text
from qinqing.kernel.phrases import day_zh
from qinqing.procedure.decisions.queries import Block, Milestone
from qinqing.procedure.decisions.rules.kinds import NewMilestone

MOST = 5
PARTS = ("text", "due_on", "proof")


class Contact(forms.Form):
    contact = Line("与谁联系", help_text="联系人和电话")
    note = Text("联系情况", rows=3)


class Milestones(forms.Form):
    """Up to five dated steps at a time; rows that are empty do not count."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, MOST + 1):
            first = number == 1
            self.fields[f"text_{number}"] = Line("办什么", required=first, max_length=500)
            self.fields[f"due_on_{number}"] = Day("哪天前", required=first)
            self.fields[f"proof_{number}"] = Line(
                "以什么为证", required=False, help_text="批文、照片、单据、系统截图等"
            )

    def rows(self) -> list["Row"]:
        """The rows with their fields; the first is open, the others once something is in them."""
        return [Row(number, [self[f"{part}_{number}"] for part in PARTS]) for number in range(1, MOST + 1)]

    def clean(self) -> dict[str, Any]:
        """``milestones`` as the action takes them."""
        cleaned = super().clean() or {}
        told = [[cleaned.get(f"{part}_{number}") for part in PARTS] for number in range(1, MOST + 1)]
        return {"milestones": [NewMilestone(text or "", due, proof or "") for text, due, proof in told if text or due]}


class Row:
    """The fields of one dated step, as the page lays them out."""

    def __init__(self, number: int, fields: list[BoundField]) -> None:
        self.number = number
        self.text, self.due_on, self.proof = fields
        self.is_open = number == 1 or any(field.value() or field.errors for field in fields)


class OnMilestone(forms.Form):
    """A step about one of the open milestones."""

    def __init__(self, *args: Any, milestones: Iterable[Milestone] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(row.ordinal, f"{day_zh(row.due_on)}前：{row.text[:60]}") for row in milestones]
        field = forms.TypedChoiceField(label="节点", coerce=int, choices=choices)
        self.fields = {"milestone": field, **self.fields}


class Finish(OnMilestone):
    proof = Text("佐证", rows=3, help_text="做成了什么、凭什么看得出来")
    files = Files("佐证材料")


class MoveMilestone(OnMilestone):
    due_on = Day("改到哪一天", help_text="工作日，不晚于这项决定的完成时限")
    reason = Text("调整的原因", rows=3)


class DropMilestone(OnMilestone):
    reason = Text("取消的原因", rows=3)


class Progress(forms.Form):
    progress = Text("进展情况", rows=4, help_text="办了什么、还差什么、下一步什么时候办")


class Blocked(forms.Form):
    """受阻: another decided item, or a condition."""

    number = Line("受阻于哪项决定", required=False, max_length=40, help_text="填编号，如 JD-2026-000012")
    condition = Text(
        "或受阻于什么条件", rows=2, required=False, help_text="如等省级批复、等上级资金下达；与编号只填一样"
    )
    expected_on = Day("预计哪天解除")


class Unblock(forms.Form):
    def __init__(self, *args: Any, blocks: Iterable[Block] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(row.ordinal, row.by.number if row.by else row.condition[:60]) for row in blocks]
        self.fields = {"block": forms.TypedChoiceField(label="哪一条", coerce=int, choices=choices), **self.fields}

    note = Text("怎样解除的", rows=2)


class AskDue(forms.Form):
    due_on = Day("改到哪一天", help_text="要是工作日，且不超过制度规定的最长期限；原定日期会保留，调整次数会记下")
    reason = Text("调整原因", rows=3)


class Done(forms.Form):
    note = Text("办到什么程度", rows=3, help_text="对照验收标准写")


class Report(forms.Form):
    text = Text("办理情况", rows=8, help_text="做了什么、结果怎样、企业怎么看")
    proof = Text("佐证", rows=3, required=False, help_text="文件、照片、票据、企业确认等，写明名称和编号")


class SignReport(forms.Form):
    copied = OrgansChoice("抄送部门", required=False, help_text="报工信商务局和县政府办；配合部门自动抄送，不用再选")


class Remark(forms.Form):
    remark = Text("批示", rows=2, required=False)


class SendBack(forms.Form):
    reason = Text("退回的原因和要求", rows=3)


class OnTelephone(forms.Form):
    """What the enterprise said when the bureau called."""

    said_by = Line("谁说的", help_text="企业的联系人和电话")


class Receipt(OnTelephone):
    received_on = Day("到账日期")
    amount = Amount("到账金额（元）", help_text="分几次到账的，这一次到了多少")
    note = Text("说明", rows=2, required=False)


class Confirmed(OnTelephone):
    said = Text("企业怎么说", rows=3, required=False)


class Doubted(OnTelephone):
    said = Text("还有什么没有落实", rows=3)


class CalledInVain(forms.Form):
    note = Text("联系情况", rows=2, help_text="什么时间、用什么方式联系，为什么没有结果")


class HandOver(forms.Form):
    lead = OrganChoice("改由哪个单位承办")
    reason = Text("依据", rows=2, help_text="撤并的文件和职能划转情况")


def chosen(query: Mapping[str, str], name: str) -> dict[str, str]:
    """What an address names beforehand, if it is a number."""
    value = query.get(name, "")
    return {name: value} if value.isascii() and value.isdigit() and len(value) < 6 else {}
