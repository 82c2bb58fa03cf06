"""A .docx as PDF: read as data, and laid out by one fixed typst program that never sees anything but data."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import pylopdf_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.fontnames import families
from qinqing.services.documents.rules.papers.reading import read_docx

ASKED_FOR = (gb.SONG_TITLE, gb.FANG_SONG, gb.KAI, gb.HEI)
PROGRAM = Path(__file__).with_name("page.typ")
POSTER = Path(__file__).with_name("poster.typ")
SHIPPED = tuple(str(one.serif_path().parent) for one in (pylopdf_fonts_zh_cn, pylopdf_fonts_cjk))
# A compiler keeps its fonts open and must not be used by two at once.
ONE_AT_A_TIME = Lock()


def draw_pdf(docx: bytes, *, fonts: Sequence[Path] = ()) -> bytes:
    """The document as PDF; the same bytes for the same document and fonts. ``fonts`` are folders that come first."""
    data = read_docx(docx)
    for place, section in enumerate(data["sections"]):
        section["place"] = place
    return _typeset(PROGRAM, data, fonts)


def draw_poster(data: Mapping[str, Any], *, fonts: Sequence[Path] = ()) -> bytes:
    """One sheet for a notice board as PDF; ``data`` as ``poster.typ`` reads it, without the names of its fonts."""
    return _typeset(POSTER, {**data, "sans": families(gb.HEI), "serif": families(gb.SONG_TITLE)}, fonts)


def _typeset(program: Path, data: Mapping[str, Any], fonts: Sequence[Path]) -> bytes:
    with ONE_AT_A_TIME:
        drawn = _compiler(program, tuple(map(str, fonts))).compile(
            format="pdf", sys_inputs={"document": json.dumps(data, ensure_ascii=False)}
        )
    return bytes(drawn)


@lru_cache(maxsize=4)
def fonts_used(fonts: tuple[Path, ...]) -> tuple[tuple[str, str], ...]:
    """For each font the standard asks for, the one that PDFs are drawn with here: itself, or what stands in for it."""
    there = set(typst.Fonts(font_paths=[*map(str, fonts), *SHIPPED]).families())
    return tuple((name, next((one for one in families(name) if one in there), "")) for name in ASKED_FOR)


@lru_cache(maxsize=4)
def _compiler(program: Path, fonts: tuple[str, ...]) -> Any:
    return typst.Compiler(str(program), root=str(program.parent), font_paths=[*fonts, *SHIPPED])
