"""Layouts: a paper's form, its fields and its blocks, read from a small TOML text.

A layout is written by programmers and shipped with the chapter that makes the paper. From it comes the default
template, the list of fields an office's own template may use, and the sample that shows what it looks like.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qinqing.kernel.labels import Labelled

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
# What every paper may say without declaring it.
SHOWN = {"county": "云岭县"}
EXPRESSION = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
COMMON = {"county": "县名", "number": "文号", "date": "成文日期"}
BLOCKS: dict[str, frozenset[str]] = {
    "title": frozenset(),
    "to": frozenset(),
    "level1": frozenset({"then"}),
    "level2": frozenset({"then"}),
    "level3": frozenset({"then"}),
    "level4": frozenset({"then"}),
    "text": frozenset(),
    "plain": frozenset({"align"}),
    "note": frozenset(),
    "line": frozenset({"text"}),
    "attachment": frozenset(),
    "for": frozenset(),
    "if": frozenset(),
    "end": frozenset(),
    "table": frozenset({"columns", "size"}),
    "pairs": frozenset({"widths", "size"}),
    "sign": frozenset(),
    "copies": frozenset({"printed"}),
    "page": frozenset(),
    "wide": frozenset(),
    "upright": frozenset(),
}
SETTINGS = frozenset({"name", "form", "mark", "word", "signer", "fields", "body"})


class Form(Labelled):
    """The standard's forms of a document."""

    DOCUMENT = "document", "文件"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    SHEET = "sheet", "表单"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a paper says. ``each`` are the fields of a row when it is a list.

    ``before`` stands in papers that were frozen before the layout had this field.
    """

    name: str
    label: str
    sample: Any
    needed: bool = False
    each: tuple["Field", ...] = ()
    before: str = ""

    @property
    def blank(self) -> Any:
        """What stands for it when nothing was said."""
        return [] if self.each else ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a paper: which one, what it says, and what else it needs."""

    name: str
    says: Any
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """A paper's layout as read. ``signer`` is who signs it, named at the head of an upward paper 上行文 alone."""

    kind: str
    name: str
    form: Form
    mark: str
    word: str
    fields: tuple[Field, ...]
    body: tuple[Block, ...]
    signer: str = ""

    def sample(self) -> dict[str, Any]:
        """Content that shows what the paper looks like."""
        return {one.name: one.sample for one in self.fields}

    @property
    def mark_shown(self) -> str:
        """The mark as the sample has it, by which its size is found."""
        said = SHOWN | self.sample()
        return EXPRESSION.sub(lambda found: str(said.get(found[1], found[0])), self.mark)


def read_layout(path: Path) -> Layout:
    """The layout in a file named after its kind. Raises ValueError, with the file's name, for what is misspelt."""
    try:
        return parse_layout(path.stem, path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def parse_layout(kind: str, text: str) -> Layout:
    """A layout from its text. Raises ValueError, KeyError or TypeError for what is misspelt."""
    data = tomllib.loads(text)
    unknown = data.keys() - SETTINGS
    if unknown:
        raise ValueError(f"unknown settings {sorted(unknown)}")
    form, signer = Form(data["form"]), data.get("signer", "")
    if signer and form is not Form.DOCUMENT:
        raise ValueError("only a document says who signs it")
    return Layout(
        kind=kind,
        name=data["name"],
        form=form,
        mark=data.get("mark", ""),
        word=data.get("word", ""),
        fields=tuple(_fields(data.get("fields", {}))),
        body=_closed([_block(one) for one in data["body"]]),
        signer=signer,
    )


def _fields(data: Mapping[str, Any]) -> list[Field]:
    return [_field(name, said) for name, said in data.items()]


def _field(name: str, said: Mapping[str, Any]) -> Field:
    if not NAME.match(name):
        raise ValueError(f"misspelt field {name!r}")
    unknown = said.keys() - {"label", "sample", "needed", "each", "before"}
    if unknown:
        raise ValueError(f"{name}: unknown settings {sorted(unknown)}")
    each = tuple(_fields(said.get("each", {})))
    sample = said.get("sample", [{one.name: one.sample for one in each}] if each else "")
    return Field(name, said["label"], sample, bool(said.get("needed", False)), each, said.get("before", ""))


def _block(said: Mapping[str, Any]) -> Block:
    # The key that names the block stands first: `{ line = "出席", text = "…" }`.
    name = next(iter(said))
    if name not in BLOCKS:
        raise ValueError(f"unknown block {name!r}")
    options = {key: value for key, value in said.items() if key != name}
    unknown = options.keys() - BLOCKS[name]
    if unknown:
        raise ValueError(f"block {name!r}: unknown options {sorted(unknown)}")
    return Block(name, said[name], options)


def _closed(body: Sequence[Block]) -> tuple[Block, ...]:
    """The body, once every loop and condition is known to end."""
    opened: list[str] = []
    for block in body:
        if block.name in ("for", "if"):
            opened.append(block.name)
        elif block.name == "end" and (not opened or opened.pop() != block.says):
            raise ValueError(f"a stray end of {block.says!r}")
    if opened:
        raise ValueError(f"no end of {opened[-1]!r}")
    return tuple(body)
