"""The kinds of paper that the chapters make, as they told at start; this service knows none by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from qinqing.kernel.county import name
from qinqing.kernel.errors import NotFound
from qinqing.services.documents.rules.papers.layouts import Layout, read_layout
from qinqing.services.documents.rules.papers.press import build

# Content from the record as it is now: what a reference stands for and what a paper of this kind would say of it.
ContentFor = Callable[[str], tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper: the layout's file, named after the kind, and the chapter's function that fills it.

    ``content_for(reference)`` gives the subject and the content for an official number, or for ``latest``; it raises
    NotFound.
    """

    path: Path
    content_for: ContentFor

    @property
    def kind(self) -> str:
        """The kind's English word, as the command and the rows have it."""
        return self.path.stem

    @cached_property
    def layout(self) -> Layout:
        """The layout, read once."""
        return read_layout(self.path)

    @property
    def name(self) -> str:
        """The paper's Chinese name."""
        return self.layout.name


KINDS: dict[str, PaperKind] = {}


def register_kinds(kinds: Iterable[PaperKind]) -> None:
    """Says which papers a chapter makes. Called once, when the house is furnished."""
    KINDS.update({one.kind: one for one in kinds})


def kinds() -> list[PaperKind]:
    """Every kind of paper, in the order the chapters told them."""
    return list(KINDS.values())


def kind_of(kind: str) -> PaperKind:
    """One kind by its word. Raises NotFound."""
    if kind not in KINDS:
        raise NotFound(kind)
    return KINDS[kind]


def county() -> str:
    """The county's name, as papers say it."""
    return name()


@lru_cache(maxsize=64)
def shipped(kind: str) -> bytes:
    """The default template of a kind, built once a process."""
    return build(kind_of(kind).layout)
