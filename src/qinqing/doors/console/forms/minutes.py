"""Writing the minutes of a day, and correcting issued ones."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.web.fields import Line, Text
from qinqing.procedure.receptions.queries import LABELS
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.minutes import Form

FRAME = {"opening": 4, "present": 2, "excused": 2, "observers": 2, "closing": 2}
PART = {"statement": 6, "opinion": 4, "conclusion": 3}


class Written(NamedTuple):
    """One field, and what a colleague has saved in its place meanwhile."""

    field: BoundField
    theirs: str


class WriteMinutes(forms.Form):
    """The frame of the minutes, and four texts for each of its ``parts``."""

    form = forms.ChoiceField(label="形式", choices=Form.choices())

    def __init__(self, *args: Any, parts: Sequence[Any], joint: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.parts = parts
        if joint:  # it issues no decisions
            self.fields["form"].choices = [(Form.MINUTES, Form.MINUTES.label)]
        for name, rows in FRAME.items():
            self.fields[name] = Text(LABELS[name], rows=rows, required=False)
        for part in parts:
            self.fields[f"heading_{part.entry_id}"] = Line(LABELS["heading"], max_length=400)
            for name, rows in PART.items():
                self.fields[f"{name}_{part.entry_id}"] = Text(
                    worded(LABELS[name], joint=joint), rows=rows, required=False
                )

    def clean(self) -> dict[str, Any]:
        """The texts as the action takes them: the frame's by name, the parts' by agenda item."""
        cleaned = super().clean() or {}
        parts = {
            part.entry_id: {name: cleaned.get(f"{name}_{part.entry_id}", "") for name in ("heading", *PART)}
            for part in self.parts
        }
        return {name: cleaned.get(name, "") for name in ("form", *FRAME)} | {"parts": parts}

    def frame(self) -> list[Written]:
        """The fields of the frame."""
        return [self._beside(name) for name in ("form", *FRAME)]

    def sections(self) -> list[tuple[Any, list[Written]]]:
        """Each part with its fields."""
        return [(part, [self._beside(f"{name}_{part.entry_id}") for name in ("heading", *PART)]) for part in self.parts]

    def _beside(self, name: str) -> Written:
        """After a colleague was faster, what is stored now stands beside what was typed."""
        theirs, typed = (
            str(text or "").replace("\r\n", "\n").strip() for text in (self.initial.get(name), self[name].value())
        )
        overtaken = self.is_bound and bool(self.non_field_errors())
        return Written(self[name], theirs if overtaken and theirs != typed else "")


class ProposeErratum(forms.Form):
    """更正: where, what it says, what it should say, why."""

    entry = forms.TypedChoiceField(label="更正哪一件", coerce=int, required=False, empty_value=None)
    was = Text("原文", rows=3, help_text="从纪要中照抄要更正的文字")
    becomes = Text("更正为", rows=3)
    reason = Text("更正原因", rows=2)

    def __init__(self, *args: Any, headings: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["entry"].choices = [("", "会议概况、到会名单等"), *headings.items()]
