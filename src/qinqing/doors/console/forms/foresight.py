"""Which numbers of the Plan to try: a field for each, holding what is in force; nothing asked changes nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms

from qinqing.procedure.appeals.rules.clocks import CLOCKS
from qinqing.procedure.appeals.rules.kinds import Kind
from qinqing.procedure.plan.rules import SETTINGS, Limits, Setting

LIMITS = tuple(
    dict.fromkeys(rule.setting.format(kind=kind) for rule in CLOCKS.values() if rule.setting for kind in Kind)
)
DAYS = ("deputy_days_month", "mayor_days_quarter")
HEARS, MOST_HEARD = "hears", 50


class OtherNumbers(forms.Form):
    """What if these were the numbers."""

    def __init__(self, data: Any, *, limits: Limits) -> None:
        self.limits = limits
        super().__init__({key: data[key] for key in (*LIMITS, *DAYS, HEARS) if data.get(key)})
        self.fields |= {key: _number(SETTINGS[key], limits[key]) for key in (*LIMITS, *DAYS)}
        self.fields[HEARS] = _between("每次接待日听取", 1, MOST_HEARD)
        self.is_valid()

    def changed(self) -> Mapping[str, int]:
        """The settings that are other than in force; those mistyped are not."""
        told = {key: self.cleaned_data.get(key) for key in (*LIMITS, *DAYS)}
        return {key: value for key, value in told.items() if value is not None and value != self.limits[key]}

    def hears(self) -> int | None:
        """How many appeals a day hears, where that was said."""
        return self.cleaned_data.get(HEARS)


def _number(setting: Setting, value: int) -> forms.IntegerField:
    return _between(setting.label, setting.least, setting.most, shown=value)


def _between(label: str, least: int, most: int, *, shown: int | None = None) -> forms.IntegerField:
    """A whole number that may be left out; ``shown`` stands where it is."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), f"请填{least}至{most}之间的整数。"),
        widget=forms.NumberInput(attrs={} if shown is None else {"placeholder": shown}),
    )
