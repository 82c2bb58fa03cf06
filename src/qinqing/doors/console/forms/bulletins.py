"""月度通报: its texts, its examples, what stays in spite of a flag, and corrections."""

from collections.abc import Sequence
from typing import Any

from django import forms

from qinqing.doors.web.fields import Line, Text
from qinqing.procedure.bulletins.queries import Candidate, Flagged


class Write(forms.Form):
    """The preface, and title and text of each chosen example."""

    preface = Text("导语", rows=3, required=False, help_text="可以不写；数字由系统列出，不用抄在这里")

    def __init__(self, *args: Any, examples: Sequence[dict[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = [example["appeal"] for example in examples]
        for place, example in enumerate(examples, 1):
            self.fields[f"title_{place}"] = Line(f"案例{place}标题", initial=example["title"])
            self.fields[f"text_{place}"] = Text(f"案例{place}", rows=7, initial=example["text"])

    def clean(self) -> dict[str, Any]:
        """The texts by the appeals they tell of."""
        told = super().clean() or self.cleaned_data
        texts = {
            code: (told.get(f"title_{place}", ""), told.get(f"text_{place}", ""))
            for place, code in enumerate(self.codes, 1)
        }
        return {"preface": told.get("preface", ""), "examples": texts}


class Choose(forms.Form):
    """Which closed appeal to tell of."""

    appeal = forms.ChoiceField(label="本月办结的诉求", widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Sequence[Candidate] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        left = [one.appeal for one in candidates if not one.chosen]
        self.fields["appeal"].choices = [(one.code, f"{one.number} {one.title}") for one in left]


class Drop(forms.Form):
    """Which example to take out again."""

    appeal = forms.ChoiceField(label="案例", widget=forms.RadioSelect)

    def __init__(self, *args: Any, examples: Sequence[dict[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["appeal"].choices = [(example["appeal"], example["title"]) for example in examples]


class Keep(forms.Form):
    """Which flagged stretch stays, and why."""

    key = forms.ChoiceField(label="保留哪一处", widget=forms.RadioSelect)
    reason = Text("理由", rows=3, help_text="例如企业书面同意公开名称，或者不是真名。会和您的姓名一起记录在案")

    def __init__(self, *args: Any, found: Sequence[Flagged] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        waiting = {
            one.flag.key: f"{one.flag.text}（{one.flag.detail.label}，{one.part}）" for one in found if not one.settled
        }
        self.fields["key"].choices = list(waiting.items())


class Correct(forms.Form):
    """What is wrong in a published bulletin, and what it should say."""

    where = Line("更正之处", help_text="例如：自然资源局，办结")
    was = Line("原为")
    becomes = Line("更正为")
    reason = Text("原因", rows=3)
