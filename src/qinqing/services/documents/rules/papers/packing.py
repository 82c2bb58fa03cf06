"""A .docx packed so that the same parts give the same bytes."""

import io
import re
import zipfile

from lxml import etree

STAMP = (1980, 1, 1, 0, 0, 0)
FIRST = ("[Content_Types].xml", "_rels/.rels")
CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def repack(docx: bytes, *, title: str = "") -> bytes:
    """The same parts in one order, with no moment and no author of their own; ``title`` into its properties."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(parts.namelist(), key=lambda name: (name not in FIRST, name))
        for name in names:
            if name == "docProps/thumbnail.jpeg":
                continue
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _part(name, parts.read(name), title))
    return packed.getvalue()


def _part(name: str, part: bytes, title: str) -> bytes:
    if name == CORE:
        return _core(title)
    if name == "_rels/.rels":
        return _without_thumbnail(part)
    return part


def _core(title: str) -> bytes:
    root = etree.Element(
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties",
        nsmap={
            "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            "dc": "http://purl.org/dc/elements/1.1/",
        },
    )
    etree.SubElement(root, "{http://purl.org/dc/elements/1.1/}title").text = title
    return _bytes(root)


def _without_thumbnail(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for relation in list(root):
        if relation.get("Target", "").endswith("thumbnail.jpeg"):
            root.remove(relation)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
