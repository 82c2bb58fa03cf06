"""Which organ is meant: the table beside this file, which officials can read, and what holds for any text.

In the table ``?`` marks a name that nobody may be sure of: it is reported, and somebody chooses.
"""

import csv
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.procedure.register.rules import Matcher, OrganView, split_list

TABLE = Path(__file__).with_name("organ_names.csv")
COUNTY = tomllib.loads(resources.files("qinqing.doors.operations.county").joinpath("organs.toml").read_text("utf-8"))
ORGANS = [
    OrganView(number, one["code"], one["name"], one["short"], one["kind"], tuple(one.get("former", ())))
    for number, one in enumerate(COUNTY["organ"], 1)
]
MATCHER = Matcher(ORGANS)


def rows() -> list[tuple[str, str, list[str]]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [(row["written"], row["lead"], row["others"].split()) for row in csv.DictReader(file)]


def said(piece):
    return piece.best.short_name if piece.best else f"?{piece.text}"


@pytest.mark.parametrize(("written", "lead", "others"), rows())
def test_the_table_of_usual_names_holds(written, lead, others):
    pieces = MATCHER.match(written)
    assert [said(piece) for piece in pieces if piece.lead] == [lead]
    assert [said(piece) for piece in pieces if not piece.lead] == others


@pytest.mark.parametrize("organ", ORGANS, ids=lambda organ: organ.code)
def test_every_organ_is_found_by_each_of_its_names(organ):
    for name in (organ.name, organ.short_name, *organ.former_names):
        assert MATCHER.match(name)[0].best == organ


def test_a_reason_says_why_it_matched():
    best = MATCHER.match("某某县国土资源局")[0].candidates[0]
    assert (best.score, best.why) == (0.92, "去掉“某某县”后：曾用名")


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("公安局", ""),
        ("某某县公安局", ""),
        ("交通管理所", ""),  # nobody's: traffic police or transport
        ("磨山派出所", "去掉地名后：“公安”的通称"),
        ("福清供电公司", "去掉地名后：与登记名称一致"),
    ],
)
def test_a_name_behind_a_place_that_does_not_say_so_is_taken_with_a_doubt(written, doubt):
    (piece,) = MATCHER.match(written)
    assert piece.doubt == doubt
    assert (piece.best is None) is (written == "交通管理所")


def test_an_abolished_organs_names_lead_to_its_successor():
    old = OrganView(98, "old", "云岭县水产畜牧局", "水产局", "department", (), active=False, successor=99)
    new = OrganView(99, "new", "云岭县农业农村局", "农业农村局", "department")
    best = Matcher([old, new]).match("县水产畜牧局")[0].candidates[0]
    assert (best.organ, best.why) == (new, "曾用名")


def test_an_abolished_organ_without_successor_is_nobody():
    old = OrganView(98, "old", "云岭县水产畜牧局", "水产局", "department", (), active=False)
    assert MATCHER.match("苏滁园区")[0].candidates == ()
    assert Matcher([old]).match("县水产畜牧局")[0].candidates == ()


def test_two_organs_that_fit_alike_are_left_to_a_person():
    twins = [OrganView(n, f"t{n}", f"{place}供电公司", "", "utility") for n, place in ((1, "城东县"), (2, "城西县"))]
    piece = Matcher(twins).match("供电公司")[0]
    assert len(piece.candidates) == 2
    assert piece.best is None


@given(st.lists(st.sampled_from([organ.short_name for organ in ORGANS]), min_size=1, max_size=6),
       st.sampled_from("、，,；;/\n"))  # fmt: skip
def test_a_list_comes_back_whole_and_in_order(names, separator):
    pieces = MATCHER.match(separator.join(names))
    assert [said(piece) for piece in pieces] == names
    assert [piece.lead for piece in pieces] == [True] + [False] * (len(names) - 1)


@given(st.text(alphabet="县局和、（）()：牵头配合自然资源住建某 ", max_size=40))
def test_no_character_of_a_name_is_dropped(text):
    kept = "".join(name for name, _ in split_list(text)) + "牵头配合由和等部门单位:()（）：、 "
    assert set(text) <= set(kept)
    MATCHER.match(text)
