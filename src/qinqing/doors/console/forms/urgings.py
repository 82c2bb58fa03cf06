"""督办单: what the inspectorate demands, what is answered, and the list's filter."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from qinqing.doors.web.fields import Text
from qinqing.procedure.supervision.states import UrgingState


class Issue(forms.Form):
    demand = Text("督办要求", rows=5, help_text="要查明什么、何时办好；会写进督办单")


class Answer(forms.Form):
    account = Text("情况说明", rows=6, help_text="为什么超期、采取了什么措施、何时办好")


class UrgingFilters(forms.Form):
    """Which notices; what is mistyped in an address simply does not filter."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *UrgingState.choices()])

    def wanted(self) -> dict[str, Any]:
        """Arguments for ``queries.urgings``."""
        self.is_valid()
        raw = str(self.data.get("before", ""))
        before = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
        return {"state": self.cleaned_data.get("state") or "", "before": before}

    def query(self, **also: object) -> str:
        """The filter as a query string."""
        return urlencode({**({"state": self.data["state"]} if self.data.get("state") else {}), **also})
