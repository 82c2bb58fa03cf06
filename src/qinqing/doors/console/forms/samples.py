"""抽样回访: which month is drawn from, and what an enterprise told the bureau."""

from collections.abc import Sequence
from typing import Any

from django import forms

from qinqing.doors.web.fields import Text
from qinqing.procedure.supervision.rules.kinds import Level, Reason

YES = "yes"


def _yes(value: str) -> bool:
    return value == YES


class Draw(forms.Form):
    """抽取样本 of one month."""

    month = forms.ChoiceField(label="从哪个月办结的诉求里抽")

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["month"].choices = months

    def clean(self) -> dict[str, int]:
        """Year and month as the action takes them."""
        cleaned = super().clean() or {}
        year, _, month = cleaned.get("month", "").partition("-")
        return {"year": int(year), "month": int(month)} if month else {}


class Reached(forms.Form):
    """记录抽样回访: in the order of the script."""

    solved = forms.TypedChoiceField(
        label="事情解决了吗", coerce=_yes, choices=[(YES, "已解决"), ("no", "没有解决")], widget=forms.RadioSelect
    )
    level = forms.TypedChoiceField(
        label="满意度", required=False, coerce=int, empty_value=None, choices=Level.numbers(),
        widget=forms.RadioSelect, help_text="企业不愿说可不填",
    )  # fmt: skip
    reasons = forms.MultipleChoiceField(
        label="不满意在哪里", required=False, choices=Reason.choices(), widget=forms.CheckboxSelectMultiple
    )
    called_back = forms.TypedChoiceField(
        label="办理部门打过回访电话吗", required=False, coerce=_yes, empty_value=None,
        choices=[(YES, "打过"), ("no", "没有打过")], widget=forms.RadioSelect, help_text="企业记不清可不填",
    )  # fmt: skip
    said = Text("企业怎么说", rows=4, help_text="照原话记")


class InVain(forms.Form):
    note = Text("拨打情况", rows=3, help_text="什么时候拨打、怎么没有接通")
