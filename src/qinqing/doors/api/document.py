"""The OpenAPI document: drawn by ninja from the shapes, with credentials, keys and problem documents from the table."""

import json
from functools import cache
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from qinqing.doors.api.house import api
from qinqing.doors.api.lines import Line
from qinqing.doors.api.once import HEADER
from qinqing.doors.api.table import OPERATIONS
from qinqing.doors.web.errors import PAGES
from qinqing.doors.web.problems import MEDIA_TYPE

PREFIX = "/api/v1"
PROBLEM = {
    "type": "object",
    "title": "问题",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "一句中文：怎么了，怎么办"},
        "code": {"type": "string", "description": "供程序判断"},
        "clause": {"type": "string", "description": "所依据的《方案》条款"},
        "number": {"type": "string", "description": "打电话时报的编号"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
CREDENTIALS = {
    "token": {"type": "http", "scheme": "bearer", "description": "本人在“令牌”页面发放的令牌，或查询进度得到的通行证"},
    "receipt": {"type": "http", "scheme": "basic", "description": "编号当用户名，查询码当密码"},
}
KEY = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "不重复的值，重发同一请求时用同一个值",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{20,64}$"},
}
REF = "#/components/schemas/{model}"
RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "几秒后再试"}}


class Drawn(OpenAPISchema):
    """ninja's drawing, in which one name stands for one shape."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Raises ValueError where two shapes are called the same: one would be told in place of the other."""
        _join(self.schemas, definitions)


@cache
def openapi_text() -> str:
    """The document as it is sent: the same at every asking."""
    return json.dumps(openapi(), ensure_ascii=False, indent=1)


def openapi() -> dict[str, Any]:
    """The document."""
    told: dict[str, Any] = json.loads(json.dumps(Drawn(api, f"{PREFIX.strip('/')}/")))
    lines = {line.name: line for line in OPERATIONS}
    for methods in told["paths"].values():
        for operation in methods.values():
            _complete(operation, lines[operation["operationId"]])
    for shape in sorted({step.shape for line in OPERATIONS if line.steps for step in line.steps.values()}, key=str):
        drawn = shape.model_json_schema(ref_template=REF)
        _join(told["components"]["schemas"], drawn.pop("$defs", {}) | {shape.__name__: drawn})
    told["components"]["schemas"]["Problem"] = PROBLEM
    told["components"]["securitySchemes"] = CREDENTIALS
    return told


def _join(known: dict[str, Any], more: dict[str, Any]) -> None:
    for name, shape in more.items():
        if known.setdefault(name, shape) != shape:
            raise ValueError(f"two shapes are called {name}")


def _complete(operation: dict[str, Any], line: Line) -> None:
    """Adds what the table says: credentials, scope, the idempotency key, and what may go wrong."""
    if line.receipt:
        operation["security"] = [{"receipt": []}]
    elif line.roles is not None:
        operation["security"] = [{"token": []}]
    else:
        operation["security"] = [{}, {"token": []}]
    if line.scope is not None:
        operation["description"] += f"令牌须有“{line.scope.label}”（{line.scope.value}）范围。"
    if line.answer is None:
        operation["responses"]["200"]["content"] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    if line.steps is not None:
        shapes = {step.shape.__name__ for step in line.steps.values()}
        any_of = [{"$ref": REF.format(model=name)} for name in sorted(shapes)]
        operation["requestBody"]["content"]["application/json"]["schema"] = {"anyOf": any_of}
        _parameter(operation, "name")["enum"] = sorted(line.steps)
    if line.method == "POST":
        operation["parameters"] = [*operation.get("parameters", []), KEY]
    for status in _troubles(line):
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        told = {"description": PAGES[status].title, "content": content}
        operation["responses"][str(status)] = told | ({"headers": RETRY} if status == 429 else {})


def _parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in operation["parameters"] if one["name"] == name)["schema"]
    return found


def _troubles(line: Line) -> list[int]:
    found = {400, 401, 404, 406, 422, 429}
    found |= {403} if line.scope is not None else set()
    found |= {409, 413, 415} if line.method == "POST" else set()
    return sorted(found)
