"""权责清单: an organ's duties in rows, and a whole table pasted in."""

from typing import Any

from django import forms

from qinqing.doors.web.fields import Line, Text
from qinqing.procedure.register.rules import Duty, words_of

SPARE = 3
PARTS = ("name", "words", "related", "basis")


class Catalogue(forms.Form):
    """All duties of one organ at once, and spare rows; a row without a name is dropped."""

    def __init__(self, *args: Any, rows: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.count = rows + SPARE
        for number in range(1, self.count + 1):
            self.fields[f"name_{number}"] = Line("事项", required=False, max_length=100)
            self.fields[f"words_{number}"] = Text("企业的说法", rows=2, required=False)
            self.fields[f"related_{number}"] = Line("相关的词", required=False, max_length=2000)
            self.fields[f"basis_{number}"] = Line("依据", required=False)

    def rows(self) -> list[tuple[int, list[Any]]]:
        """The fields by row."""
        return [(n, [self[f"{part}_{n}"] for part in PARTS]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """The rows as the action takes them."""
        told = super().clean() or {}
        duties = []
        for n in range(1, self.count + 1):
            name, words, related, basis = (told.get(f"{part}_{n}", "") for part in PARTS)
            if words.strip() and not name:
                self.add_error(f"name_{n}", "请写出事项的名称，或清空这一行")
            duties.append(Duty(name, words_of(words), words_of(related), basis))
        return {"duties": duties}


class Pasted(forms.Form):
    """A table as WPS and Excel copy it: a line a duty, its cells divided by tabs."""

    table = Text(
        "表格",
        rows=14,
        help_text="从 WPS 或 Excel 里选中复制、粘贴到这里；各列依次是：部门、事项、企业的说法、相关的词、依据",
    )


def rows_of(duties: list[Duty]) -> dict[str, str]:
    """Duties as the form begins with them."""
    return {
        f"{part}_{n}": value
        for n, duty in enumerate(duties, 1)
        for part, value in zip(
            PARTS, (duty.name, "、".join(duty.words), "、".join(duty.related), duty.basis), strict=True
        )
    }
