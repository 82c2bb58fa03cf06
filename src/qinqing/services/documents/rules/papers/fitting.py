"""What is longer than its line once a paper is filled in: a title is broken in good places, an issuer's mark made smaller."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.fontnames import TITLE
from qinqing.services.documents.rules.papers.titles import lines, width

SIZES = (qn("w:sz"), qn("w:szCs"))


def fit(document: Docx) -> None:
    """Titles and marks on the lines they have; what an office broke itself stays. A mark never takes two lines: 7.2.4."""
    for text in filter(_size, _alone(document)):
        words, room = text.text or "", gb.points(gb.TEXT_WIDTH) / _size(text)
        if not _is_red(text):
            _write(text, lines(words, room))
        elif width(words) > room:
            _shrink(text, gb.mark_size(words))


def _alone(document: Docx) -> Iterator[Any]:
    """The text of every centred paragraph of the body or a header that has just one, and no line break."""
    headers = [one for one in document.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HEADER]
    for root in (document.element.body, *(one.target_part.element for one in headers)):
        for paragraph in root.findall(qn("w:p")):
            texts, breaks = list(paragraph.iter(qn("w:t"))), list(paragraph.iter(qn("w:br")))
            side = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
            if len(texts) == 1 and not breaks and side is not None and side.get(qn("w:val")) == "center":
                yield texts[0]


def _size(text: Any) -> float:
    """The size in points of what stands in the title's font; 0 of everything else."""
    said = text.getparent().find(qn("w:rPr"))
    fonts, size = (None, None) if said is None else (said.find(qn("w:rFonts")), said.find(qn("w:sz")))
    if fonts is None or size is None or fonts.get(qn("w:eastAsia")) not in TITLE:
        return 0.0
    return float(size.get(qn("w:val"))) / 2


def _is_red(text: Any) -> bool:
    colour = text.getparent().find(f"{qn('w:rPr')}/{qn('w:color')}")
    return colour is not None and colour.get(qn("w:val")) == gb.RED


def _shrink(text: Any, size: float) -> None:
    """Another size for the characters, and for their line where its pitch was exact."""
    said = text.getparent().find(qn("w:rPr"))
    for one in said.iterchildren(*SIZES):
        one.set(qn("w:val"), str(round(size * 2)))
    pitch = text.getparent().getparent().find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    if pitch is not None and pitch.get(qn("w:lineRule")) == "exact":
        pitch.set(qn("w:line"), str(round(size * 20)))


def _write(text: Any, said: list[str]) -> None:
    """The lines in place of the text, with line breaks between."""
    text.text, place = said[0], text
    for line in said[1:]:
        for name, words in (("w:br", None), ("w:t", line)):
            added = OxmlElement(name)
            added.text = words
            place.addnext(added)
            place = added
