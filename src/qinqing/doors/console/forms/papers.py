"""The filters above the list of papers; whatever is mistyped in an address simply does not filter."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.kernel.shaping import shape_date
from qinqing.services.documents.queries import PapersWanted, kinds

NEVER_FILED = frozenset({"plan"})


class PaperFilters(Narrowing):
    """What the reader narrows the list of papers by."""

    q = forms.CharField(label="查找", required=False, max_length=200)
    kind = forms.ChoiceField(label="种类", required=False)
    month = forms.CharField(
        label="月份",
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        filed = [(one.kind, one.name) for one in kinds() if one.kind not in NEVER_FILED]
        self.fields["kind"].choices = [("", "全部"), *filed]

    def wanted(self) -> PapersWanted:
        """The filters that could be read, and the page asked for."""
        self.is_valid()
        return PapersWanted(
            kind=self.cleaned_data.get("kind") or "",
            month=shape_date(f"{self.cleaned_data.get('month', '')}-01"),
            text=self.text,
            before=self.last_id("before"),
        )
