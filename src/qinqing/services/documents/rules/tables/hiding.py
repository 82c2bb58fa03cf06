"""Rows that a spreadsheet hides, by hand or by a filter: people forget them, so they are read and told of."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

SHEET = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BLOCK = 1 << 20
LONGEST_TAG = 4096


def hidden_rows(file: BinaryIO) -> dict[str, frozenset[int]]:
    """The numbers of hidden rows by the name of the sheet, in an .xlsx; nothing for any other kind of file."""
    with suppress(zipfile.BadZipFile, KeyError, ParseError, OSError), zipfile.ZipFile(file) as archive:
        return {name: frozenset(_hidden(archive, part)) for name, part in _sheets(archive)}
    return {}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    parts = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in fromstring(archive.read("xl/workbook.xml")).iter():
        target = parts.get(sheet.get(LINK)) if sheet.tag.endswith("}sheet") else None
        if target:
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _hidden(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    rest = b""
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            text = rest + block
            end = 0
            for tag in SHEET.finditer(text):
                end = tag.end()
                number = NUMBER.search(tag[0]) if HIDDEN.search(tag[0]) else None
                if number:
                    yield int(number[1])
            rest = text[max(end, len(text) - LONGEST_TAG) :]
