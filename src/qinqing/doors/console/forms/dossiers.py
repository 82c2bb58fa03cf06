"""接待材料: a department's part, and what the office settles on a sheet."""

from collections.abc import Mapping
from typing import Any

from django import forms

from qinqing.doors.web.fields import Text
from qinqing.procedure.receptions.rules.dossiers import SHEET, Written, digest


class Part(forms.Form):
    """提交材料."""

    opinion = Text("办理情况和意见", rows=7, help_text="查明了什么、办到哪一步、卡在哪里，附上政策依据")
    proposal = Text("建议方案", rows=5, required=False, help_text="建议谁牵头、做什么、什么时候做完")
    questions = Text("待研究的问题", rows=3, required=False, help_text="需要当场定下来的事")


class WriteSheet(forms.Form):
    """The office's texts, each with the digest of the one it is written over."""

    proposal = Text(SHEET["proposal"], rows=6, required=False, help_text="不写就用各部门自己的建议")
    questions = Text(SHEET["questions"], rows=4, required=False)

    def __init__(self, *args: Any, stored: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored = stored
        for name in SHEET:
            shown = forms.CharField(widget=forms.HiddenInput, required=False, initial=digest(stored[name]))
            self.fields[f"over_{name}"] = shown

    def clean(self) -> dict[str, Any]:
        """The texts as the action takes them."""
        cleaned = super().clean() or {}
        return {"texts": {name: Written(cleaned.get(name, ""), cleaned.get(f"over_{name}", "")) for name in SHEET}}

    def theirs(self) -> list[tuple[str, str]]:
        """After somebody was faster: what is stored now, beside what was typed."""
        if not (self.is_bound and self.non_field_errors()):
            return []
        changed = [name for name in SHEET if self.data.get(f"over_{name}", "") != digest(self.stored[name])]
        return [(SHEET[name], self.stored[name]) for name in changed]
