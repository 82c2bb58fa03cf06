"""Posters for notice boards, drawn on the spot: they say what is so today and are kept nowhere."""

from collections.abc import Mapping
from typing import Any

from qinqing.services.documents.queries.papers import font_folders
from qinqing.services.documents.rules.papers.press import draw_poster


def poster(data: Mapping[str, Any]) -> bytes:
    """The sheet as PDF, in the county's own fonts where it has them."""
    return draw_poster(data, fonts=font_folders())
