"""Enumerations that carry their one Chinese label (the glossary's word)."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string enumeration whose members are written ``NAME = "value", "中文"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each member, as forms and models want them."""
        return [(member.value, member.label) for member in cls]
