"""Reading what programs send: JSON that is whole, not too deep and not too large, in UTF-8."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from qinqing.kernel.errors import Refused

DEEPEST = 20
MEBIBYTE = 1024 * 1024
LARGEST = {"application/json": 2 * MEBIBYTE, "multipart/form-data": 110 * MEBIBYTE}


class JsonBodies(Parser):
    """``json.loads`` with its surprises taken out."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON object of the body. Raises Refused with one Chinese sentence."""
        try:
            text = request.body.decode()
        except UnicodeDecodeError as error:
            raise Refused("内容不是 UTF-8 编码，请改用 UTF-8 发送") from error
        try:
            found = json.loads(text, parse_constant=_no_number, parse_int=_number)
        except RecursionError as error:
            raise Refused(TOO_DEEP) from error
        except ValueError as error:
            raise Refused("发来的内容不是完整的 JSON，请核对括号、引号和逗号") from error
        if _deeper(found, DEEPEST):
            raise Refused(TOO_DEEP)
        return found


TOO_DEEP = f"内容嵌套太深，最多 {DEEPEST} 层"


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _number(text: str) -> int | float:
    """Nobody here counts beyond eighteen digits; as a float it is refused where a whole number is asked."""
    return int(text) if len(text) < 19 else float(text)


def _deeper(value: Any, left: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(inside) and (left == 0 or any(_deeper(one, left - 1) for one in inside))
