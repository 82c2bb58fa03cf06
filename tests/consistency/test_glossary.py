"""The glossary is the only dictionary: labels, pages and names keep to docs/glossary.toml."""

import ast
import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from qinqing.kernel.labels import Labelled

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src" / "qinqing"
TERMS = tomllib.loads((HOUSE / "docs" / "glossary.toml").read_text(encoding="utf-8"))["term"]
KINDS = {"plan", "people", "appeal", "reception", "supervision", "time", "record"}
AVOIDED_ZH = {word: term["zh"] for term in TERMS for word in term.get("avoid", ()) if not word.isascii()}
AVOIDED_EN = {word: term["en"] for term in TERMS for word in term.get("avoid", ()) if word.isascii()}

# The same English word for another thing, which is why it may stand.
OTHER_THINGS = {
    "company_names": "the registered names of the demo county's companies, of which its enterprises are made",
    "_company": "one of these",
    "reject": "a row of an old ledger; the key `rejected` is a contract with programs outside",
    "owner_of": "whose draft a half-filled form is",
    "SessionStore": "of signing in; Django asks for this name",
    "_sessions": "of signing in",
    "open_session": "of signing in",
    "end_sessions": "of signing in",
    "_get_session_auth_hash": "Django's name",
    "Unit": "of a limit: days, hours",
    "unit": "the same",
    "_in_units": "of ten thousand, in amounts of money",
}
# Sentences about something else, or words that other people's files and texts use.
OTHER_TEXTS = {
    ("procedure/appeals/actions/old_ledgers.py", "主办部门"): "headings of old ledgers",
    ("procedure/appeals/actions/old_ledgers.py", "协办部门"): "headings of old ledgers",
    ("procedure/appeals/rules/outcomes.py", "结案"): "how old ledgers say it",
    ("doors/operations/management/commands/worker.py", "日志"): "the messages of a process, not the record",
}
# Members named by a word of the glossary, with a label that says more than the word.
OTHER_LABELS = {
    "Presence.SUBSTITUTE": "of an absent leader, on one day; no standing substitute",
    "Clock.REPORT": "the limit for the report in writing of 四(四)",
}
# Shorter than the glossary, as everybody says it.
SHORT = {
    "县工业信息化和商务局": "工信商务局",
    "县人民政府办公室": "县政府办",
    "县人民政府督查室": "督查室",
    "分管副县长": "副县长",
}


@cache
def code() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the product, migrations apart, by its path."""
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
    return tuple((path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def enumerations() -> list[type[Labelled]]:
    """All that carry labels, wherever they stand."""
    for name, tree in code():
        if any(isinstance(node, ast.ClassDef) and "Labelled" in ast.unparse(node) for node in ast.walk(tree)):
            import_module("qinqing." + name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    return Labelled.__subclasses__()


def words_of(name: str) -> list[str]:
    """``drafts_of``, ``DraftsOf`` and ``DRAFTS_OF`` as words."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def says(name: str, avoided: str) -> bool:
    """Does a name use this word or words, in the singular or the plural?"""
    words, wanted = words_of(name), avoided.lower().split()
    forms = (wanted, [*wanted[:-1], f"{wanted[-1]}s"])
    return any(words[at : at + len(wanted)] in forms for at in range(len(words)))


def faults(name: str, text: str) -> list[tuple[str, str]]:
    """The avoided Chinese words in a text, as (file, word)."""
    return [(name, word) for word in AVOIDED_ZH if word in text and (name, word) not in OTHER_TEXTS]


def test_every_term_is_whole():
    for term in TERMS:
        assert set(term) <= {"zh", "en", "kind", "avoid"}, term
        assert {"zh", "en", "kind"} <= set(term), term
        assert term["kind"] in KINDS, term
        assert term["en"].isascii(), term
        assert not term["zh"].isascii(), term


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_word_has_one_meaning(language):
    words = [term[language] for term in TERMS]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_no_word_is_both_used_and_avoided():
    assert {term["zh"] for term in TERMS} & AVOIDED_ZH.keys() == set()
    assert {term["en"] for term in TERMS} & AVOIDED_EN.keys() == set()


def test_labels_use_no_avoided_word():
    found = {str(member): member.label for kind in enumerations() for member in kind if faults("", member.label)}
    assert found == {}


def test_a_member_named_by_the_glossary_is_labelled_by_it():
    wanted = {term["en"]: term["zh"] for term in TERMS}
    strange = []
    for kind in enumerations():
        for member in kind:
            zh = wanted.get(member.value.replace("_", " "), "")
            name = f"{kind.__qualname__}.{member.name}"
            if zh and name not in OTHER_LABELS and zh not in member.label and SHORT.get(zh, zh) not in member.label:
                strange.append((name, member.label, zh))
    assert strange == []


def test_pages_and_sentences_use_no_avoided_word():
    found = [fault for path in sorted(SOURCE.rglob("*.html"))
             for fault in faults(path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8"))]  # fmt: skip
    for name, tree in code():
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        found += faults(name, "\n".join(texts))
    assert found == []


def test_classes_and_functions_use_no_avoided_word():
    found = {
        (node.name, avoided)
        for _, tree in code()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name not in OTHER_THINGS
        for avoided in AVOIDED_EN
        if says(node.name, avoided)
    }
    assert found == set()


def test_what_is_excused_still_stands():
    names = {
        node.name for _, tree in code() for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
    assert OTHER_THINGS.keys() - names == set()
    for name, word in OTHER_TEXTS:
        assert word in (SOURCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "avoided", "found"),
    [
        ("open_tickets", "ticket", True),
        ("TicketForm", "ticket", True),
        ("make_rule_set", "rule set", True),
        ("catalogue", "log", False),
        ("organ", "org", False),
        ("caseless", "case", False),
    ],
)
def test_a_name_is_judged_by_its_words(name, avoided, found):
    assert says(name, avoided) is found
