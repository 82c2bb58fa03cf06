"""After closing: what the enterprise said on the telephone, and what was put right."""

from typing import Any

from django import forms

from qinqing.doors.web.fields import Text
from qinqing.procedure.supervision.rules.kinds import Level

YES = "yes"


def _yes(value: str) -> bool:
    return value == YES


class FollowUp(forms.Form):
    """记录回访: reached or not; solved and content are asked apart."""

    reached = forms.TypedChoiceField(
        label="电话", coerce=_yes, choices=[(YES, "接通了"), ("no", "没有接通")], widget=forms.RadioSelect
    )
    said = Text("企业怎么说", rows=4, help_text="照原话记；没有接通的，写明什么时候拨打、打了几次")
    solved = forms.TypedChoiceField(
        label="企业认为问题解决了吗", required=False, coerce=_yes, empty_value=None,
        choices=[(YES, "已解决"), ("no", "没有解决")], widget=forms.RadioSelect, help_text="接通的必填",
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label="满意度", required=False, coerce=int, empty_value=None, choices=Level.numbers(),
        widget=forms.RadioSelect, help_text="企业不愿说可不填",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A call that reached the enterprise tells whether the trouble is over."""
        cleaned = super().clean() or {}
        if cleaned.get("reached") and cleaned.get("solved") is None and "solved" not in self.errors:
            self.add_error("solved", "请记录企业认为问题是否解决")
        return cleaned


class Correct(forms.Form):
    text = Text("整改情况", rows=6, help_text="查明了什么、怎样整改、与企业沟通的结果")
