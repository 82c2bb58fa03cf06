"""What an office does to a template in WPS, and what somebody else might."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def edited(template: bytes, edit: Callable[[Document], object]) -> bytes:
    """The template with something done to it."""
    document = docx.Document(io.BytesIO(template))
    edit(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def saying(template: bytes, text: str) -> bytes:
    """The template with one more paragraph."""
    return edited(
        template, lambda document: document.element.body.sectPr.addprevious(paragraph(f"<w:r><w:t>{text}</w:t></w:r>"))
    )


def paragraph(inside: str):
    """A paragraph from its XML."""
    return parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")


def holding(template: bytes, inside: str) -> bytes:
    """The template with one more paragraph that holds this XML."""
    return edited(template, lambda document: document.element.body.sectPr.addprevious(paragraph(inside)))


def without(template: bytes, text: str) -> bytes:
    """The template without the paragraphs that say this."""

    def edit(document: Document) -> None:
        for one in document.paragraphs:
            if text in one.text:
                one._p.getparent().remove(one._p)

    return edited(template, edit)


def with_part(template: bytes, name: str, content: bytes) -> bytes:
    """The template with one more file in it."""
    written = io.BytesIO(template)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(name, content)
    return written.getvalue()


def relating(template: bytes, sort: str, target: str) -> bytes:
    """The template with a link out of the file."""
    return edited(
        template,
        lambda document: document.part.relate_to(
            target, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{sort}", is_external=True
        ),
    )


def noting(template: bytes, text: str) -> bytes:
    """The template with a part of footnotes that nothing refers to."""

    def edit(document: Document) -> None:
        xml = f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
        document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")

    return edited(template, edit)


def heading(template: bytes, text: str) -> bytes:
    """The template with something more in its head."""
    return edited(template, lambda document: document.sections[0].header.paragraphs[0].add_run(text))
