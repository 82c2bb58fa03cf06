"""The filters above the list of appeals; whatever is mistyped in an address simply does not filter."""

from datetime import datetime
from typing import Any

from django import forms

from qinqing.doors.console.forms.narrowing import Folding
from qinqing.doors.console.forms.organs import OrganChoice
from qinqing.procedure.appeals.queries import Wanted
from qinqing.procedure.appeals.rules.kinds import Category, Channel, Urgency
from qinqing.procedure.appeals.states import State

ALL = [("", "全部")]
NAMES = ("state", "standing", "rung", "lead", "category", "urgency", "channel", "light", "order")


class Filters(Folding):
    """What the reader narrows the list by."""

    FURTHER = ("rung", "category", "urgency", "channel")

    standing = forms.ChoiceField(label="办理", required=False, choices=[*ALL, ("open", "在办"), ("over", "已办结")])
    state = forms.ChoiceField(label="环节", required=False, choices=ALL + State.choices())
    rung = forms.TypedChoiceField(
        label="级", required=False, coerce=int, empty_value=None,
        choices=[*ALL, (1, "部门办理"), (2, "副县长接待日"), (3, "县长接待日"), (4, "报市协调")],
    )  # fmt: skip
    light = forms.ChoiceField(label="时限", required=False, choices=[*ALL, ("red", "已超期"), ("today", "今天到期")])
    lead = OrganChoice("牵头部门", required=False)
    category = forms.ChoiceField(label="类别", required=False, choices=ALL + Category.choices())
    urgency = forms.ChoiceField(label="缓急", required=False, choices=ALL + Urgency.choices())
    channel = forms.ChoiceField(label="来源", required=False, choices=ALL + Channel.choices())
    order = forms.ChoiceField(
        label="排序", required=False, choices=[("newest", "新的在前"), ("oldest", "旧的在前"), ("due", "急的在前")]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead"].choices = [*ALL, *self.fields["lead"].choices[1:]]

    def wanted(self) -> Wanted:
        """The filters that could be read, and the page asked for."""
        self.is_valid()
        kept: dict[str, Any] = {name: self.cleaned_data.get(name) or None for name in NAMES}
        kept = {name: value for name, value in kept.items() if value}
        return Wanted(text=self.text, after=self._after(kept.get("order", "newest")), **kept)

    def next_page(self, cursor: str) -> str:
        """The query string of the next page, or nothing."""
        return self.query(after=cursor) if cursor else ""

    def first_page(self) -> str:
        """The query string of the first page."""
        return self.query() or "order=newest"

    def _after(self, order: str) -> str:
        """The cursor, if it is one of ours."""
        raw = str(self.data.get("after", ""))[:60]
        moment, _, last = raw.rpartition("~")
        if not (last.isascii() and last.isdigit() and len(last) < 19):
            return ""
        if order != "due":
            return "" if moment else last
        try:
            aware = datetime.fromisoformat(moment).tzinfo is not None
        except ValueError:
            return ""
        return raw if aware else ""
