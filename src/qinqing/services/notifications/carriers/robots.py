"""群机器人 of WeCom and DingTalk: one text into the group; both answer 200 with a code of their own."""

import json
from typing import Any
from urllib.parse import quote_plus

from qinqing.services.notifications import transport
from qinqing.services.notifications.carriers.parcels import Parcel
from qinqing.services.notifications.rules import signatures
from qinqing.services.notifications.rules.media import GONE, Outcome, again, judge, never

BUSY = frozenset({-1, 45009, 130101, 410100})  # the robot's system is busy, or was called too often


def wecom(parcel: Parcel) -> Outcome:
    """企业微信."""
    return _send(parcel.secrets["url"], {"msgtype": "text", "text": {"content": parcel.said.body}})


def dingtalk(parcel: Parcel) -> Outcome:
    """钉钉, signed where the robot asks for that."""
    url = parcel.secrets["url"]
    if secret := parcel.secrets.get("secret"):
        moment = int(parcel.at.timestamp() * 1000)
        url += f"&timestamp={moment}&sign={quote_plus(signatures.dingtalk(secret, moment))}"
    return _send(url, {"msgtype": "text", "text": {"content": parcel.said.body}})


def _send(url: str, message: dict[str, Any]) -> Outcome:
    body = json.dumps(message, ensure_ascii=False).encode()
    reply = transport.post(url, body, {"Content-Type": "application/json; charset=utf-8"})
    outcome = judge(reply.status)
    return _by_code(reply.text) if outcome is GONE else outcome


def _by_code(text: str) -> Outcome:
    try:
        code = json.loads(text)["errcode"]
    except (ValueError, KeyError, TypeError):
        return again("机器人的回答看不懂")
    if code == 0:
        return GONE
    why = f"机器人没有收下（{code}）" if isinstance(code, int) else "机器人没有收下"
    return again(why) if code in BUSY else never(why)
