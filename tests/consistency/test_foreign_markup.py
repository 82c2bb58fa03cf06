"""Whatever people type is text: on no page does it become an element, an attribute or an address of theirs.

Every text that the tables and the record hold is followed by markup that would show itself, and the long texts by eighty
ways of running a script that the world has seen; then readers open what they can reach.
"""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, JSONField, Model, TextField
from django.urls import resolve
from tests.consistency.test_secrets import LINK

from qinqing.kernel.labels import Labelled
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.journal import guards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()
MARK = """<qqx>'"><qqx onclick=qqx()>{{qqx}}"""
CHINESE = re.compile("[一-鿿]")
REFERENCE = re.compile(r"[一二三四五六](\(.+\))?\d*")
# What programs look up by its words rather than show: names in the Plan's text and in the tables of moves.
BY_WORD = frozenset({"django_migrations", "django_content_type", "django_session", "plan_edition", "documents_import"})
ELEMENTS = frozenset(
    {
        "html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer", "section", "aside",
        "article", "blockquote", "progress", "noscript",
        "div", "span", "p", "h1", "h2", "h3", "h4", "a", "b", "i", "small", "em", "strong", "code", "pre", "br", "hr",
        "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "form",
        "fieldset", "legend", "label", "input", "select", "optgroup", "option", "textarea", "button", "details", "summary",
        "img", "svg", "g", "path", "rect", "circle", "line", "polyline", "text", "figure", "figcaption", "time", "mark",
    }
)  # fmt: skip
ADDRESSES = frozenset({"href", "src", "action", "formaction", "hx-get", "hx-post", "poster", "data", "xlink:href"})
# A drawing of our own, a QR code, has no other signs than these.
DRAWN = r"data:image/svg\+xml;charset=utf-8,%3Csvg[\w%.#=/-]*$"
HARMLESS = re.compile(rf"(?:/(?!/)|[?#.]|https?://|mailto:|tel:|webcal:|[\w-]+/|{DRAWN}|$)")
READERS = {
    "intake": "/desk/",
    "mayor": "/desk/",
    "audit admin": "/desk/journal/",
    "own enterprise": "/my/",
}
FILES = re.compile(r"/(?:docx|pdf|xlsx|csv|picture)\b|/files?/|/static/|\.(?:docx|pdf)$")
OFTEN = 2  # pages of one kind that a reader opens


def test_there_are_eighty_of_them():
    assert len(set(PAYLOADS)) >= 80


class Foreign(HTMLParser):
    """The elements, attributes and addresses of a page that no template of ours writes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        wrong = [] if tag in ELEMENTS else [f"<{tag}>"]
        wrong += [name for name in told if name.startswith("on") or name in ("srcdoc", "style") or not name.isascii()]
        wrong += [f"{name}={told[name]}" for name in ADDRESSES & told.keys() if not HARMLESS.match(told[name] or "")]
        wrong += ["inline script"] if tag == "script" and "src" not in told else []
        self.found += wrong


def opened(browser: Any, start: str) -> Iterator[tuple[str, Any]]:
    """A reader's pages that links lead to, a few of each kind; files are read elsewhere."""
    seen, kinds, waiting = {start}, Counter[str](), deque([start])
    while waiting:
        url = waiting.popleft()
        answer = browser.get(url)
        yield url, answer
        for link in LINK.findall(answer.text) if "html" in answer.headers.get("Content-Type", "") else []:
            there = urlsplit(urljoin(url, unescape(link)))
            if there.netloc or there.query or there.path in seen or FILES.search(there.path):
                continue
            seen.add(there.path)
            kind = resolve(there.path).view_name
            kinds[kind] += 1
            if kinds[kind] <= OFTEN:
                waiting.append(there.path)


def foreign(answer: Any) -> list[str]:
    """What an answer holds that is not ours, by its kind."""
    kind = answer.headers.get("Content-Type", "")
    if "html" in kind:
        page = Foreign()
        page.feed(answer.text)
        page.close()
        return page.found
    if "xml" in kind and "officedocument" not in kind:
        return [one.tag for one in ElementTree.fromstring(answer.text).iter() if "qqx" in one.tag]
    return [] if answer.headers.get("X-Content-Type-Options") == "nosniff" else [f"{kind} may be taken for a page"]


def told_by_people() -> Iterator[tuple[type[Model], list[str]]]:
    """The models with the columns that hold people's words."""
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        names = [
            field.attname for field in fields
            if isinstance(field, CharField | TextField | JSONField) and not field.choices and not field.primary_key
        ]  # fmt: skip
        if names and model._meta.db_table not in BY_WORD:
            yield model, names


def labels() -> set[str]:
    """The words of the program's own tables."""
    waiting, known = [Labelled], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        known |= {one.label for one in kind}
    return known


def marked(value: Any, own: set[str]) -> Any:
    """The value with the mark behind each of people's words in it."""
    if isinstance(value, str):
        return (
            f"{value}{MARK}" if CHINESE.search(value) and value not in own and not REFERENCE.fullmatch(value) else value
        )
    if isinstance(value, list):
        return [marked(one, own) for one in value]
    return {name: marked(one, own) for name, one in value.items()} if isinstance(value, dict) else value


def fitted(model: type[Model], name: str, before: Any, after: Any) -> Any:
    """As much of it as the column holds, the mark whole; PostgreSQL takes no more. Where the mark has no room, as it was."""
    longest = model._meta.get_field(name).max_length
    if longest is None or not isinstance(after, str) or len(after) <= longest:
        return after
    return f"{before[: longest - len(MARK)]}{MARK}" if longest > len(MARK) else before


@pytest.fixture
def marred(world: Any, db: None) -> Any:
    """The world after somebody typed markup wherever there was room."""
    own = labels()
    guards.remove(connection)
    for model, names in told_by_people():
        for row in model._default_manager.all():
            for name in names:
                value = getattr(row, name)
                body = name == "body" and model._meta.db_table == "journal_entry"
                changed = json.dumps(marked(json.loads(value), own)) if body else marked(value, own)
                setattr(row, name, fitted(model, name, value, changed))
            if isinstance(row, Appeal):
                row.text = "\n".join([row.text, *PAYLOADS])
            model._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})
    return world


@pytest.mark.parametrize("who", READERS)
def test_no_page_takes_it_for_its_own(marred, who):
    browser, met, wrong = marred.browser(who), 0, []
    for url, answer in opened(browser, READERS[who]):
        assert answer.status_code < 500, url
        met += b"qqx" in answer.content
        wrong += [(url, one) for one in foreign(answer)]
    assert wrong == []
    assert met > 5


def test_the_broken_twin_is_found():
    """Markup that was not escaped, in each place where a page may show what people typed."""
    page = '<p>{0}</p><p title="{0}">x</p><a href="{0}">x</a><textarea>{0}</textarea><p {0}>x</p>'
    for payload in (one for one in PAYLOADS if one.lower().startswith(("<script", "<img", "<svg", '"', "javascript"))):
        told = Foreign()
        told.feed(page.format(payload))
        assert told.found, payload
