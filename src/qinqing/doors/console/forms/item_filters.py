"""The filters above the ledger of decided items; whatever is mistyped in an address simply does not filter."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.narrowing import Folding
from qinqing.doors.console.forms.organs import OrganChoice
from qinqing.doors.web.fields import Day
from qinqing.kernel.actors import Role
from qinqing.kernel.shaping import shape_date
from qinqing.procedure.decisions.queries import Wanted
from qinqing.procedure.decisions.states import State
from qinqing.procedure.register import queries as register

ALL = ("", "全部")
ORDERS = [("newest", "新决定的在前"), ("oldest", "旧决定的在前"), ("due", "时限早的在前"), ("due_last", "时限晚的在前")]


class ItemFilters(Folding):
    """What the reader narrows the ledger of decided items by."""

    FURTHER = ("host", "blocked", "kind", "due_from", "due_until")

    standing = forms.ChoiceField(label="办理", required=False, choices=[ALL, ("open", "在办"), ("over", "已了结")])
    state = forms.ChoiceField(label="环节", required=False, choices=[ALL, *State.choices()])
    light = forms.ChoiceField(
        label="时限", required=False,
        choices=[ALL, ("red", "已超期"), ("today", "今天到期"), ("week", "七天内到期")],
    )  # fmt: skip
    lead = OrganChoice("牵头部门", required=False)
    host = forms.ChoiceField(label="由谁决定", required=False)
    blocked = forms.ChoiceField(label="受阻", required=False, choices=[ALL, ("yes", "受阻的"), ("no", "没有受阻的")])
    kind = forms.ChoiceField(
        label="资金", required=False, choices=[ALL, ("money", "资金兑现"), ("other", "不涉及资金")]
    )
    due_from = Day("完成时限从", required=False)
    due_until = Day("到", required=False)
    order = forms.ChoiceField(label="排序", required=False, choices=ORDERS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        leaders = [post for role in (Role.MAYOR, Role.DEPUTY) for post in register.posts(role)]
        self.fields["host"].choices = [ALL, *((str(post.id), post.title) for post in leaders), ("city", "市里答复")]
        self.fields["lead"].choices = [ALL, *self.fields["lead"].choices[1:]]

    def wanted(self) -> Wanted:
        """The filters that could be read, and the page asked for."""
        self.is_valid()
        kept = {name: self.cleaned_data.get(name) or None for name in self.fields if name != "q"}
        kept = {name: value for name, value in kept.items() if value}
        return Wanted(text=self.text, after=self._after(kept.get("order", "newest")), **kept)

    def _after(self, order: str) -> str:
        """The cursor, if it is one of ours."""
        day, _, last = str(self.data.get("after", ""))[:40].rpartition("~")
        if not (last.isascii() and last.isdigit() and len(last) < 19):
            return ""
        if not order.startswith("due"):
            return "" if day else last
        found = shape_date(day) if day else None
        return f"{found.isoformat()}~{last}" if found else ""
