"""季度督查: which quarter, what was found, how it is put right, and the filter of a round's findings."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms

from qinqing.doors.console.forms.organs import OrganChoice
from qinqing.doors.web.fields import Day, Files, Line, Text
from qinqing.procedure.plan.rules import SETTINGS
from qinqing.procedure.supervision.queries import FindingsWanted
from qinqing.procedure.supervision.rules.inspection import MatterKind, Quarter, Result
from qinqing.procedure.supervision.states import FindingState


class OpenRound(forms.Form):
    """One of the quarters that the page offers."""

    def __init__(self, *args: Any, quarters: Iterable[Quarter] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(f"{one.year}-{one.number}", one.label) for one in quarters]
        self.fields["when"] = forms.ChoiceField(label="督查哪个季度", choices=choices)

    def clean(self) -> dict[str, Any]:
        """``year`` and ``quarter`` as the action takes them."""
        when = (super().clean() or {}).get("when")
        if not when:
            return {}
        year, _, quarter = when.partition("-")
        return {"year": int(year), "quarter": int(quarter)}


class CloseRound(forms.Form):
    conclusion = Text("总体评价", rows=6, help_text="落实得怎样、主要问题、下一步要求；会写进督查报告")


class Evidence(forms.Form):
    """What both kinds of finding ask for."""

    words = Text("督查情况", rows=5, help_text="查了什么、看到什么、凭什么得出结论")
    visit_on = Day("实地督查日期", required=False)
    visit_place = Line("地点", required=False)
    visit_met = Line("见到的人", required=False)
    files = Files("佐证材料")


class Find(Evidence):
    result = forms.ChoiceField(
        label="结论", choices=[(one.value, one.label) for one in (Result.IMPLEMENTED, Result.IN_PROGRESS)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("result", "words")


class FindWanting(Evidence):
    days = forms.IntegerField(
        label="整改时限（工作日）", min_value=SETTINGS["rectification"].least, max_value=SETTINGS["rectification"].most
    )
    field_order = ("words", "days")


class Rectify(forms.Form):
    account = Text("整改情况", rows=6, help_text="整改了什么、结果怎样；没有到位的写明原因和完成时间")
    files = Files("佐证材料")


class HandFindingOver(forms.Form):
    lead = OrganChoice("由哪个部门承接")
    reason = Text("说明", rows=3, help_text="撤并的文件和职能划转情况")


class FindingFilters(forms.Form):
    """What the reader narrows a round's findings by; a mistyped address does not filter."""

    left = forms.ChoiceField(label="进度", required=False, choices=[("", "全部"), *FindingState.choices()])
    result = forms.ChoiceField(label="结论", required=False, choices=[("", "全部"), *Result.choices()])
    organ = forms.TypedChoiceField(label="责任单位", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *MatterKind.choices()])
    carried = forms.ChoiceField(label="结转", required=False, choices=[("", "全部"), ("on", "上轮结转")])

    def __init__(self, *args: Any, organs: Iterable[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].choices = [("", "全部"), *organs]

    def wanted(self) -> FindingsWanted:
        """The filters that could be read, and the page asked for."""
        self.is_valid()
        kept = self.cleaned_data
        raw = str(self.data.get("after", ""))
        return FindingsWanted(
            result=kept.get("result") or "",
            state=kept.get("left") or "",
            kind=kept.get("kind") or "",
            organ=kept.get("organ"),
            carried=bool(kept.get("carried")),
            after=int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all is filtered."""
        return any(self.data.get(name) for name in self.fields)

    def query(self, **also: object) -> str:
        """The filters as a query string."""
        return urlencode({**{name: self.data[name] for name in self.fields if self.data.get(name)}, **also})
