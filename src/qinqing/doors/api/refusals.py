"""What goes wrong under ``/api/`` as problem documents: the domain's refusals, and fields amiss in Chinese."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from qinqing.doors.web import errors, problems
from qinqing.doors.web.forms import explain
from qinqing.kernel.errors import Conflict, NotFound, Refused

# What pydantic calls an error, and what people are told; {…} from its context. What is not listed is said in general.
WORDS: dict[str, str] = {
    "missing": "必须填写",
    "extra_forbidden": "没有这一项，请删去",
    "string_type": "要填文字",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "string_unicode": "内容里有残缺的字符，请删去后重新输入",
    "string_pattern_mismatch": "写法不对，请对照接口说明",
    "bool_type": "只能是 true 或 false",
    "bool_parsing": "只能是 true 或 false",
    "int_type": "要填整数",
    "int_parsing": "要填整数",
    "int_parsing_size": "数字太大",
    "int_from_float": "要填整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "enum": "只能从 {expected} 中选",
    "literal_error": "只能从 {expected} 中选",
    "list_type": "要填一个列表",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "date_from_datetime_parsing": "日期要写成 2026-11-23",
    "date_parsing": "日期要写成 2026-11-23",
    "date_type": "日期要写成 2026-11-23",
    "datetime_parsing": "时间要写成 2026-11-23T14:30:00+08:00",
    "datetime_from_date_parsing": "时间要写成 2026-11-23T14:30:00+08:00",
    "timezone_aware": "时间要带时区，如 2026-11-23T14:30:00+08:00",
    "model_attributes_type": "要填一个 JSON 对象",
    "model_type": "要填一个 JSON 对象",
    "dict_type": "要填一个 JSON 对象",
    "refused": "{reason}",
}
OTHERWISE = "这一项的值不对，请对照接口说明"


class Turned(Exception):
    """Somebody is turned away at the door: ``status`` with ``detail`` (empty: the standard sentence)."""

    def __init__(
        self, status: int, detail: str = "", *, code: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.code, self.headers = status, detail, code, headers or {}


def listen(api: NinjaAPI) -> None:
    """Answers what may go wrong; what nobody foresaw stays loud, and Django's own handler answers it."""
    api.add_exception_handler(Turned, _turned)
    api.add_exception_handler(NotFound, lambda request, error: errors.page(request, 404))
    api.add_exception_handler(Http404, lambda request, error: errors.page(request, 404))
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _unreadable)


def _turned(request: HttpRequest, turned: Turned) -> HttpResponse:
    answer = _document(request, turned.status, turned.detail, code=turned.code)
    for name, value in turned.headers.items():
        answer.headers[name] = value
    return answer


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """409 where a colleague was faster; 422 where the table, a permit or a guard says no, with its clause."""
    status = 409 if isinstance(refusal, Conflict) else 422
    reason = explain(refusal) if isinstance(refusal, Conflict) else refusal.reason
    return _document(request, status, reason, code=refusal.code, clause=refusal.clause)


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__
    detail = str(cause) if isinstance(cause, Refused) else "没有看懂发来的内容，请核对是不是完整的 JSON"
    return _document(request, error.status_code, detail, code="unreadable")


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    amiss = [{"field": _field(one["loc"]), "message": _message(one)} for one in error.errors[:50]]
    detail = "；".join(f"{one['field']}：{one['message']}" if one["field"] else one["message"] for one in amiss[:3])
    return _document(request, 422, detail, code="invalid", errors=amiss)


def _field(place: tuple[Any, ...]) -> str:
    """``body.assisting.0``, without what only this house knows of the body's name."""
    names = [str(part) for part in place if part not in ("told", "wanted")]
    return ".".join(_whole(name)[:60] for name in names)


def _message(one: Mapping[str, Any]) -> str:
    words = WORDS.get(one["type"], OTHERWISE)
    return words.format(**one.get("ctx", {}))


def _whole(text: str) -> str:
    """A field's name as it was sent, without what no JSON may hold."""
    return text.encode("utf-8", "replace").decode()


def _document(request: HttpRequest, status: int, detail: str = "", **more: Any) -> HttpResponse:
    known = errors.PAGES.get(status, errors.PAGES[400])
    return problems.document(request, status, title=known.title, detail=detail or known.what, **more)
