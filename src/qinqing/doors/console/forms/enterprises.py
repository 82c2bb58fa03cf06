"""Enterprises: the filters of the list, the entry, its contacts."""

from typing import Any

from django import forms

from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.doors.web.fields import Choice, Day, Line, Text
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS, CodeStatus, OrganKind, Size, Status

ALL = [("", "全部")]
SPARE = 2


def places() -> list[tuple[int, str]]:
    """Townships and parks, where enterprises are."""
    return [(organ.id, organ.label) for kind in (OrganKind.TOWN, OrganKind.PARK) for organ in register.organs(kind)]


def sections() -> list[tuple[str, str]]:
    """Industries with their letters."""
    return [(letter, f"{letter} {name}") for letter, name in SECTIONS.items()]


class Filters(Narrowing):
    """What the register is narrowed by."""

    q = forms.CharField(label="查找", required=False, max_length=100)
    township = forms.TypedChoiceField(label="乡镇、园区", required=False, coerce=int, choices=lambda: [*ALL, *places()])
    section = forms.ChoiceField(label="行业", required=False, choices=ALL + sections())
    size = forms.ChoiceField(label="规模", required=False, choices=ALL + Size.choices())
    status = forms.ChoiceField(label="状态", required=False, choices=ALL + Status.choices())
    code_status = forms.ChoiceField(label="代码", required=False, choices=ALL + CodeStatus.choices())

    def wanted(self) -> dict[str, Any]:
        """Arguments for ``register.queries.enterprises``; what cannot be read does not filter."""
        return {"text": self.text, "after": self.last_id(), **self.chosen()}


class Entry(forms.Form):
    """What the register knows of an enterprise."""

    name = Line("企业名称", help_text="营业执照上的全称；在建、续建项目填项目单位")
    credit_code = Line(
        "统一社会信用代码", required=False, max_length=60,
        help_text="字母 O、I、Z、S 会自动更正；15 位注册号、9 位组织机构代码也认得；没有可不填",
    )  # fmt: skip
    project_number = Line("项目代码", required=False, max_length=60, help_text="在建、续建项目的投资项目代码")
    status = Choice("状态", Status, ask=False)
    county_registered = forms.BooleanField(label="已在本县注册", required=False)
    agreement_signed = forms.BooleanField(label="已签订投资合作协议", required=False)
    township = forms.TypedChoiceField(
        label="乡镇、园区", required=False, coerce=int, empty_value=None, choices=lambda: [("", "未填"), *places()]
    )
    address = Line("地址", required=False)
    section = forms.ChoiceField(label="行业门类", required=False, choices=[("", "未定"), *sections()])
    industry = Line("主营行业", required=False)
    size = forms.ChoiceField(label="规模", required=False, choices=[("", "未定"), *Size.choices()])
    legal_person = Line("法定代表人", required=False)
    founded_on = Day("成立日期", required=False)
    note = Text("说明", required=False, help_text="没有专栏可填的事项；导入名册时认不出的内容也记在这里")


class NewEntry(Entry):
    """A new enterprise, with whom to reach."""

    contact_name = Line("联系人", required=False)
    contact_phone = Line("联系电话", required=False, help_text="可写多个，可加说明")


class Contacts(forms.Form):
    """All contacts at once: a row each, and spare rows; a row without name and phone is dropped."""

    def __init__(self, *args: Any, rows: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.count = rows + SPARE
        for number in range(1, self.count + 1):
            self.fields[f"name_{number}"] = Line("联系人", required=False)
            self.fields[f"phone_{number}"] = Line("电话", required=False)
            self.fields[f"note_{number}"] = Line("备注", required=False)

    def rows(self) -> list[tuple[int, list[Any]]]:
        """The fields by row."""
        return [(n, [self[f"{name}_{n}"] for name in ("name", "phone", "note")]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """The rows as the action takes them."""
        cleaned = super().clean() or {}
        rows = [
            {name: cleaned.get(f"{name}_{n}", "") for name in ("name", "phone", "note")}
            for n in range(1, self.count + 1)
        ]
        return {"contacts": [row for row in rows if row["name"] or row["phone"]]}
