"""The user's guide inside the program: its chapters by who needs them, an address for each entry, and a search.

The text is ``docs/guide.zh-CN.md``, which comes with the package. It is CommonMark, read with raw HTML switched off.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from qinqing.doors.web import markdown
from qinqing.kernel.actors import ADMINISTRATORS, LEADERS, PUBLIC, STAFF, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import clean_line, fold

FILE = "guide.zh-CN.md"
LONGEST_QUESTION = 60
AROUND = 40


class Heading(NamedTuple):
    """One chapter: its word in addresses, its heading in the text, and whose post it is about."""

    key: str
    title: str
    roles: frozenset[Role]


CHAPTERS = (
    Heading("everybody", "人人都用得到", STAFF),
    Heading("enterprise", "企业", frozenset({Role.ENTERPRISE, Role.PUBLIC})),
    Heading("intake", "受理岗（县工业信息化和商务局）", frozenset({Role.INTAKE, Role.BUREAU_HEAD})),
    Heading("bureau-head", "工信商务局负责人", frozenset({Role.BUREAU_HEAD})),
    Heading("officer", "部门经办人", frozenset({Role.OFFICER, Role.HEAD})),
    Heading("head", "部门主要负责人（第一责任人）", frozenset({Role.HEAD})),
    Heading("office", "县政府办", frozenset({Role.OFFICE})),
    Heading("leaders", "分管副县长、县长", LEADERS),
    Heading("inspector", "督查室", frozenset({Role.INSPECTOR})),
    Heading("exchange", "与市里往来", frozenset({Role.INTAKE, Role.OFFICE, Role.SYSTEM_ADMIN})),
    Heading("city", "市企业服务中心", frozenset({Role.CITY})),
    Heading("new-county", "新县启用", ADMINISTRATORS),
    Heading("administrators", "三员", ADMINISTRATORS),
)
# Of the text, what says nothing inside the program: there each step stands on its own page.
ELSEWHERE = frozenset({"各步骤一览"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One entry of a chapter: its address on the page, its name, and all it says, without marks."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter as it is read."""

    key: str
    title: str
    roles: frozenset[Role]
    tokens: Sequence[Token]
    passages: tuple[Passage, ...]

    def html(self, words: Iterable[str] = ()) -> SafeString:
        """The chapter under its heading, each of the words marked."""
        return markdown.render(self.tokens, words)

    def entry(self, title: str) -> Passage:
        """One entry by its name. Raises NotFound."""
        found = next((one for one in self.passages if one.title == title), None)
        if found is None:
            raise NotFound(title)
        return found

    def concerns(self, actor: Actor) -> bool:
        """Whether it is about the actor's post."""
        return actor.role in self.roles


class Hit(NamedTuple):
    """A passage in which all words stand, with what is around the first of them."""

    chapter: Chapter
    passage: Passage
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide: what stands before the first chapter, and the chapters in their order."""

    preface: Sequence[Token]
    chapters: tuple[Chapter, ...]

    def chapter(self, key: str) -> Chapter:
        """One chapter by its word. Raises NotFound."""
        found = next((one for one in self.chapters if one.key == key), None)
        if found is None:
            raise NotFound(key)
        return found

    def before(self) -> SafeString:
        """What is said before the first chapter."""
        return markdown.render(self.preface)

    def for_reader(self, actor: Actor = PUBLIC) -> tuple[list[Chapter], list[Chapter]]:
        """The chapters about the actor's post, the most particular first, and the others."""
        mine = [one for one in self.chapters if one.concerns(actor)]
        return sorted(mine, key=lambda one: len(one.roles)), [one for one in self.chapters if not one.concerns(actor)]


@lru_cache(maxsize=1)
def guide() -> Guide:
    """The guide, read once a process."""
    text = (resources.files("qinqing.doors.web") / FILE).read_text(encoding="utf-8")
    (_, preface), *parts = _parts(markdown.parse(text))
    told = dict(parts)
    chapters = [Chapter(*one, told[one.title], tuple(_passages(one.title, told[one.title]))) for one in CHAPTERS]
    return Guide(preface, tuple(chapters))


def question(typed: str) -> str:
    """What somebody looks for, fit to be looked for."""
    return clean_line(typed.replace("\x00", " ")[:LONGEST_QUESTION])


def search(chapters: Iterable[Chapter], asked: str) -> list[Hit]:
    """The passages in which every word of the question stands, those that are named so first."""
    words = asked.split()
    if not words:
        return []
    found = [
        Hit(chapter, passage, _excerpt(passage.text, words))
        for chapter in chapters
        for passage in chapter.passages
        if _all_in(f"{chapter.title} {passage.title} {passage.text}", words)
    ]
    return sorted(found, key=lambda hit: not _all_in(hit.passage.title, words))


def headings(text: str) -> list[str]:
    """The titles of the chapters of a guide, as they stand in its text."""
    return [title for title, _ in _parts(markdown.parse(text)) if title]


def _all_in(text: str, words: Iterable[str]) -> bool:
    plain = fold(text)
    return all(fold(word) in plain for word in words)


def _excerpt(text: str, words: Sequence[str]) -> SafeString:
    places = [place for word in words if (place := text.lower().find(word.lower())) >= 0]
    first = max(0, min(places, default=0) - AROUND)
    shown = text[first : first + 3 * AROUND]
    dots = ("…" if first else "", "…" if first + len(shown) < len(text) else "")
    return mark_safe(dots[0] + markdown.marked(shown, words) + dots[1])


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """What stands before the first heading of the second level, then each such heading with what is under it."""
    title, part = "", list[Token]()
    waiting = iter(tokens)
    for token in waiting:
        if token.type == "heading_open" and token.tag == "h1":
            next(waiting), next(waiting)
        elif token.type == "heading_open" and token.tag == "h2":
            yield title, part
            title, part = next(waiting).content, []
            next(waiting)
        else:
            part.append(token)
    yield title, part


def _passages(title: str, tokens: Sequence[Token]) -> Iterator[Passage]:
    """The entries of a chapter; what stands before the first, or between them without a name, is the chapter's own."""
    anchor, name, texts = "", title, list[str]()
    for token in tokens:
        if token.type in markdown.NAMED and token.attrGet("id"):
            if texts:
                yield Passage(anchor, name, "".join(texts))
            anchor, name, texts = str(token.attrGet("id")), "", []
        elif token.type == "inline":
            name = name or markdown.name_of(token) or token.content
            texts.append(markdown.plain(token))
    if texts:
        yield Passage(anchor, name, "".join(texts))
