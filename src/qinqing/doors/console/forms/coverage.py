"""覆盖面: what the map shows, and which enterprises the list is narrowed to."""

from collections.abc import Mapping
from typing import Any

from django import forms

from qinqing.doors.console.forms.enterprises import ALL, places, sections
from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.procedure.outreach.queries import CoverageWanted
from qinqing.procedure.outreach.rules.coverage import NONE, Across, Mark
from qinqing.procedure.register.rules import Size

UNKNOWN = [(NONE, "未填")]
COLUMNS = ("township", "section", "size")
LACKING = {
    Mark.VISITED: "从未走访", Mark.INFORMED: "还不知晓", Mark.TAKEN_PART: "没有参与", Mark.HELPED: "没有说过已解决",
}  # fmt: skip
BEARING = {Mark.VISITED: "走访过", Mark.INFORMED: "知晓", Mark.TAKEN_PART: "参与过", Mark.HELPED: "说过已解决"}
STANDINGS = [(f"no-{mark}", label) for mark, label in LACKING.items()] + list(BEARING.items())


def _places() -> list[tuple[str, str]]:
    return [*ALL, *((str(pk), label) for pk, label in places()), *UNKNOWN]


class _Among(Narrowing):
    """Township, industry and size, each with what the register does not know."""

    township = forms.ChoiceField(label="乡镇、园区", required=False, choices=_places)
    section = forms.ChoiceField(label="行业", required=False, choices=[*ALL, *sections(), *UNKNOWN])
    size = forms.ChoiceField(label="规模", required=False, choices=[*ALL, *Size.choices(), *UNKNOWN])

    def _chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in COLUMNS}


class MapFilters(_Among):
    """Which mark is mapped, what stands across, among which enterprises."""

    mark = forms.ChoiceField(label="看什么", required=False, choices=Mark.choices())
    across = forms.ChoiceField(label="横向", required=False, choices=Across.choices())
    field_order = ("mark", "across", *COLUMNS)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(
            {"mark": Mark.INFORMED.value, "across": Across.SECTION.value, **{name: data[name] for name in data}}
        )

    def wanted(self) -> CoverageWanted:
        """Among which enterprises."""
        return CoverageWanted(**self._chosen())

    def asked_mark(self) -> Mark:
        """The mark that is mapped; 知晓 where nothing readable is asked for."""
        self.is_valid()
        return Mark(self.cleaned_data.get("mark") or Mark.INFORMED)

    def asked_across(self) -> Across:
        """What stands across; 行业 where nothing readable is asked for."""
        self.is_valid()
        return Across(self.cleaned_data.get("across") or Across.SECTION)


class CoveredFilters(_Among):
    """Which enterprises the list shows."""

    q = forms.CharField(label="查找", required=False, max_length=100)
    standing = forms.ChoiceField(label="覆盖", required=False, choices=[*ALL, *STANDINGS])
    field_order = ("q", "standing", *COLUMNS)

    def wanted(self) -> CoverageWanted:
        """The filters that could be read, and the page asked for."""
        told: dict[str, Any] = self._chosen()
        standing = self.cleaned_data.get("standing") or ""
        mark = Mark(standing.removeprefix("no-")) if standing else None
        return CoverageWanted(
            text=self.text, mark=mark, lacking=standing.startswith("no-"), after=self.last_id(), **told
        )  # fmt: skip
