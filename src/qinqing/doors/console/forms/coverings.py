"""遮盖材料: black boxes as numbers in percent, drawn with the pointer or typed; and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.web.fields import Line
from qinqing.services.documents.rules.coverings import Box

ROWS, AT_FIRST = 20, 2
PLACES = {"left": "左", "top": "上", "width": "宽", "height": "高"}


class Row(NamedTuple):
    """The numbers of one box as the page lays them out; ``shown`` once something is in it."""

    number: int
    page: BoundField
    places: list[BoundField]
    shown: bool


class Covering(forms.Form):
    """遮盖材料: of a piece of material with so many ``pages``."""

    reason = Line(
        "遮盖的原因", help_text="记入办理记录，部门和企业都看得到：写遮的是什么，不写内容，如“第三人的身份证照片”"
    )

    def __init__(self, *args: Any, pages: int = 1, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, ROWS + 1):
            self.fields[f"page_{number}"] = _page(pages)
            for place, label in PLACES.items():
                self.fields[f"{place}_{number}"] = _percent(label)

    def clean(self) -> dict[str, Any]:
        """The reason, and ``boxes`` as the action takes them; half a box says at its field what it lacks."""
        cleaned = super().clean() or {}
        told = [number for number in range(1, ROWS + 1) if any(_places(cleaned, number))]
        for number in told:
            for place in PLACES:
                if cleaned.get(f"{place}_{number}") is None and f"{place}_{number}" not in self.errors:
                    self.add_error(f"{place}_{number}", "四个数都要填，不要这一处就都清空")
        boxes = [_box(cleaned, number) for number in told] if not self.errors else []
        return {"reason": cleaned.get("reason", ""), "boxes": boxes}

    def rows(self) -> Iterator[Row]:
        """The boxes with their numbers; the first ones are there to be filled in, the others once something is in them."""
        for number in range(1, ROWS + 1):
            places = [self[f"{place}_{number}"] for place in PLACES]
            shown = number <= AT_FIRST or any(place.value() not in (None, "") for place in places)
            yield Row(number, self[f"page_{number}"], places, shown)

    def drawn(self) -> list[Box]:
        """The boxes as far as they are told, to be shown on the pages."""
        told = ([row.page.value() or 1, *(place.value() for place in row.places)] for row in self.rows())
        return [box for box in map(_told, told) if box]


def written(boxes: Sequence[Sequence[float]]) -> dict[str, float]:
    """Boxes as the form begins with them."""
    names = ("page", *PLACES)
    return {
        f"{name}_{number}": value
        for number, box in enumerate(boxes[:ROWS], 1)
        for name, value in zip(names, box, strict=True)
    }


def _page(pages: int) -> forms.IntegerField:
    widget = forms.NumberInput() if pages > 1 else forms.HiddenInput()
    return forms.IntegerField(label="页", min_value=1, max_value=pages, required=False, widget=widget)


def _percent(label: str) -> forms.FloatField:
    widget = forms.NumberInput({"step": "0.1", "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=0, max_value=100, required=False, widget=widget)


def _places(cleaned: Mapping[str, Any], number: int) -> list[bool]:
    return [cleaned.get(f"{place}_{number}") is not None for place in PLACES]


def _box(cleaned: Mapping[str, Any], number: int) -> Box:
    return Box(cleaned.get(f"page_{number}") or 1, *(cleaned[f"{place}_{number}"] for place in PLACES))


def _told(values: Sequence[Any]) -> Box | None:
    try:
        return Box(int(values[0]), *(float(value) for value in values[1:]))
    except (TypeError, ValueError):
        return None
