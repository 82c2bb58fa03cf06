"""The interface's document says of every operation what is so, and its page is read by people."""

from collections.abc import Iterator
from typing import Any

import pytest

from qinqing.doors.api.document import Drawn, openapi
from qinqing.doors.api.house import api
from qinqing.procedure.appeals.states import State as AppealState
from qinqing.procedure.decisions.states import State as ItemState
from qinqing.procedure.receptions.states import State as DayState
from qinqing.procedure.supervision.rules import Reason

TOLD = openapi()
SHAPES = TOLD["components"]["schemas"]
OPERATIONS = {one["operationId"]: one for methods in TOLD["paths"].values() for one in methods.values()}


def refs(told: Any) -> Iterator[str]:
    """The shapes that are named somewhere in the document."""
    if isinstance(told, dict):
        yield from [told["$ref"]] if "$ref" in told else []
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from refs(one)


def values(told: Any) -> list[str]:
    """What may be filled in, of a parameter or property."""
    return next(one["enum"] for one in (told, *told.get("anyOf", []), told.get("items", {})) if "enum" in one)


def body(name: str) -> set[str]:
    """The fields of an operation's body."""
    (ref,) = refs(OPERATIONS[name]["requestBody"])
    return set(SHAPES[ref.rpartition("/")[2]]["properties"])


def test_every_shape_that_is_named_is_told():
    assert {ref.rpartition("/")[2] for ref in refs(TOLD)} <= set(SHAPES)


def test_two_shapes_of_one_name_are_found_when_it_is_drawn():
    drawn = Drawn(api, "")
    with pytest.raises(ValueError, match="Lodged"):
        drawn.add_schema_definitions({"Lodged": {"type": "string"}})


@pytest.mark.parametrize(
    ("name", "states"), [("appeals", AppealState), ("items", ItemState), ("reception_days", DayState)]
)
def test_each_list_names_the_states_of_its_own_chapter(name, states):
    state = next(one for one in OPERATIONS[name]["parameters"] if one["name"] == "state")
    assert values(state["schema"]) == [one.value for one in states]
    assert all(one.label in state["description"] for one in states)


def test_each_body_is_the_one_its_operation_reads():
    assert {"text", "channel", "enterprise_name"} <= body("receive")
    assert values(SHAPES["Rated"]["properties"]["reasons"]) == [one.value for one in Reason]


def test_whatever_a_program_sends_is_explained():
    asked = [one for name in OPERATIONS.values() for one in name.get("parameters", []) if one["in"] == "query"]
    sent = [
        one for shape in SHAPES.values() if shape.get("additionalProperties") is False
        for one in shape["properties"].values()
    ]  # fmt: skip
    assert [one for one in [*asked, *sent] if not one.get("description")] == []
