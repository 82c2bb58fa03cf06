"""Fields that choose among the register's organs."""

from typing import Any

from django import forms

from qinqing.procedure.register import queries as register


class OrganChoice(forms.TypedChoiceField):
    """One organ that can be given an appeal."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, coerce=int, empty_value=None, choices=_one_organ, **options)


class OrgansChoice(forms.TypedMultipleChoiceField):
    """Any number of organs."""

    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "organs"})
        super().__init__(label=label, coerce=int, choices=_organs, widget=widget, **options)


def _organs() -> list[tuple[int, str]]:
    return [(organ.id, organ.short_name or organ.name) for organ in register.assignable()]


def _one_organ() -> list[tuple[Any, str]]:
    return [("", "请选择"), *((organ.id, organ.name) for organ in register.assignable())]
