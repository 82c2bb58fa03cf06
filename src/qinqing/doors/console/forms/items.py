"""Decided items: writing them down, and the steps of their implementation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.console.forms.appeals import AS_WRITTEN
from qinqing.doors.console.forms.organs import OrganChoice, OrgansChoice
from qinqing.doors.web.fields import Amount, Day, Text
from qinqing.procedure.decisions.rules.kinds import NewItem

MOST = 5
PARTS = ("text", "criterion", "lead", "due_on", "amount", "assisting")
LACKING = {
    "text": "请写明决定的内容",
    "criterion": "请写明办到什么程度算完成",
    "lead": "请指定一个牵头部门",
    "due_on": "请填写完成时限",
}


class WithItems(forms.Form):
    """A form that ends in ``rows`` decided items; those that are empty do not count."""

    def __init__(self, *args: Any, rows: int = MOST, **options: Any) -> None:
        super().__init__(*args, **options)
        self.numbers = range(1, rows + 1)
        for number in self.numbers:
            self.fields[f"text_{number}"] = Text("决定内容", rows=2, required=False)
            self.fields[f"criterion_{number}"] = Text("验收标准", rows=2, required=False)
            self.fields[f"lead_{number}"] = OrganChoice("牵头部门", required=False)
            self.fields[f"due_on_{number}"] = Day("完成时限", required=False)
            self.fields[f"amount_{number}"] = Amount(
                "兑现金额（元）", required=False, help_text="只在答应给企业资金时填；企业确认到账才算办成"
            )
            self.fields[f"assisting_{number}"] = OrgansChoice("配合部门", required=False)

    def items(self) -> list["Row"]:
        """The rows with their fields; the first is open, the others once something is in them."""
        return [Row(number, [self[f"{part}_{number}"] for part in PARTS]) for number in self.numbers]

    def wants_items(self, cleaned: Mapping[str, Any]) -> bool:
        """Whether this form, as filled in, needs items."""
        return True

    def clean(self) -> dict[str, Any]:
        """The other fields, and ``items`` as the action takes them; what an item lacks stands at its field."""
        cleaned = super().clean() or {}
        rest = {name: value for name, value in cleaned.items() if not _is_part(name)}
        if not self.wants_items(cleaned):
            return {**rest, "items": []}
        told = [number for number in self.numbers if self._is_told(cleaned, number)]
        for number in told or [1]:
            self._need(cleaned, number)
        return {**rest, "items": [_item(cleaned, number) for number in told]}

    def _is_told(self, cleaned: Mapping[str, Any], number: int) -> bool:
        """A row counts once it says something of its own: a lead alone may be what the page suggested."""
        return any(cleaned.get(f"{part}_{number}") for part in ("text", "criterion", "due_on", "amount", "assisting"))

    def _need(self, cleaned: Mapping[str, Any], number: int) -> None:
        for part, words in LACKING.items():
            name = f"{part}_{number}"
            if name not in self.errors and not str(cleaned.get(name) or "").strip():
                self.add_error(name, words)


class Row:
    """The fields of one decided item, as the page lays them out."""

    def __init__(self, number: int, fields: list[BoundField]) -> None:
        self.number = number
        self.text, self.criterion, self.lead, self.due_on, self.amount, self.assisting = fields
        self.is_open = number == 1 or any(field.value() or field.errors for field in fields)


def _is_part(name: str) -> bool:
    part, _, number = name.rpartition("_")
    return part in PARTS and number.isdigit()


def _item(cleaned: Mapping[str, Any], number: int) -> NewItem:
    told = {part: cleaned.get(f"{part}_{number}") for part in PARTS}
    return NewItem(
        told["text"] or "",
        told["criterion"] or "",
        told["lead"],
        told["due_on"],
        tuple(told["assisting"] or ()),
        told["amount"],
    )


class CityDecision(WithItems):
    """市里研究决定: the city's reply and what it means for whom."""

    opinion = Text("市里答复", rows=4, help_text=AS_WRITTEN)
