"""What an administrator typed for a way out, judged before it is kept; each answer a sentence, or nothing. Pure."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from qinqing.services.notifications.rules.gateways import pairs
from qinqing.services.notifications.rules.signatures import key_of, new_secret
from qinqing.services.notifications.rules.targets import BadTarget, mail_server, read_url, refuse_literal


def check_url(url: str, exempt: Collection[str] = ()) -> str:
    """Whether an address may be called at all; where its name leads is looked at when it is called."""
    try:
        refuse_literal(read_url(url, exempt), exempt)
    except BadTarget as bad:
        return f"{bad}。"
    return ""


def check_mail_server(host: str, port: int, exempt: Collection[str] = ()) -> str:
    """Whether a mail server may be called."""
    try:
        refuse_literal(mail_server(host, port, exempt), exempt)
    except BadTarget as bad:
        return f"{bad}。"
    return ""


def check_key(secret: str) -> str:
    """Whether a webhook's secret has the standard's form."""
    try:
        key_of(secret)
    except ValueError:
        return "签名密钥须以 whsec_ 开头，后面是 24 至 64 个字节的 Base64。"
    return ""


def check_gateway(told: Mapping[str, Any], exempt: Collection[str] = ()) -> list[tuple[str, str]]:
    """The faults of an SMS gateway's description, by field."""
    found = [("url", check_url(told["url"], exempt)), ("headers", _pairs(told["headers"], ":"))]
    found.append(("body", _json(told["body"]) if told["format"] == "json" else _pairs(told["body"], "=")))
    if not found[-1][1] and not {"{phone}", "{text}"} <= {one for one in ("{phone}", "{text}") if one in told["body"]}:
        found.append(("body", "内容里要有 {phone} 和 {text}。"))
    return [(field, fault) for field, fault in found if fault]


def _pairs(text: str, sign: str) -> str:
    try:
        pairs(text, sign)
    except ValueError:
        return f"每行须写成“名{sign}值”。"
    return ""


def _json(text: str) -> str:
    try:
        return "" if isinstance(json.loads(text), dict) else 'JSON 须是一个对象，如 {"phone": "{phone}"}。'
    except (ValueError, RecursionError):
        return "这不是合格的 JSON，请核对引号、逗号和括号。"


__all__ = ["check_gateway", "check_key", "check_mail_server", "check_url", "new_secret"]
