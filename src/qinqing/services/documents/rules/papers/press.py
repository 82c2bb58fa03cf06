"""The press: what makes papers and posters, fetched when the first of them is made.

The libraries for Word, for templates and for typesetting hold more memory than half the house. A web process that only
shows pages never needs them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qinqing.services.documents.rules.papers.layouts import Layout


def build(layout: Layout) -> bytes:
    """The default template of a layout as a .docx; see ``building``."""
    from qinqing.services.documents.rules.papers import building  # noqa: PLC0415  (fetched when needed)

    return building.build(layout)


def render(template: bytes, content: Mapping[str, Any], *, title: str = "") -> bytes:
    """The template filled in, as a .docx; see ``rendering``. Raises jinja2.TemplateError."""
    from qinqing.services.documents.rules.papers import rendering  # noqa: PLC0415

    return rendering.render(template, content, title=title)


def draw_pdf(docx: bytes, *, fonts: Sequence[Path] = ()) -> bytes:
    """The document as PDF; see ``drawing``."""
    from qinqing.services.documents.rules.papers import drawing  # noqa: PLC0415

    return drawing.draw_pdf(docx, fonts=fonts)


def draw_poster(data: Mapping[str, Any], *, fonts: Sequence[Path] = ()) -> bytes:
    """One sheet for a notice board as PDF; see ``drawing``."""
    from qinqing.services.documents.rules.papers import drawing  # noqa: PLC0415

    return drawing.draw_poster(data, fonts=fonts)


def undrawn(characters: Sequence[str], *, fonts: Sequence[Path] = (), own: bool = False) -> list[str]:
    """The characters that no font draws; see ``drawing``."""
    from qinqing.services.documents.rules.papers import drawing  # noqa: PLC0415

    return drawing.undrawn(characters, fonts=fonts, own=own)


def fonts_used(fonts: Sequence[Path]) -> list[tuple[str, str]]:
    """For each font the standard asks for, the one that PDFs are drawn with here; see ``drawing``."""
    from qinqing.services.documents.rules.papers import drawing  # noqa: PLC0415

    return drawing.fonts_used(fonts)


def faults(docx: bytes, layout: Layout) -> list[str]:
    """What is wrong with a template for papers of this layout; see ``checking``."""
    from qinqing.services.documents.rules.papers import checking  # noqa: PLC0415

    return checking.faults(docx, layout)
