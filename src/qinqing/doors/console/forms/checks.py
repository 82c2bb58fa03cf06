"""What 制度执行检查 is asked for: a period and an organ; whatever is mistyped in an address does not narrow it."""

from collections.abc import Mapping
from typing import Any

from django import forms

from qinqing.doors.console.forms.statistics import Period
from qinqing.procedure.register import queries as register


class CheckFilters(Period):
    """A period, and whose steps."""

    organ_id = forms.TypedChoiceField(label="责任单位", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        self.base_fields["organ_id"].choices = [("", "全部"), *((organ.id, organ.name) for organ in register.organs())]
        super().__init__(*args, **options)

    def organ(self) -> int | None:
        """The organ asked for; None for all of them."""
        return self.cleaned_data.get("organ_id")

    def narrowed(self) -> Mapping[str, object]:
        """The organ, where one was asked for."""
        return {"organ_id": self.organ()} if self.organ() else {}
