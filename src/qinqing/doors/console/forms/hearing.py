"""The form of the hearing room: what is said, and how each field stands to the notes that all note-takers share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from qinqing.doors.console.forms.items import WithItems
from qinqing.doors.web.fields import Text
from qinqing.procedure.receptions.rules.kinds import OF_HOSTS, OF_MEETINGS, WITH_ITEMS, HeardOutcome, worded
from qinqing.procedure.receptions.rules.notes import ITEM_WORDS, WORDS, Clash, digest, plain

OPINION_NEEDED = {"required": "请写明接待领导的意见"}


@dataclass(frozen=True, slots=True)
class Noted:
    """One field of the room: its version with a digest of what is kept, another's text for it, whether it is kept."""

    field: BoundField
    base: str
    clash: Clash | None
    theirs: str
    unsaved: bool

    @property
    def is_long(self) -> bool:
        """Whether two texts may be kept one after the other."""
        return isinstance(self.field.field.widget, forms.Textarea)


class Hearing(WithItems):
    """What the enterprise said, what the leader said, what it came to; decided items when something was decided.

    ``notes`` are what is kept of it so far, ``clashes`` what two wrote at once.
    """

    statement = Text("企业陈述", rows=4, required=False)
    opinion = Text("接待领导意见", rows=4, error_messages=OPINION_NEEDED)
    outcome = forms.ChoiceField(label="结果", choices=HeardOutcome.choices(), widget=forms.RadioSelect)
    basis = Text("政策依据", rows=2, required=False, help_text="政策不允许、当面解释的必填，写明文件和条款")

    def __init__(
        self,
        *args: Any,
        notes: Mapping[str, Any] = MappingProxyType({}),
        clashes: Sequence[Clash] = (),
        suggested: Mapping[str, Any] = MappingProxyType({}),
        joint: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        possible = OF_MEETINGS if joint else OF_HOSTS
        self.fields["outcome"].choices = [(one, one.label) for one in possible]
        for name in ("statement", "opinion"):
            self.fields[name].label = worded(str(self.fields[name].label), joint=joint)
        self.fields["opinion"].error_messages["required"] = worded(OPINION_NEEDED["required"], joint=joint)
        self.notes, self.suggested = notes, suggested
        self.told = {clash.field: clash for clash in clashes}

    def wants_items(self, cleaned: Mapping[str, Any]) -> bool:
        """Only a decision has items; whatever else was typed into them is kept, and not looked at."""
        return cleaned.get("outcome") in WITH_ITEMS

    @property
    def noted(self) -> dict[str, Noted]:
        """The fields outside the decided items, with what the page must know of their notes."""
        return {name: self._noted(self[name]) for name in WORDS}

    def noted_items(self) -> list[tuple[int, dict[str, Noted]]]:
        """The decided items by number."""
        return [
            (number, {part: self._noted(self[f"{part}_{number}"]) for part in ITEM_WORDS}) for number in self.numbers
        ]

    def _noted(self, field: BoundField) -> Noted:
        note, kept, shown = self.notes.get(field.name), self._kept(field.name), _as_text(field.value())
        clash, unsaved = self.told.get(field.name), shown != kept
        if clash is None and note is not None and note.text and unsaved and not self.is_bound:
            clash = Clash(field.name, shown, note.text, note.version, note.by, note.at)
        base = f"{note.version if note else 0}.{digest(kept)}"
        return Noted(field, base, clash, self._in_words(field, clash.theirs) if clash else "", unsaved)

    def _in_words(self, field: BoundField, text: str) -> str:
        """A kept text as people read it: a chosen department by its name."""
        choices = dict(getattr(field.field, "choices", ()))
        if not choices:
            return text
        named = {str(key): str(words) for key, words in choices.items()}
        return "、".join(named.get(part, part) for part in text.split(",") if part)

    def _kept(self, name: str) -> str:
        note = self.notes.get(name)
        return note.text if note else _as_text(self.suggested.get(name))


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return plain(str(value)) if value not in (None, "") else ""
