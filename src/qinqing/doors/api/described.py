"""The interface's document as people read it: operations by group, what each needs and answers, and an example."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from qinqing.doors.api.document import openapi

WHERE = {"path": "路径", "query": "查询"}
STRINGS = {"date": "日期", "date-time": "时间", "binary": "文件"}
KINDS = {"integer": "整数", "number": "数", "boolean": "true 或 false", "object": "JSON 对象", "null": "null"}
EXAMPLES = {"integer": 1, "number": 1, "boolean": False, "object": {}}
NONE: tuple[str, dict[str, Any]] = ("", {})
SHOWN = {"month": "2026-10", "form": "pdf"}


class Kind(NamedTuple):
    """What may stand in a field, in words, and the shape it has if it is one."""

    words: str
    shape: str = ""


class Field(NamedTuple):
    """One line of a table: a parameter or a property."""

    name: str
    kind: Kind
    needed: bool
    about: str
    where: str = ""


class Step(NamedTuple):
    """One move that an operation makes."""

    name: str
    label: str
    by: str
    clause: str
    shape: str


class Described(NamedTuple):
    """One operation."""

    name: str
    title: str
    method: str
    path: str
    about: str
    credential: str
    roles: str
    scope: str
    asked: list[Field]
    body: list[Field]
    body_type: str
    moves: list[Step]
    status: str
    answer: Kind
    errors: list[str]
    example: str


class Shape(NamedTuple):
    """One shape, with its fields."""

    name: str
    fields: list[Field]


@cache
def _document() -> dict[str, Any]:
    """Drawn once: the page asks it for every shape."""
    return openapi()


@cache
def groups() -> dict[str, list[Described]]:
    """The operations by group, in the document's order."""
    told = _document()
    found: dict[str, list[Described]] = {tag["name"]: [] for tag in told["tags"]}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append(_operation(method.upper(), path, operation))
    return found


@cache
def shapes() -> list[Shape]:
    """The shapes that are named on the page, by name."""
    known = _document()["components"]["schemas"]
    named = sorted(name for name in known if not name.startswith("Sought"))
    return [Shape(name, fields_of(known[name])) for name in named]


def kind_of(told: Mapping[str, Any]) -> Kind:
    """What a schema lets stand there."""
    if "$ref" in told:
        return Kind("", told["$ref"].rpartition("/")[2])
    for either in ("anyOf", "allOf"):
        if either in told:
            found = [kind_of(one) for one in told[either]]
            return Kind(
                "，可为 ".join(one.words or "内容" for one in found) if len(found) > 1 else found[0].words,
                found[0].shape,
            )
    if told.get("type") == "array":
        inside = kind_of(told.get("items", {}))
        return Kind(f"列表，每项是{inside.words}" if inside.words else "列表，每项是", inside.shape)
    if "enum" in told:
        return Kind("取其一" if _listed(told) else f"取其一：{'、'.join(filter(None, told['enum']))}")
    return Kind(_plain(told))


def fields_of(told: Mapping[str, Any]) -> list[Field]:
    """The properties of an object."""
    needed = told.get("required", ())
    return [
        Field(name, kind_of(one), name in needed, one.get("description", ""))
        for name, one in told.get("properties", {}).items()
    ]


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Described:
    body_type, body = next(iter(told.get("requestBody", {}).get("content", {}).items()), NONE)
    status, answer = next((code, one) for code, one in told["responses"].items() if code.startswith("2"))
    return Described(
        name=told["operationId"], title=told["summary"], method=method, path=path, about=told["description"],
        credential=_credential(told["security"]), roles="、".join(told.get("x-roles", ())), scope=told.get("x-scope", ""),
        asked=[
            Field(one["name"], _asked(one), one["required"], _about(one), WHERE[one["in"]])
            for one in told.get("parameters", ()) if one["in"] in WHERE
        ],
        body=[] if "x-moves" in told else fields_of(_whole(body.get("schema", {}))), body_type=body_type,
        moves=[_step(one) for one in told.get("x-moves", ())],
        status=status, answer=_answer(answer), errors=[code for code in told["responses"] if not code.startswith("2")],
        example="\n".join(_curl(method, path, told)),
    )  # fmt: skip


def _step(told: Mapping[str, Any]) -> Step:
    return Step(told["name"], told["label"], told["by"], told["clause"], kind_of(told["schema"]).shape)


def _credential(security: list[dict[str, Any]]) -> str:
    if {"receipt": []} in security:
        return "编号和查询码（HTTP Basic）"
    return "可以不带令牌；带了的，按令牌的主人办" if {} in security else "令牌"


def _answer(told: Mapping[str, Any]) -> Kind:
    media, content = next(iter(told.get("content", {}).items()), NONE)
    return Kind("文件") if media == "*/*" else kind_of(content.get("schema", {}))


def _asked(parameter: Mapping[str, Any]) -> Kind:
    """What a parameter may be; the moves have a table of their own."""
    return Kind("文字") if parameter["name"] == "name" else kind_of(parameter["schema"])


def _about(parameter: Mapping[str, Any]) -> str:
    names = {"code": "列表里的 code", "name": "办哪一步，见各步", "form": "docx 或 pdf", "month": "如 2026-10"}
    return str(parameter.get("description") or names.get(parameter["name"], "所属诉求、事项或接待日里给出的代码"))


def _whole(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself where only its name is given."""
    name = kind_of(told).shape if "$ref" in told else ""
    found: Mapping[str, Any] = _document()["components"]["schemas"][name] if name else told
    return found


def _plain(told: Mapping[str, Any]) -> str:
    if told.get("type") == "string":
        words = STRINGS.get(told.get("format", ""), "文字")
        return f"{words}，最多 {told['maxLength']} 字" if "maxLength" in told else words
    low, high = told.get("minimum"), told.get("maximum")
    span = f"，{low} 至 {high}" if low is not None and high is not None else ""
    return KINDS.get(told.get("type", ""), "任意值") + span


def _listed(told: Mapping[str, Any]) -> bool:
    """Whether the values stand in the description already."""
    return any(value and value in told.get("description", "") for value in told["enum"])


def _curl(method: str, path: str, told: Mapping[str, Any]) -> Iterator[str]:
    """The call as it is typed; what differs from county to county and from case to case stands in capitals."""
    moves = told.get("x-moves", ())
    chosen = next(
        (one for one in moves if len(_whole(one["schema"]).get("required", ())) > 1), moves[0] if moves else None
    )
    for one in told.get("parameters", ()):
        shown = SHOWN.get(one["name"], f"${one['name'].upper()}")
        path = path.replace(f"{{{one['name']}}}", chosen["name"] if chosen and one["name"] == "name" else shown)
    parts = [f'"$SITE{path}"']
    if {"receipt": []} in told["security"]:
        parts.append('-u "$NUMBER:$QUERY_CODE"')
    elif told["security"] != [{}, {"token": []}] or method == "POST":
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if method == "POST":
        parts.append('-H "Idempotency-Key: $(uuidgen)"')
        parts += _sent(told["requestBody"]["content"], chosen)
    if told["responses"].get("200", {}).get("content", {}).get("*/*"):
        parts.append("-OJ")
    yield "curl " + " \\\n  ".join(parts)


def _sent(content: Mapping[str, Any], move: Mapping[str, Any] | None) -> list[str]:
    media, told = next(iter(content.items()))
    schema = _whole(move["schema"] if move else told["schema"])
    needed = {name: example_of(schema["properties"][name]) for name in schema.get("required", ())}
    if media.startswith("multipart"):
        return [f"-F '{name}={value}'" if name != "files" else "-F 'files=@照片.jpg'" for name, value in needed.items()]
    return [f'-H "Content-Type: {media}"', f"-d '{json.dumps(needed, ensure_ascii=False)}'"]


def example_of(told: Mapping[str, Any]) -> Any:
    """A value that a schema takes; a text says what belongs there."""
    for either in ("anyOf", "allOf"):
        if either in told:
            return example_of(told[either][0])
    if "$ref" in told:
        whole = _whole(told)
        return {name: example_of(whole["properties"][name]) for name in whole.get("required", ())}
    if told.get("type") == "array":
        return [example_of({"description": told.get("description", "…")} | told["items"])]
    if "enum" in told:
        return next((one for one in told["enum"] if one and one in told.get("description", "")), told["enum"][0])
    if told.get("type") == "string":
        dated = {"date": "2026-12-01", "date-time": "2026-12-01T09:00:00+08:00"}
        return dated.get(told.get("format", "")) or ("09:00" if ":[0-5]" in told.get("pattern", "") else _said(told))
    return told.get("minimum", EXAMPLES.get(told.get("type", ""), ""))


def _said(told: Mapping[str, Any]) -> str:
    """What belongs there: the example that the description gives, else its first words."""
    about = str(told.get("description", "…"))
    example = re.search(r"如 ?(\S+?)(?: 或|，|；|$)", about)
    return example[1] if example else about.partition("，")[0].partition("；")[0]
