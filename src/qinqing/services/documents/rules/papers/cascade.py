"""What holds for a paragraph and a run of a .docx: said on the spot, by its style, by that style's, or by default."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as Docx
from docx.oxml.ns import qn

PARAGRAPH_PARTS = ("jc", "ind", "spacing", "keepNext", "pageBreakBefore", "pBdr", "tabs", "snapToGrid", "numPr")
RUN_PARTS = ("rFonts", "sz", "color", "b", "i", "u", "spacing", "vanish", "strike", "vertAlign")
# Of these the attributes add up: a style may say the indent's left side and the paragraph its first line.
ADDING = frozenset({"ind", "spacing", "rFonts"})
Said = dict[str, dict[str, str]]


def attributes(element: Any) -> dict[str, str]:
    """An element's attributes without their namespace."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def is_on(said: dict[str, str] | None) -> bool:
    """A switch of the format: on when it stands there without saying otherwise."""
    return said is not None and said.get("val", "1") not in ("0", "false", "off", "none")


class Cascade:
    """A document's styles, each read once."""

    def __init__(self, document: Docx) -> None:
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        self._default = next((one for one in self._styles.values() if _is_default_paragraph(one)), None)
        self._paragraphs: dict[str | None, Said] = {}
        self._runs: dict[str | None, Said] = {}
        self._base_paragraph = _read(root.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}"), True)
        self._base_run = _read(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"), False)

    def paragraph(self, element: Any) -> Said:
        """What holds for a ``w:p``."""
        properties = element.find(qn("w:pPr"))
        own = _read(properties, True)
        style = _style_of(properties, "w:pStyle")
        if style not in self._paragraphs:
            self._paragraphs[style] = _merged(self._base_paragraph, *self._chain(style, True))
        return _merged(self._paragraphs[style], own)

    def run(self, element: Any, paragraph: Any) -> Said:
        """What holds for a ``w:r`` in its ``w:p``."""
        properties = element.find(qn("w:rPr"))
        style = _style_of(paragraph.find(qn("w:pPr")), "w:pStyle")
        if style not in self._runs:
            self._runs[style] = _merged(self._base_run, *self._chain(style, False))
        own_style = _style_of(properties, "w:rStyle")
        chosen = self._chain(own_style, False) if own_style else ()
        return _merged(self._runs[style], *chosen, _read(properties, False))

    def table_borders(self, properties: Any) -> dict[str, dict[str, str]]:
        """The borders a table's style and the table itself say, by side."""
        borders: dict[str, dict[str, str]] = {}
        style = self._styles.get(_style_of(properties, "w:tblStyle"))
        chain = [*self._ancestors(style)] if style is not None else []
        for holder in [*(one.find(qn("w:tblPr")) for one in chain), properties]:
            found = holder.find(qn("w:tblBorders")) if holder is not None else None
            borders.update(sides(found))
        return borders

    def _chain(self, style: str | None, paragraph: bool) -> Iterator[Said]:
        found = self._styles.get(style) if style else self._default
        for one in self._ancestors(found):
            yield _read(one.find(qn("w:pPr" if paragraph else "w:rPr")), paragraph)

    def _ancestors(self, style: Any) -> list[Any]:
        """A style after those it is based on; a circle is cut."""
        chain: list[Any] = []
        while style is not None and style not in chain:
            chain.insert(0, style)
            based = style.find(qn("w:basedOn"))
            style = self._styles.get(based.get(qn("w:val"))) if based is not None else None
        return chain


def sides(element: Any) -> dict[str, dict[str, str]]:
    """The sides of a border element, each with what it says."""
    if element is None:
        return {}
    return {side.tag.rpartition("}")[2]: attributes(side) for side in element}


def _is_default_paragraph(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def _style_of(properties: Any, name: str) -> str | None:
    found = properties.find(qn(name)) if properties is not None else None
    return found.get(qn("w:val")) if found is not None else None


def _read(properties: Any, paragraph: bool) -> Said:
    if properties is None:
        return {}
    wanted = PARAGRAPH_PARTS if paragraph else RUN_PARTS
    return {name: attributes(found) for name in wanted if (found := properties.find(qn(f"w:{name}"))) is not None}


def _merged(*layers: Said) -> Said:
    result: Said = {}
    for layer in layers:
        for name, said in layer.items():
            result[name] = {**result.get(name, {}), **said} if name in ADDING else said
    return result
