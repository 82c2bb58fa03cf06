"""走访: planning one, writing down what was seen and heard, and the list's filters."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.enterprises import ALL, places
from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.doors.web.fields import Day, Line, Moment, Text
from qinqing.procedure.outreach.queries import VisitsWanted
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.outreach.states import VisitState
from qinqing.procedure.register import queries as register

ROWS = 3


class Plan(forms.Form):
    on = Day("哪一天去")
    visitors = Line("走访人", help_text="姓名和职务，可写多人")
    purpose = Text("走访内容", rows=3, required=False, help_text="想了解什么、带什么政策去；企业会在消息里看到")


class Reschedule(forms.Form):
    on = Day("改到哪一天")
    reason = Text("原因", rows=3)


class Made(forms.Form):
    """记录走访: what was seen, and each difficulty by itself; what was settled on the spot says how."""

    visited_at = Moment("走访时间", help_text="企业提出的困难，登记诉求时从这个时间起算时限")
    visitors = Line("走访人", help_text="姓名和职务，可写多人")
    met = Line("见到谁", required=False, help_text="姓名和职务")
    summary = Text("走访情况", rows=4, help_text="生产经营怎样、听到什么意见，一两句也可以")

    FIRST = ("visited_at", "visitors", "met", "summary")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, ROWS + 1):
            self.fields[f"text_{number}"] = Text(f"困难{number}", rows=3, required=False, help_text="照企业的原话记")
            self.fields[f"answer_{number}"] = Text(
                "当面怎样解答的", rows=2, required=False, help_text="没有当面解答的不填，等受理岗登记为诉求"
            )
            self.fields[f"confidential_{number}"] = forms.BooleanField(
                label="不让被反映的部门知道是哪家企业", required=False
            )

    def first(self) -> list[forms.BoundField]:
        """What is told of the visit itself."""
        return [self[name] for name in self.FIRST]

    def heard(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each difficulty, with its number."""
        return [(n, [self[f"{name}_{n}"] for name in ("text", "answer", "confidential")]) for n in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """The visit and its difficulties as the action takes them; an answer without a difficulty is asked about."""
        told = super().clean() or {}
        rows = [
            Heard(told.get(f"text_{n}", ""), told.get(f"answer_{n}", ""), bool(told.get(f"confidential_{n}")))
            for n in range(1, ROWS + 1)
        ]
        for number, row in enumerate(rows, 1):
            if row.answer.strip() and not row.text.strip():
                self.add_error(f"text_{number}", "请写下企业提出的困难。")
        kept = {name: told[name] for name in self.FIRST if name in told}
        return kept | {"findings": [row for row in rows if row.text.strip()]}


class Finding(forms.Form):
    text = Text("企业提出的困难", rows=4, help_text="照企业的原话记")
    answer = Text("当面怎样解答的", rows=3, required=False, help_text="没有当面解答的不填，等受理岗登记为诉求")
    confidential = forms.BooleanField(label="不让被反映的部门知道是哪家企业", required=False)


class Settle(forms.Form):
    answer = Text("怎样解答的", rows=4, help_text="讲清了什么政策、企业是否认可")


def _visitors() -> list[tuple[Any, str]]:
    """Who goes: the bureau, townships and parks."""
    bureau = register.bureau()
    return [*ALL, *([(bureau.id, bureau.label)] if bureau else []), *places()]


class VisitFilters(Narrowing):
    """What the visits are narrowed by; what is mistyped in an address simply does not filter."""

    q = forms.CharField(label="查找", required=False, max_length=100)
    state = forms.ChoiceField(label="状态", required=False, choices=ALL + VisitState.choices())
    township = forms.TypedChoiceField(label="乡镇、园区", required=False, coerce=int, choices=lambda: [*ALL, *places()])
    organ = forms.TypedChoiceField(label="走访单位", required=False, coerce=int, choices=_visitors)
    since = Day("从", required=False)
    until = Day("到", required=False)

    def wanted(self) -> VisitsWanted:
        """The filters that could be read, and the page asked for."""
        return VisitsWanted(text=self.text, after=self.last_day(), **self.chosen())
