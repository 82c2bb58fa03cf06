"""What an SMS gateway wants to be sent, as its administrator described it. Pure."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from qinqing.services.notifications.rules.lines import fill


def filled(template: str, words: Mapping[str, str], form: str) -> bytes:
    """The request's body. Places are filled after the template is read, so no text can break out of its field.

    Raises ValueError for a template that cannot be read.
    """
    if form == "json":
        return json.dumps(_in_place(json.loads(template), words), ensure_ascii=False).encode()
    return urlencode([(name, fill(value, words)) for name, value in pairs(template, "=")]).encode()


def pairs(text: str, sign: str) -> list[tuple[str, str]]:
    """``name = value``, one to a line. Raises ValueError for a line without the sign."""
    lines = [line.partition(sign) for line in text.splitlines() if line.strip()]
    if not all(middle and name.strip() for name, middle, _ in lines):
        raise ValueError(f"a line without {sign}")
    return [(name.strip(), value.strip()) for name, _, value in lines]


def _in_place(node: Any, words: Mapping[str, str]) -> Any:
    if isinstance(node, str):
        return fill(node, words)
    if isinstance(node, list):
        return [_in_place(one, words) for one in node]
    return {name: _in_place(one, words) for name, one in node.items()} if isinstance(node, dict) else node
