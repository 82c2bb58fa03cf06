"""Content: what a paper says, as text that can be frozen, and digested, and put into a template."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from qinqing.services.documents.rules.papers.layouts import COMMON, Field, Layout

# Characters no XML can hold are shown by their pictures (␇); what is no character at all, by U+FFFD.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")


def freeze(layout: Layout, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as it is kept: every declared field present, text and numbers as text, lists as lists of rows.

    Raises ValueError for a needed field without content and for one the layout does not know, TypeError for what is
    neither text, number, truth value nor list of rows: these are mistakes of the chapter, not of a person.
    """
    return _rows(_all_fields(layout), content, layout.kind)


def thaw(layout: Layout, frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen content as this layout asks for it, of whatever age: what the layout learned since says what stood there
    before, what it forgot is left out. Nothing that was frozen is refused.
    """
    return _thawed(_all_fields(layout), frozen)


def to_text(content: Mapping[str, Any]) -> str:
    """Frozen content as the canonical JSON that is digested."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return sha256(text.encode()).hexdigest()


def _all_fields(layout: Layout) -> list[Field]:
    """The layout's own fields, and those of every paper that it does not name itself."""
    own = {one.name for one in layout.fields}
    return [*layout.fields, *(Field(name, label, "") for name, label in COMMON.items() if name not in own)]


def _thawed(fields: Iterable[Field], said: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: _kept(one, said[one.name]) if one.name in said else one.before or one.blank for one in fields}


def _kept(one: Field, said: Any) -> Any:
    return [_thawed(one.each, row) for row in said] if one.each else said


def _rows(fields: Iterable[Field], said: Mapping[str, Any], where: str) -> dict[str, Any]:
    known = {one.name: one for one in fields}
    unknown = said.keys() - known.keys()
    if unknown:
        raise ValueError(f"{where}: the layout knows no field {sorted(unknown)}")
    frozen = {name: _value(one, said.get(name), f"{where}.{name}") for name, one in known.items()}
    missing = [name for name, one in known.items() if one.needed and frozen[name] in ("", [])]
    if missing:
        raise ValueError(f"{where}: nothing was said for {missing}")
    return frozen


def _value(one: Field, said: Any, where: str) -> Any:
    if said is None:
        return one.blank
    if one.each:
        if isinstance(said, str | Mapping) or not isinstance(said, Iterable):
            raise TypeError(f"{where} is a list of rows, not {type(said).__name__}")
        return [_rows(one.each, row, where) for row in said]
    return _text(said, where)


def _text(said: Any, where: str) -> Any:
    if isinstance(said, bool):
        return said
    if isinstance(said, int):
        return str(said)
    if not isinstance(said, str):
        raise TypeError(f"{where} is text, not {type(said).__name__}")
    one_newline = said.replace("\r\n", "\n").replace("\r", "\n")
    visible = _CONTROLS.sub(lambda found: "␡" if found[0] == "\x7f" else chr(0x2400 + ord(found[0])), one_newline)
    return _NO_CHARACTERS.sub("\ufffd", visible)
