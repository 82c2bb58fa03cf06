"""What every list is narrowed by: words that are searched for, and choices; what is mistyped in an address does not filter."""

from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms

from qinqing.kernel.shaping import clean_line, shape_date

LONGEST = 19  # digits of an id


class Narrowing(forms.Form):
    """Subclasses add their choices and ``q``, what is searched for; the list's cursor is ``after``."""

    @property
    def text(self) -> str:
        """What is searched for."""
        return clean_line(str(self.data.get("q", ""))[: self.fields["q"].max_length].replace("\x00", ""))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered or searched; the order leaves nothing out."""
        return any(self.data.get(name) for name in self.fields if name != "order")

    def chosen(self) -> dict[str, Any]:
        """The choices that could be read, by name; nothing of those that filter nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name != "q" and value}

    def query(self, **also: object) -> str:
        """The filters as a query string; ``also`` overrides them, and what is empty there is left out."""
        told = {**{name: self.data[name] for name in self.fields if self.data.get(name)}, **also}
        return urlencode({name: value for name, value in told.items() if value not in (None, "")})

    def last_id(self, name: str = "after") -> int | None:
        """The cursor of a list in the order of ids, if it is one."""
        return _whole(str(self.data.get(name, "")))

    def last_day(self) -> tuple[date, int] | None:
        """The cursor of a list in the order of days, ``2026-11-02.15``: day and id of the last row of the page before."""
        day, _, last = str(self.data.get("after", "")).partition(".")
        shaped, whole = shape_date(day) if len(day) == 10 else None, _whole(last)
        return (shaped, whole) if shaped and whole is not None else None


class Folding(Narrowing):
    """Many filters: some stand open, those named in ``FURTHER`` fold together behind 更多条件."""

    FURTHER: ClassVar[tuple[str, ...]] = ()

    q = forms.CharField(label="查找", required=False, max_length=200)

    @property
    def is_wide(self) -> bool:
        """Whether one of the filters is in use that stand folded together."""
        return any(self.data.get(name) for name in self.FURTHER)

    def nearest(self) -> list[forms.BoundField]:
        """The filters that stand open."""
        return [field for field in self if field.name not in (*self.FURTHER, "q")]

    def further(self) -> list[forms.BoundField]:
        """The filters that stand folded together."""
        return [self[name] for name in self.FURTHER]


def _whole(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < LONGEST else None
