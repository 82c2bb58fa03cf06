"""A new edition of the Plan: every number it leaves to the county."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.web.fields import Day, Line, Text
from qinqing.procedure.plan.rules import SETTINGS, Setting, faults


class NewEdition(forms.Form):
    """Title, first day, note, and one whole number for each setting."""

    title = Line("制度名称")
    in_force_from = Day("施行日期", help_text="从这一天起登记的诉求按新版办理；已经起算的时限不变")
    note = Text("修改说明", rows=3, help_text="为什么改、依据哪份文件；会留痕并列在版本记录里")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= {key: _number(setting) for key, setting in SETTINGS.items()}

    def clean(self) -> dict[str, Any]:
        """The numbers together: none out of range, none crossing another."""
        cleaned = super().clean() or {}
        numbers = {key: cleaned[key] for key in SETTINGS if key in cleaned}
        if len(numbers) == len(SETTINGS):
            for fault in faults(numbers):
                self.add_error(None, fault)
        return {name: cleaned[name] for name in cleaned if name not in SETTINGS} | {"settings": numbers}

    def head(self) -> list[BoundField]:
        """The fields that are no numbers."""
        return [self["title"], self["in_force_from"], self["note"]]

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The numbers by the clause that leaves them blank, in the Plan's order."""
        grouped: dict[str, list[BoundField]] = {}
        for key, setting in SETTINGS.items():
            grouped.setdefault(setting.clause, []).append(self[key])
        return sorted(grouped.items(), key=lambda group: _place(group[0]))


def _place(clause: str) -> tuple[int, int, str]:
    chapter, _, rest = clause.partition("(")
    section, _, item = rest.partition(")")
    return "一二三四五".index(chapter), "一二三四五六".index(section), item


def _number(setting: Setting) -> forms.IntegerField:
    unit = "日" if setting.unit.value == "dayofmonth" else setting.unit.label
    label = setting.label if unit != "日" else f"{setting.label}，每月几日"
    return forms.IntegerField(
        label=label, min_value=setting.least, max_value=setting.most, help_text=f"{setting.least}—{setting.most}{unit}"
    )
