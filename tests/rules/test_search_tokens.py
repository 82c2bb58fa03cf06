"""How a text becomes tokens and a query phrases."""

import pytest

from qinqing.services.search.rules import Phrase, query, tokens


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("工业用地", "工业 业用 用地 地"),
        ("地", "地"),
        ("JDR-2026-000123", "jdr 2026 123"),
        ("A4纸，ＡＢＣ", "a4 纸 abc"),
        ("公司A厂", "公司 司 a 厂"),
        ("𠮷田", "𠮷田 田"),
        ("葛\U000e0100城", "葛城 城"),
        ("0776-000", "776 0"),
        ("，。 \x00", ""),
    ],
)
def test_texts_become_tokens(text, stored):
    assert tokens(text) == stored


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("用地", [Phrase(("用地",))]),
        ("工业用地", [Phrase(("工业", "业用", "用地"))]),
        ("用", [Phrase(("用",), True)]),
        ("用地 供电", [Phrase(("用地",)), Phrase(("供电",))]),
        ("000123", [Phrase(("123",))]),
        ("138001", [Phrase(("138001",), True)]),
        ("jdr2026000123", [Phrase(("jdr", "2026", "123"))]),
        ("公司A", [Phrase(("公司", "司", "a"), True)]),
        ("……", []),
    ],
)
def test_queries_become_phrases(text, phrases):
    assert query(text) == phrases
