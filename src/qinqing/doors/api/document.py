"""The OpenAPI document: drawn by ninja from the shapes, with credentials, keys and problem documents from the table."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from qinqing.doors.api.house import api
from qinqing.doors.api.lines import Line
from qinqing.doors.api.moves import Step
from qinqing.doors.api.once import HEADER
from qinqing.doors.api.table import OPERATIONS
from qinqing.doors.api.words import WORDS
from qinqing.doors.web.errors import PAGES
from qinqing.doors.web.problems import MEDIA_TYPE
from qinqing.kernel.actors import Role
from qinqing.kernel.moves import Moves
from qinqing.procedure.appeals.states import MOVES as APPEAL
from qinqing.procedure.decisions.states import MOVES as ITEM
from qinqing.procedure.receptions.states import MINUTES
from qinqing.procedure.receptions.states import MOVES as DAY

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
GROUPS = {  # by how the address begins, the most particular first
    "/appeals": "企业反映和查询", "/track": "企业反映和查询", "/my/": "企业自己的诉求", "/desk/items": "决定事项",
    "/desk/days": "接待日和联席会议", "/desk/minutes": "会议纪要", "/desk/": "诉求办理", "/register/": "登记册", "/": "公开数据",
}  # fmt: skip
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
    for one in told["components"]["schemas"].values():
        _explain(one)
    told["components"]["securitySchemes"] = CREDENTIALS
    told["tags"] = [{"name": name} for name in dict.fromkeys(group_of(line) for line in OPERATIONS)]
    return told


def group_of(line: Line) -> str:
    """The group of operations that one belongs to."""
    return next(name for begins, name in GROUPS.items() if line.path.startswith(begins))


def table_of(steps: Iterable[str]) -> Moves:
    """The table of moves that all these steps are lines of."""
    return next(table for table in (APPEAL, ITEM, DAY, MINUTES) if set(steps) <= set(table.index))


def _explain(shape: dict[str, Any]) -> None:
    """A shape in Chinese: what its docstring tells the house stays in the house."""
    shape.pop("description", None)
    for name, field in shape.get("properties", {}).items():
        if name in WORDS:
            field.setdefault("description", WORDS[name])


def _join(known: dict[str, Any], more: dict[str, Any]) -> None:
    for name, shape in more.items():
        if known.setdefault(name, shape) != shape:
            raise ValueError(f"two shapes are called {name}")


def _complete(operation: dict[str, Any], line: Line) -> None:
    """Adds what the table says: credentials, scope, the idempotency key, and what may go wrong."""
    _admit(operation, line)
    if line.answer is None:
        operation["responses"]["200"]["content"] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    if line.steps is not None:
        shapes = {step.shape.__name__ for step in line.steps.values()}
        any_of = [{"$ref": REF.format(model=name)} for name in sorted(shapes)]
        operation["requestBody"]["content"]["application/json"]["schema"] = {"anyOf": any_of}
        _parameter(operation, "name")["enum"] = sorted(line.steps)
        operation["x-moves"] = _moves(line.steps)
    if line.method == "POST":
        operation["parameters"] = [*operation.get("parameters", []), KEY]
    for status in _troubles(line):
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        told = {"description": PAGES[status].title, "content": content}
        operation["responses"][str(status)] = told | ({"headers": RETRY} if status == 429 else {})


def _admit(operation: dict[str, Any], line: Line) -> None:
    """Adds who is admitted with what, and the group."""
    given: dict[str, Any] = {"receipt": []} if line.receipt else {"token": []}
    operation["security"] = [given] if line.receipt or line.roles is not None else [{}, given]
    operation["tags"] = [group_of(line)]
    if line.roles is not None:
        operation["x-roles"] = [role.label for role in Role if role in line.roles]
    if line.scope is not None:
        operation["x-scope"] = f"{line.scope.label}（{line.scope.value}）"
        operation["description"] += f"令牌须有“{line.scope.label}”（{line.scope.value}）范围。"


def _moves(steps: Mapping[str, Step]) -> list[dict[str, Any]]:
    """Each step as the table has it, in the table's order, with the shape of what it asks for."""
    return [
        {"name": move.name, "label": move.label, "by": move.performers, "clause": move.clause,
         "schema": {"$ref": REF.format(model=steps[move.name].shape.__name__)}}
        for move in table_of(steps) if move.name in steps
    ]  # fmt: skip


def _parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in operation["parameters"] if one["name"] == name)["schema"]
    return found


def _troubles(line: Line) -> list[int]:
    found = {400, 401, 404, 406, 422, 429}
    found |= {403} if line.scope is not None else set()
    found |= {409, 413, 415} if line.method == "POST" else set()
    return sorted(found)
