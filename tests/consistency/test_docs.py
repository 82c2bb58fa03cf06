"""What the pages for people say is so: commands, variables, links, pictures, examples."""

import ast
import re
import shlex
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

from qinqing.doors.console import navigation, topics
from qinqing.doors.operations.cli import join_words, run
from qinqing.doors.web import guide
from qinqing.kernel.actors import Actor

HOUSE = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md"), HOUSE / "src" / "qinqing" / "procedure" / "README.md"]
)
TEXTS = {path.relative_to(HOUSE).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
OPERATIONS = TEXTS["docs/operations.md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SPAN = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
VARIABLE = re.compile(r"QINQING_[A-Z_]+[A-Z]")
MADE_UP = frozenset({"QINQING_WORD", "QINQING_SWITCH", "QINQING_NO_SUCH_KEY"})  # in tests of the reading itself
# What reads the environment: the helpers of config/environment.py, and os.environ itself.
READERS = frozenset(
    {"text", "flag", "number", "program", "choice", "several", "words", "folder", "secret", "get", "getenv"}
)
# Of the machine on which somebody writes, and of no interest to whoever reads.
PLACES = re.compile(
    r"/work\b|/home/|/root\b|/tmp/|shared/|\bpypi\b|\bregistry\b|\bagents?\b|\bhelpers?\b", re.IGNORECASE
)
PICTURE = 300_000


def code(text: str) -> str:
    """Only what a page sets as code: blocks and spans."""
    return "\n".join(SPAN.findall(text))


def commands(text: str) -> set[tuple[str, ...]]:
    """``qinqing NAME …`` as a page tells the reader to type it."""
    return {tuple(found.split()) for found in re.findall(r"\bqinqing ((?:[a-z][a-z-]*)(?: [a-z]+)?)", code(text))}


def targets(text: str) -> set[str]:
    """``make NAME`` as a page tells the reader to type it."""
    indented = "\n".join(line for line in text.splitlines() if line.startswith("    "))
    return set(re.findall(r"\bmake ([a-z]+)", code(text) + indented))


def anchor(heading: str) -> str:
    """A heading as the address inside its page that code hosts give it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def read_variables() -> set[str]:
    """The names that the product, the tests and the measurements read from the environment."""
    found = set()
    for folder in ("src", "tests", "bench", "bin"):
        for path in (HOUSE / folder).rglob("*"):
            if path.suffix == ".py" or path.name == "test":
                found |= _read_in(ast.parse(path.read_text(encoding="utf-8")))
    return found


def _read_in(tree: ast.Module) -> set[str]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    named = (
        first.value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in READERS
        if ast.unparse(call.func.value) in {"env", "os", "os.environ"}
        if isinstance(first := call.args[0], ast.Constant)
    )
    return {name for name in named if VARIABLE.fullmatch(str(name))}


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_exists(page):
    known = get_commands()
    unknown = [words for words in commands(TEXTS[page]) if join_words(list(words))[0] not in known]
    assert unknown == []


@pytest.mark.parametrize("page", TEXTS)
def test_every_make_target_exists(page):
    known = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets(TEXTS[page]) - known == set()


def test_every_command_of_ours_is_in_the_pages():
    ours = {name for name, app in get_commands().items() if app == "qinqing.doors.operations"}
    told = {join_words(list(words))[0] for text in TEXTS.values() for words in commands(text)}
    assert ours - told == set()


def test_every_variable_that_is_read_is_documented():
    assert read_variables() - set(VARIABLE.findall(OPERATIONS)) - MADE_UP == set()


def test_every_variable_in_the_pages_is_read():
    in_shell = set(VARIABLE.findall((HOUSE / "Makefile").read_text(encoding="utf-8")))
    told = {name for text in TEXTS.values() for name in VARIABLE.findall(text)}
    assert told - read_variables() - in_shell == set()


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page):
    lost = []
    for link in LINK.findall(TEXTS[page]):
        if "://" in link:
            continue
        path, _, place = unquote(link).partition("#")
        aim = ((HOUSE / page).parent / path).resolve() if path else HOUSE / page
        headings = re.findall(r"^#+ (.+)$", aim.read_text(encoding="utf-8"), re.MULTILINE) if place else []
        if not aim.exists() or (place and place not in map(anchor, headings)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", TEXTS)
def test_no_page_speaks_of_the_place_where_it_was_written(page):
    assert PLACES.findall(TEXTS[page]) == []


def test_no_picture_is_large_or_unused():
    told = "\n".join(TEXTS.values())
    for picture in (HOUSE / "docs" / "pictures").iterdir():
        assert picture.stat().st_size < PICTURE, picture.name
        assert f"docs/pictures/{picture.name}" in told, picture.name


def test_every_decision_is_listed():
    pages = {path.name for path in (HOUSE / "docs" / "decisions").glob("0*.md")}
    assert set(re.findall(r"\((0\d{3}-[^)]+)\)", TEXTS["docs/decisions/README.md"])) == pages
    assert sorted(int(name[:4]) for name in pages) == list(range(1, len(pages) + 1))


def test_the_program_shows_the_guide_of_the_docs_and_leaves_no_chapter_out():
    assert set(guide.headings(TEXTS["docs/guide.zh-CN.md"])) == {
        *(one.title for one in guide.CHAPTERS),
        *guide.ELSEWHERE,
    }
    assert [one.title for one in guide.guide().chapters] == [one.title for one in guide.CHAPTERS]


def test_every_place_of_the_menu_leads_to_an_entry_that_is_there():
    """A topic that names no entry raises; so does a menu that grew without a word in the guide."""
    for place, roles in navigation.ROLES.items():
        for role in roles:
            told = topics.topic(place, Actor(role))
            assert place == "console:desk" or re.fullmatch(r"[a-z-]+/#\S+", told), place


def test_the_diagrams_are_as_the_code_is():
    from django.core.management import call_command

    moves, page = HOUSE / "docs" / "moves", HOUSE / "docs" / "architecture.md"
    call_command("diagrams", check=True, folder=moves, architecture=page)


@pytest.mark.django_db
def test_the_example_makes_the_first_administrators(capsys):
    (example,) = re.findall(r"(?m)^qinqing (administrators .*)$", OPERATIONS)
    assert run(shlex.split(example)) == 0
    told = capsys.readouterr().out
    assert [name in told for name in ("王建国", "李志强", "赵秀兰", "security-admin")] == [True] * 4


def test_the_shell_examples_are_shell():
    for example in re.findall(r"```sh\n(.*?)```", OPERATIONS, re.DOTALL):
        done = subprocess.run(["sh", "-n"], input=re.sub(r"(?m)^ {3}", "", example), text=True, capture_output=True)
        assert done.stderr == ""


def test_a_page_that_lies_is_found_out():
    page = "`qinqing teleport` and `make coffee` with `QINQING_NONSENSE`, see [there](nowhere.md) in /home/me"
    assert commands(page) == {("teleport",)}
    assert join_words(["teleport"])[0] not in get_commands()
    assert targets(page) == {"coffee"}
    assert not set(VARIABLE.findall(page)) & read_variables()
    assert LINK.findall(page) == ["nowhere.md"]
    assert PLACES.findall(page)
