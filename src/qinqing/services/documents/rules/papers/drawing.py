"""A .docx as PDF: read as data, and laid out by one fixed typst program that never sees anything but data."""

import json
import re
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
GLYPHS = Path(__file__).with_name("glyphs.typ")
SHIPPED = tuple(str(one.serif_path().parent) for one in (pylopdf_fonts_zh_cn, pylopdf_fonts_cjk))
NOBODY = "\U0010fffe"  # no character and never one: what a font draws for it is its sign for what it lacks
GLYPH = re.compile(rb'href="#(g[^"]+)"')
# A compiler keeps its fonts open and must not be used by two at once.
ONE_AT_A_TIME = Lock()

Seen = tuple[tuple[str, int, int], ...]


def draw_pdf(docx: bytes, *, fonts: Sequence[Path] = ()) -> bytes:
    """The document as PDF; the same bytes for the same document and fonts. ``fonts`` are folders that come first."""
    data = read_docx(docx)
    for place, section in enumerate(data["sections"]):
        section["place"] = place
    return bytes(_typeset(PROGRAM, {**data, "own": _own(_seen(fonts))}, fonts, "pdf"))


def draw_poster(data: Mapping[str, Any], *, fonts: Sequence[Path] = ()) -> bytes:
    """One sheet for a notice board as PDF; ``data`` as ``poster.typ`` reads it, without the names of its fonts."""
    named = {**data, "sans": families(gb.HEI), "serif": families(gb.SONG_TITLE)}
    return bytes(_typeset(POSTER, named, fonts, "pdf"))


def undrawn(characters: Sequence[str], *, fonts: Sequence[Path] = (), own: bool = False) -> list[str]:
    """The characters for which a font's sign for what it lacks is drawn, or nothing; ``own``: by fonts of the folders
    ``fonts`` alone. It is the typesetter that is asked, so that what is told is what would be printed."""
    named = _own(_seen(fonts)) if own else families(gb.FANG_SONG)
    if not (characters and named):
        return list(characters)
    asked = {"fonts": named, "fallback": not own, "characters": [NOBODY, *characters]}
    sheets = _typeset(GLYPHS, asked, fonts, "svg")
    missing, *drawn = (GLYPH.findall(one) for one in sheets)
    return [one for one, glyphs in zip(characters, drawn, strict=True) if glyphs in ([], missing)]


def _typeset(program: Path, data: Mapping[str, Any], fonts: Sequence[Path], form: str) -> Any:
    with ONE_AT_A_TIME:
        return _compiler(program, _seen(fonts)).compile(
            format=form, sys_inputs={"document": json.dumps(data, ensure_ascii=False)}
        )


def fonts_used(fonts: Sequence[Path]) -> list[tuple[str, str]]:
    """For each font the standard asks for, the one that PDFs are drawn with here: itself, or what stands in for it."""
    there = set(_fonts(_seen(fonts)).families())
    return [(name, next((one for one in families(name) if one in there), "")) for name in ASKED_FOR]


def _seen(folders: Sequence[Path]) -> Seen:
    """The files in the folders as they are now: one that is put in, exchanged or taken out is noticed at once."""
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    return tuple((str(file), (found := file.stat()).st_mtime_ns, found.st_size) for file in files)


@lru_cache(maxsize=4)
def _compiler(program: Path, seen: Seen) -> Any:
    return typst.Compiler(str(program), root=str(program.parent), font_paths=_fonts(seen))


@lru_cache(maxsize=2)
def _fonts(seen: Seen) -> Any:
    return typst.Fonts(font_paths=[*_places(seen), *SHIPPED])


@lru_cache(maxsize=2)
def _own(seen: Seen) -> list[str]:
    """The families of the county's own fonts."""
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_places(seen))
    return list(own.families()) if seen else []


def _places(seen: Seen) -> list[str]:
    return list(dict.fromkeys(str(Path(file).parent) for file, _, _ in seen))
