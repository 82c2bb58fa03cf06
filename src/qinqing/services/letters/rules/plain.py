"""The words of a page, without the page: tables row by row, no scripts, no styles, nothing fetched from anywhere."""

import re
from html.parser import HTMLParser

BREAKS = frozenset({"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
                    "section", "article", "header", "footer", "hr", "pre", "dt", "dd"})  # fmt: skip
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"})
LONGEST = 2_000_000  # characters of a page that are read


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in BREAKS:
            self.told.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.told.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        if tag in BREAKS:
            self.told.append("\n")
        elif tag in ("td", "th"):
            self.told.append("\t")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.told.append(re.sub(r"\s+", " ", data))


def words_of_page(page: str) -> str:
    """The text of HTML, a paragraph or table row a line. An unclosed ``head`` hides nothing but itself."""
    reader = _Words()
    reader.feed(re.sub(r"(?is)<head\b.*?(?=<body\b)", "", page[:LONGEST]))
    reader.close()
    return tidy("".join(reader.told))


def tidy(text: str) -> str:
    """No blanks at the ends of lines, never more than one empty line."""
    lines = [
        re.sub(r"[ \t\xa0]+$", "", line).strip(" \xa0")
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
