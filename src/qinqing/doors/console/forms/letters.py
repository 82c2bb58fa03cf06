"""What a clerk fills in over a letter: most of it stands there already."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from qinqing.doors.console.forms.appeals import Intake
from qinqing.doors.web.fields import Files, Line, Moment, Text
from qinqing.procedure.appeals.rules.kinds import Channel


class Brought(forms.Form):
    """Which of the letter's own files go along: all of them, unless a clerk takes one out."""

    def __init__(self, *told: Any, brought: Sequence[Any] = (), **options: Any) -> None:
        self.brought = {one.code: one for one in brought}
        options["initial"] = {"keep": list(self.brought), **(options.get("initial") or {})}
        super().__init__(*told, **options)
        keep = self.fields["keep"]
        keep.choices = [(one.code, one.name) for one in brought]
        if not brought:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        """The letter's files that were kept, then those that were added."""
        told = super().clean() or self.cleaned_data
        kept: Iterable[str] = told.pop("keep", ())
        told["files"] = [*(self.brought[code] for code in kept), *told.get("files", ())]
        return told


class LetterIntake(Brought, Intake):
    """登记来信: as on the telephone, with the letter's words and files filled in."""

    text = Text("遇到了什么困难", rows=12, help_text="来信的原文；问候语和签名可以删去，原件留在邮箱里")
    received_at = Moment("到达邮箱的时间", required=False, help_text="时限从这时起算")
    channel = forms.ChoiceField(
        label="来源", choices=[(Channel.EMAIL.value, Channel.EMAIL.label)], initial=Channel.EMAIL.value
    )
    keep = forms.MultipleChoiceField(
        label="随信附件", required=False, widget=forms.CheckboxSelectMultiple, help_text="打勾的随诉求归档"
    )
    files = Files("另附材料")

    def laid_out(self) -> dict[str, list[forms.BoundField]]:
        """As on the telephone; the letter's files before others."""
        parts = super().laid_out()
        own = [self["keep"]] if "keep" in self.fields else []
        return {**parts, "last": [*own, *parts["last"]]}


class LetterSupplement(Brought):
    """作为补充材料: to which appeal, and what of the letter."""

    number = Line("诉求编号", help_text="如 JDR-2026-000123")
    note = Text("补充说明", rows=10, required=False, help_text="来信的原文，与诉求无关的可以删去")
    keep = forms.MultipleChoiceField(
        label="随信附件", required=False, widget=forms.CheckboxSelectMultiple, help_text="打勾的随诉求归档"
    )
    files = Files("另附材料")


class SetAside(forms.Form):
    """不作诉求, with why."""

    reason = Line("为什么不作诉求", max_length=200, help_text="如：广告推销；不属于本县事项，已电话告知向某单位反映")
