"""The interface's document says of every operation what is so, and its page is read by people."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser

from qinqing.doors.api.described import groups
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


def test_whatever_is_answered_is_explained_too():
    fields = [
        (name, field, told) for name, shape in SHAPES.items() for field, told in shape.get("properties", {}).items()
    ]
    assert [(name, field) for name, field, told in fields if not told.get("description")] == []


@pytest.mark.django_db
def test_the_page_tells_every_operation_and_every_shape_without_a_script():
    page, fields = (Browser().get(address).content.decode() for address in ("/help/api", "/help/api/shapes"))
    for name, operation in OPERATIONS.items():
        assert f'id="{name}"' in page
        assert operation["summary"] in page
        assert all(f"<code>{move['name']}</code>" in page for move in operation.get("x-moves", ()))
    linked = set(re.findall(r"/help/api/shapes#(\w+)", page + fields))
    assert linked <= set(re.findall(r'id="(\w+)"', fields))
    assert "<script" not in re.sub(r"<head>.*?</head>", "", page + fields, flags=re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), [("county", 200), ("days", 200), ("lodge", 201)])
def test_an_example_works_as_it_is_shown(name, status):
    (shown,) = [one for told in groups().values() for one in told if one.name == name]
    (body,) = re.findall(r"-d '(.*)'", shown.example) or ["{}"]
    sent = {} if shown.method == "GET" else {"data": body, "content_type": "application/json"}
    answer = Browser().generic(shown.method, shown.path, headers={"Idempotency-Key": "k" * 24}, **sent)
    assert answer.status_code == status, answer.content.decode()


def test_every_example_sends_what_its_operation_needs():
    for operation in (one for told in groups().values() for one in told if one.method == "POST"):
        for body in re.findall(r"-d '(.*)'", operation.example):
            assert {field.name for field in operation.body if field.needed} <= set(json.loads(body))
        assert "Idempotency-Key" in operation.example
