"""The interface put together from its table."""

from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.operation import Operation

from qinqing.doors.api import refusals
from qinqing.doors.api.bodies import JsonBodies
from qinqing.doors.api.gate import Gate, guarded
from qinqing.doors.api.table import OPERATIONS

ABOUT = """亲清：县长服务企业接待日的程序接口，与页面同权：看到的、能办的，与令牌的主人在页面上一样。

- 令牌在“令牌”页面由本人发放，放在 `Authorization: Bearer …` 里；不给令牌，只能用公开的各项。
- 每个 POST 都要带 `Idempotency-Key`（20 至 64 位，如 UUID）；没有收到回答时，用同一个值重发，不会办两次。
- 出错时回答 `application/problem+json`（RFC 9457）：`detail` 是一句中文，`code` 供程序判断，`clause` 是《方案》条款。
- 看不到的和不存在的，都是 404。时间都带时区。
"""


def build() -> NinjaAPI:
    """The interface."""
    api = NinjaAPI(
        title="亲清", version="1", description=ABOUT, openapi_url=None, docs_url=None, urls_namespace="api",
        parser=JsonBodies(), servers=[{"url": "/"}],
    )  # fmt: skip
    refusals.listen(api)
    for line in OPERATIONS:
        gate = Gate(line)
        api.default_router.add_api_operation(
            line.path, [line.method], line.view, auth=gate, operation_id=line.name, url_name=line.name,
            summary=line.summary, description=line.about,
            **({} if line.answer is None else {"response": {line.status: line.answer}}),
        )  # fmt: skip
        gate.asked = _asked(api.default_router.path_operations[line.path].operations[-1])
    return api


def _asked(operation: Operation) -> frozenset[str]:
    """The names that an operation reads from the query string."""
    models = [one for one in operation.models if one.__ninja_param_source__ == "query"]
    return frozenset(name for one in models for name in one.__ninja_flatten_map__)


api = build()


def patterns() -> list[URLPattern]:
    """The addresses, each behind the gate; ninja's own root page is left out."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback = guarded(one.callback)
    return found
