"""An edited template, and why it was edited."""

from typing import Any

from django import forms

from qinqing.doors.web.fields import Line


class Declined(forms.Form):
    """Why it is not put in force."""

    reason = Line("原因")


class NewTemplate(forms.Form):
    """One .docx."""

    file = forms.FileField(
        label="模板文件",
        help_text="在 WPS 或 Word 里改好的 docx，不超过 5 MB",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "请选择改好的模板文件。"},
    )
    note = Line("修改说明", required=False, help_text="改了什么、依据什么；会留痕并列在版本里")

    def clean(self) -> dict[str, Any]:
        """The file under its own name."""
        cleaned = super().clean() or {}
        if "file" in cleaned:
            cleaned["name"] = cleaned["file"].name
        return cleaned
