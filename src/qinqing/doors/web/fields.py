"""Fields that shape what people type before anything judges it: lines, texts, days, moments, files."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms

from qinqing.doors.web.clock import SHANGHAI
from qinqing.kernel.errors import Refused
from qinqing.kernel.labels import Labelled
from qinqing.kernel.shaping import clean_line, clean_text, shape_amount, shape_date

LONG = 50_000


def _told(shape: Callable[[str], str], text: str) -> str:
    """The text put into shape; what cannot be kept is told beside the field, where the text still stands."""
    try:
        return shape(text)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class Line(forms.CharField):
    """One line: invisible characters removed, full-width forms kept."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, max_length=options.pop("max_length", 200), **options)

    def to_python(self, value: Any) -> str:
        return _told(clean_line, super().to_python(value))


class Text(forms.CharField):
    """Several lines, kept as typed. ``first``: what the page is for, where typing may begin at once."""

    def __init__(self, label: str, *, rows: int = 4, first: bool = False, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "autofocus": first})
        super().__init__(label=label, max_length=LONG, strip=False, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return _told(clean_text, super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A browser that knows the limit cuts off what is pasted beyond it, and says nothing: it only counts."""
        attrs = super().widget_attrs(widget)
        return attrs | {"data-max": attrs.pop("maxlength")}

    def validate(self, value: str) -> None:
        super().validate(value.strip())


class Choice(forms.ChoiceField):
    """One of a glossary's words, asked with an empty first line unless it has an initial value."""

    def __init__(self, label: str, words: type[Labelled], *, ask: bool = True, **options: Any) -> None:
        blank = [("", "请选择")] if ask else []
        super().__init__(label=label, choices=blank + words.choices(), **options)


class Day(forms.CharField):
    """A day, as the picker gives it or as people write it (2026年1月2日, 2026.1.2, 20260102)."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        day = shape_date(text)
        if day is None:
            raise forms.ValidationError("没有看懂这个日期，请写成 2026-11-23 或 2026年11月23日")
        return day


class Amount(forms.CharField):
    """An amount in yuan as people write it (1,200万, 壹佰万元); what reads as no single amount is asked again."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, max_length=60, **options)

    def clean(self, value: Any) -> Decimal | None:
        text = _told(clean_line, super().clean(value) or "")
        if not text:
            return None
        amount = shape_amount(text)
        if amount is None:
            raise forms.ValidationError("没有看懂这个金额，请写成 1200000 或 120万")
        return amount


class Moment(forms.Field):
    """A day and a time in Shanghai."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
            **options,
        )

    def clean(self, value: Any) -> datetime | None:
        text = _told(clean_line, super().clean(value) or "").replace("T", " ")
        if not text:
            return None
        day_text, _, hour = text.partition(" ")
        day = shape_date(day_text)
        try:
            at = time.fromisoformat(hour) if hour else time(0)
        except ValueError:
            day = None
        if day is None:
            raise forms.ValidationError("没有看懂这个时间，请写成 2026-11-23 14:30")
        return datetime.combine(day, at, SHANGHAI)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files, kept from the moment they are chosen: the form is given what waits for it.

    ``kept`` is what the page shows as waiting.
    """

    kept: Sequence[Any] = ()

    def __init__(self, label: str = "材料", **options: Any) -> None:
        hint = (
            "照片、PDF、OFD、Word、Excel、WPS、ZIP 等。单个不超过 100 MB，最多 20 个，合计不超过 500 MB；"
            "照片会转正，拍摄地点会去掉；要保存原图的，请压成 ZIP 再传"
        )
        super().__init__(label=label, required=False, widget=ManyFiles(), help_text=hint, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(one, initial) for one in chosen if one]
