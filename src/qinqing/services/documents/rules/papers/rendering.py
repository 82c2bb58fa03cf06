"""Filling in a template: the one place where one is rendered.

docxtpl alone would run whatever a template says, and read what people wrote as markup. Here templates run in a sandbox,
values are escaped, and every value is already safe XML before the template sees it.
"""

import io
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from qinqing.services.documents.rules.papers.fitting import fit
from qinqing.services.documents.rules.papers.packing import repack

# docxtpl reads these inside values after the template has run; as references they are only characters. BEL is its sign
# for a new paragraph of the same form.
SIGNS = str.maketrans({"{": "&#123;", "}": "&#125;", "\n": "\a"})


class Sandbox(ImmutableSandboxedEnvironment):
    """No attribute but a row's own field, no call, no unknown name."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a row; never an attribute of an object."""
        return self.getitem(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing may be called."""
        return False


def render(template: bytes, content: Mapping[str, Any], *, title: str = "") -> bytes:
    """The template filled in, as a .docx: the same bytes for the same template and content.

    Raises jinja2.TemplateError when the template asks for what the content does not have.
    """
    document = DocxTemplate(io.BytesIO(template))
    document.render({name: _safe(value) for name, value in content.items()}, Sandbox())
    _let_go(document.docx.element.body)
    fit(document.docx)
    written = io.BytesIO()
    document.save(written)
    return repack(written.getvalue(), title=title)


def _let_go(body: Any) -> None:
    """Of paragraphs that one line of the template became, only the last is kept with what follows."""
    paragraphs = list(body.iter(qn("w:p")))
    for one, following in pairwise(paragraphs):
        kept = one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
        if kept is not None and one.getnext() is following and _form(one) == _form(following):
            kept.getparent().remove(kept)


def _form(paragraph: Any) -> tuple[bytes, ...]:
    """How a paragraph and its first words look."""
    parts = (paragraph.find(qn("w:pPr")), paragraph.find(f"{qn('w:r')}/{qn('w:rPr')}"))
    return tuple(b"" if part is None else etree.tostring(part) for part in parts)


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return Markup(str(escape(value)).translate(SIGNS)) if value else ""
    if isinstance(value, list):
        return [_safe(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _safe(one) for name, one in value.items()}
    return value
