"""Texts that share rare words are found, the most alike first; the same on both databases."""

import pytest

from qinqing.services.search import actions, queries
from qinqing.services.search.likeness import DOCUMENTS_READ, TOKENS_ASKED, UNSEEN_ASKED, rarity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _learned(monkeypatch):
    monkeypatch.setattr(queries, "_learned", {})


def index(*texts, kind="appeal"):
    for number, text in enumerate(texts, start=1):
        actions.index(kind, number, body=text, identity="云岭某厂")


def test_the_most_alike_comes_first():
    index("工业用地的土地证办不下来", "车间停电，注塑机报废", "银行不给续贷", "土地证和房产证都没有")
    found = queries.alike("appeal", "土地证办不下来")
    assert [number for number, _ in found] == [1, 4]
    assert found[0][1] > found[1][1]


def test_the_same_text_is_wholly_alike():
    index("车间停电，注塑机报废", "银行不给续贷")
    assert queries.alike("appeal", "车间停电，注塑机报废")[0] == (1, pytest.approx(1.0))


def test_who_brought_it_and_other_kinds_do_not_count():
    index("车间停电")
    index("银行不给续贷", kind="enterprise")
    assert queries.alike("appeal", "云岭某厂") == []
    assert queries.alike("appeal", "银行不给续贷") == []


@pytest.mark.parametrize("text", ["", "，。", "1 2 3", '"', "'; --"])
def test_nothing_to_look_for_finds_nothing(text):
    index("车间停电")
    assert queries.alike("appeal", text) == []


def test_no_more_than_asked_for():
    index(*["车间停电"] * 5)
    assert len(queries.alike("appeal", "车间停电", limit=3)) == 3


def test_rarity_is_learned_anew_as_the_county_grows():
    index("车间停电")
    queries.alike("appeal", "停电")
    index(*["停电 车间"] * 3)
    queries.alike("appeal", "停电")
    assert queries._learned["appeal"][0] == 3


def test_one_look_reads_a_bounded_number_of_documents():
    common = rarity(["停电 用地"] * 10, total=DOCUMENTS_READ * 10)
    assert len(common.telling({"停电", "用地"})) == 1
    rare = rarity([" ".join(f"词{n}" for n in range(100))], total=1)
    assert len(rare.telling({f"词{n}" for n in range(100)})) == TOKENS_ASKED
    assert len(rare.telling({f"新{n}" for n in range(100)})) == UNSEEN_ASKED
