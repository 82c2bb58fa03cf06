"""The typed client says of every answer what the interface's document says: no field more, none less, the same kind."""

import types
import typing

import pytest

from qinqing.doors.api.document import openapi
from qinqing_client import decided, parts, told

SCHEMAS = openapi()["components"]["schemas"]
CALLED = {
    "AgendaTold": "AgendaEntry", "BlockTold": "Block", "DayTold": "Day", "EnterpriseRow": "Enterprise",
    "EnterpriseTold": "EnterpriseDetail", "ErratumTold": "Erratum", "ExcerptTold": "Excerpt", "FileTold": "File",
    "ItemTold": "ItemDetail", "MilestoneTold": "Milestone", "MinutesTold": "MinutesDetail", "OrganRow": "Organ",
    "OrganTold": "OrganDetail", "PaperTold": "Paper", "PresentTold": "Present", "ReadTold": "Read",
    "ReceivedTold": "Received", "ReceptionDayTold": "ReceptionDayDetail", "ReportTold": "Report", "SaidTold": "Said",
    "ShareTold": "Share", "BulletinRow": "Bulletin", "ContactTold": "Contact",
}  # fmt: skip
TYPES = {
    name: kind for module in (told, decided, parts) for name, kind in vars(module).items() if isinstance(kind, type)
}
KINDS = {str: "string", int: "integer", bool: "boolean", types.NoneType: "null", float: "number"}


@pytest.mark.parametrize("name", sorted(set(TYPES) - {"Any"}))
def test_a_type_of_the_client_is_the_documents(name):
    schema = SCHEMAS[next((told for told, called in CALLED.items() if called == name), name)]
    hints = typing.get_type_hints(TYPES[name])
    assert {field: kind_of(hint) for field, hint in hints.items()} == {
        field: kind_in(told) for field, told in schema["properties"].items()
    }


def kind_of(hint):
    """A type of Python as the document calls it."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return {kind for one in typing.get_args(hint) for kind in kind_of(one)}
    if typing.get_origin(hint) is list:
        return {("array", *sorted(kind_of(typing.get_args(hint)[0])))}
    if hint in KINDS:
        return {KINDS[hint]}
    return {"object"}


def kind_in(told):
    """The same of the document."""
    if "anyOf" in told:
        return {kind for one in told["anyOf"] for kind in kind_in(one)}
    if told.get("type") == "array":
        return {("array", *sorted(kind_in(told["items"])))}
    return {told.get("type", "object")}
