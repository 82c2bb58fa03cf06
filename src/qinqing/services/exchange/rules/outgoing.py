"""What the other house's answer means for a parcel: delivered, declined, to be tried again, or in vain. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qinqing.kernel.shaping import clean_line
from qinqing.services.exchange.rules.forms import BadForm, Receipt, digest, read_receipt
from qinqing.services.exchange.rules.keys import BadSignature, check

PARCELS, TRIAL = "/api/exchange/parcels", "/api/exchange/trial"
JSON = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
LATER = frozenset({409, 425, 429})  # busy, or an earlier one is still under way
BAD_FORM = 422  # of a parcel that is well written: what came under its number before was another
SAID = 200  # characters of what the other side says


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: a receipt, or why there is none, whether trying again may help, and whether it came before in other bytes."""

    receipt: Receipt | None = None
    why: str = ""
    again: bool = False
    known: bool = False


def hear(
    status: int, text: str, headers: Mapping[str, str], *, code: str, body: bytes, keys: Iterable[str], at: int
) -> Heard:
    """Reads the answer to the parcel ``code``; a receipt counts only when the peer has signed it for these bytes."""
    if status != 200:
        again, known = status in LATER or status >= 500, status == BAD_FORM
        return Heard(why=said_by(status, text), again=again, known=known)
    try:
        identity = check(headers, text.encode(), keys, at=at)
        receipt = read_receipt(text.encode())
    except (BadSignature, BadForm) as bad:
        return Heard(why=f"对方的回执不能用：{bad}", again=True)
    if (identity, receipt.parcel, receipt.digest) != (code, code, digest(body)):
        return Heard(why="对方的回执答的不是这一件", again=True)
    return Heard(receipt)


def said_by(status: int, text: str) -> str:
    """What the other side answered instead, as people are told."""
    return f"对方回答 {status}{_detail(text)}"


def _detail(text: str) -> str:
    """The sentence of a problem document, as far as it is one."""
    try:
        told = json.loads(text)
        detail = told.get("detail", "") if isinstance(told, dict) else ""
    except (ValueError, RecursionError):
        return ""
    return f"：{clean_line(detail, limit=None)[:SAID]}" if isinstance(detail, str) and detail else ""
