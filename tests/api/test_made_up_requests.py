"""Thousands of requests made up from the interface's own document: no server error, and no answer that the document does
not tell of (trust B1). Each operation gets its share, most of it by somebody who may ask, about what there is.
"""

import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.policy import parts_of
from tests.world import EVERYBODY, NOW, VISITOR, World

from qinqing.doors.api.document import openapi
from qinqing.doors.api.lines import Line
from qinqing.doors.api.table import OPERATIONS
from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.register.actions.tokens import issue_token

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("QINQING_MADE_UP_REQUESTS", "5000"))
DOORS = WSGIHandler()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MADE = settings(
    max_examples=-(-REQUESTS // len(OPERATIONS)),
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def schema() -> schemathesis.BaseSchema:
    """The document, and the doors behind it."""
    found = schemathesis.openapi.from_dict(openapi())
    found.app = answered_whole
    return found


def answered_whole(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The doors; a file that is sent is read to its end and closed."""
    answer = DOORS(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """A request does not end the connection that a test's transaction stands on."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def credentials(world: World, line: Line) -> st.SearchStrategy[dict[str, str]]:
    """What somebody sends to say who they are: three times of four somebody who may ask."""
    if line.receipt:
        return st.sampled_from([basic(world), {}])
    tokens = {who: token(world, who) for who in EVERYBODY}
    admitted = [tokens[who] for who in EVERYBODY if line.roles is None or world.actor(who).role in line.roles]
    anybody = st.sampled_from(list(tokens.values()))
    return st.one_of(*[st.sampled_from(admitted)] * 3, anybody) if admitted else anybody


def token(world: World, who: str) -> dict[str, str]:
    """A visitor has none."""
    if who == VISITOR:
        return {}
    scopes = ["open", "read", "write"]
    return {
        "Authorization": f"Bearer {issue_token(name='测试', scopes=scopes, days=30, by=world.actor(who), at=NOW)[1]}"
    }


def basic(world: World) -> dict[str, str]:
    """Number and query code of an appeal."""
    told = appeals.lodge(text="停电", enterprise_name="恒信铸造", by=PUBLIC, at=NOW)
    return {"Authorization": f"Basic {b64encode(f'{told.appeal.number}:{told.query_code}'.encode()).decode()}"}


def there_is(world: World, line: Line) -> dict[str, list[str]]:
    """What may stand in the address, by the name of its part."""
    known = {part: [value] for part, value in parts_of(world, f"api:{line.name}").items()}
    if "appeals/{slug:code}" in line.path and "file" not in known:
        known["code"] = list(world.codes.values())
    return (
        known
        | ({"name": list(line.steps)} if line.steps else {})
        | ({"form": ["docx", "pdf"]} if "form" in known else {})
    )


@pytest.mark.parametrize("line", OPERATIONS, ids=lambda line: line.name)
@pytest.mark.usefixtures("_one_connection")
def test_what_anybody_makes_up_is_answered_as_the_document_says(world, schema, line, settings):
    settings.QINQING_API_PER_MINUTE = 10**9
    operation = schema[f"/api/v1{line.path}".replace("slug:", "")][line.method]
    sent, known = credentials(world, line), there_is(world, line)

    @MADE
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        case: Case = data.draw(operation.as_strategy(generation_mode=data.draw(st.sampled_from(GenerationMode))))
        for name, values in known.items():
            if name in (case.path_parameters or {}) and data.draw(st.integers(0, 3)):
                case.path_parameters[name] = data.draw(st.sampled_from(values))
        with transaction.atomic():
            case.validate_response(case.call(headers=data.draw(sent)), checks=CHECKS)
            transaction.set_rollback(True)

    ask()
