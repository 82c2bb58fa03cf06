"""CommonMark as pages show it: raw HTML off, an address on each named entry, links that lead out of the program as words."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

WIDE = "\u2e80"  # from here on characters stand side by side, and the end of a line is no blank
NAMED = frozenset({"list_item_open", "heading_open", "paragraph_open"})
OUTSIDE = re.compile(r"(?!/|#).*")


def parse(text: str) -> list[Token]:
    """The text as tokens; list items, headings and paragraphs that begin with a name carry it as ``id``."""
    return MARKDOWN.parse(text)


def render(tokens: Sequence[Token], words: Iterable[str] = ()) -> SafeString:
    """Tokens as HTML, each of the words marked where it stands."""
    return mark_safe(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {"words": [word for word in words if word]}))


def marked(text: str, words: Iterable[str]) -> SafeString:
    """A text with each of the words marked, safe to stand on a page."""
    sought = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({sought})", text, flags=re.IGNORECASE) if sought else [text]
    shown = (f"<mark>{escape(piece)}</mark>" if place % 2 else escape(piece) for place, piece in enumerate(pieces))
    return mark_safe("".join(shown))


def plain(inline: Token) -> str:
    """What an inline token says, without marks."""
    children = inline.children or []
    return "".join(_gap(children, at) if one.type == "softbreak" else one.content for at, one in enumerate(children))


def name_of(inline: Token) -> str:
    """The name an entry begins with: a heading's whole text, or what is set in bold at the beginning."""
    children = [one for one in inline.children or [] if one.type != "text" or one.content]
    if children and children[0].type == "strong_open":
        end = next(at for at, one in enumerate(children) if one.type == "strong_close")
        return "".join(one.content for one in children[1:end])
    return ""


def _address(state: StateCore) -> None:
    """Gives each named entry its address, once each in a text."""
    taken: dict[str, int] = {}
    for at, token in enumerate(state.tokens):
        if token.type in NAMED and state.tokens[at - 1].type != "list_item_open":
            inline = next(one for one in state.tokens[at:] if one.type == "inline")
            name = inline.content if token.type == "heading_open" else name_of(inline)
            anchor = re.sub(r"[^\w-]", "", name.replace(" ", "-"))
            if anchor:
                taken[anchor] = taken.get(anchor, 0) + 1
                token.attrSet("id", anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}")


def _stay_inside(state: StateCore) -> None:
    """A link to another file of the repository leads nowhere in the program: its words stay."""
    for token in state.tokens:
        depth, kept = 0, []
        for one in token.children or []:
            if one.type == "link_open" and OUTSIDE.fullmatch(str(one.attrGet("href"))):
                depth += 1
            elif one.type == "link_close" and depth:
                depth -= 1
            else:
                kept.append(one)
        token.children = kept if token.children is not None else None


def _gap(children: Sequence[Token], at: int) -> str:
    """What the end of a line stands for between two characters: nothing where one of them is wide."""
    before = "".join(one.content for one in children[:at])[-1:]
    after = "".join(one.content for one in children[at + 1 :])[:1]
    return "" if max(before, after) >= WIDE else " "


def _text(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return marked(tokens[at].content, env.get("words", ()))


def _softbreak(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _gap(tokens, at)


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.core.ruler.push("address", _address)
    made.core.ruler.push("stay_inside", _stay_inside)
    made.add_render_rule("text", _text)
    made.add_render_rule("softbreak", _softbreak)
    return made


MARKDOWN = _made()
