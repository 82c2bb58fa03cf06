"""反映提示: the county's own words beside a category, or those that came along."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.procedure.appeals.models import Prompted
from qinqing.procedure.appeals.rules.kinds import Category
from qinqing.procedure.appeals.rules.prompts import Prompt, usual_prompt


def prompt(category: str) -> Prompt | None:
    """What stands beside a category; None for a word that is none."""
    if category not in {one.value for one in Category}:
        return None
    row = Prompted.objects.filter(category=category).first()
    return _told(row) if row else usual_prompt(Category(category))


def prompts() -> list[tuple[Category, Prompt, bool]]:
    """All categories in their order, each with what stands beside it and whether the county has written it itself."""
    own = {row.category: _told(row) for row in Prompted.objects.all()}
    return [(one, own.get(one) or usual_prompt(one), one in own) for one in Category]


def stored_prompts(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the table says, to be held against the record."""
    names = [subject.partition("/")[2] for subject in subjects]
    return {row.subject: prompt_columns(_told(row)) for row in Prompted.objects.filter(category__in=names)}


def prompt_subjects() -> Iterator[str]:
    """Every category the county has written for."""
    return (row.subject for row in Prompted.objects.order_by("pk"))


def prompt_columns(told: Prompt) -> dict[str, object]:
    """A prompt as the record keeps it."""
    return {"ask": told.ask, "examples": list(told.examples), "materials": list(told.materials)}


def _told(row: Prompted) -> Prompt:
    return Prompt(row.ask, tuple(row.examples), tuple(row.materials))
