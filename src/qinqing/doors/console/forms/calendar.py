"""Trying a limit, and a notice: proposed, or turned down."""

from datetime import date
from typing import Any

from django import forms

from qinqing.doors.web.fields import Day, Line, Text
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh
from qinqing.services.calendar.rules import Draft, parse_notice

LAST = date(2100, 12, 31)
PASTED = "notice.txt"
LARGEST = 1024 * 1024


class Trial(forms.Form):
    """From a day, n working days."""

    start = Day("起算日")
    length = forms.IntegerField(label="工作日", min_value=0, max_value=250)

    def __init__(self, *args: Any, first: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.first = first

    def clean_start(self) -> date:
        """Within what the calendar can tell."""
        start: date = self.cleaned_data["start"]
        if not self.first <= start <= LAST:
            raise forms.ValidationError(f"只能推算{day_zh(self.first, this_year=0)}至2100年底的时限，请改日期")
        return start


class Notice(forms.Form):
    """A notice as text or as a file; ``notice`` is what was understood."""

    text = Text(
        "通知全文", rows=10, required=False, help_text="从中国政府网复制“某某年部分节假日安排的通知”全文，粘贴在这里"
    )
    file = forms.FileField(label="或者上传文件", required=False, help_text="JSON、TOML、CSV，或存有通知全文的 TXT")
    region = Line(
        "地区",
        required=False,
        max_length=40,
        help_text="国务院通知不填；自治区另加的放假（如三月三）填地区名，只增补、不替代国务院通知",
    )

    def clean(self) -> dict[str, Any]:
        """Reads the notice; what is not understood stands at the field it came from."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "").strip()
        if bool(file) == bool(text):
            raise forms.ValidationError("请粘贴通知全文，或者上传一个文件，二选一")
        try:
            cleaned["notice"] = _read_file(file) if file else _read_text(text)
        except Refused as refusal:
            self.add_error("file" if file else "text", refusal.reason)
        return cleaned


class Decline(forms.Form):
    """Why a proposed notice is not entered."""

    reason = Line("原因", max_length=400, help_text="例如：10月10日应是上班，录成了放假")


def _read_file(file: Any) -> Draft:
    if file.size > LARGEST:
        raise Refused("文件太大，不像是放假通知，请核对")
    return parse_notice(file.read(), file.name)


def _read_text(text: str) -> Draft:
    return parse_notice(text.encode(), "notice.json" if text.startswith("{") else PASTED)
