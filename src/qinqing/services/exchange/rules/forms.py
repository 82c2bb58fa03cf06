"""One canonical JSON document a parcel, one a receipt: written in one way only, read without trust. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from qinqing.services.exchange.rules.fates import ParcelKind

PARCEL, RECEIPT = "qinqing-parcel-1", "qinqing-receipt-1"
CODE = re.compile(r"[2-9a-z]{20}\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")
SUBJECT = re.compile(r"[a-z_]+/[0-9a-zA-Z_-]{1,100}\Z")
MOST = 1_000_000_000
DEEPEST = 12
LARGEST = 3 * 1024 * 1024  # bytes of a body
LONGEST = 400  # characters of a reason


class BadForm(ValueError):
    """No such document; says in Chinese what is the matter."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in somebody's record, by which it can be held to its word: subject, sequence, hash; and its latest seal."""

    subject: str
    sequence: int
    hash: str
    seal: str = ""

    def __str__(self) -> str:
        return f"{self.subject}#{self.sequence} {self.hash}"


@dataclass(frozen=True, slots=True)
class File:
    """A piece of material to send along: the attachment's code here, its name, size and digest."""

    code: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one house tells another: ``number`` counts all of a peer, ``place`` those of one thread, from 1."""

    id: str
    thread: str
    number: int
    place: int
    kind: ParcelKind
    at: datetime
    quote: Quote
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer: taken or declined, and where the receiver's record says so. ``told`` is what the sender may need."""

    parcel: str
    digest: str
    taken: bool
    why: str
    at: datetime
    quote: Quote
    told: Mapping[str, Any]


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one way a document is written: sorted, without spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(body: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(body).hexdigest()


def write_parcel(parcel: Parcel) -> bytes:
    """A parcel as it is signed and sent."""
    return canonical({"format": PARCEL, **asdict(parcel), "kind": parcel.kind.value, "at": _moment(parcel.at)})


def read_parcel(body: bytes) -> Parcel:
    """A parcel as it came. Raises BadForm for anything but what ``write_parcel`` could have written."""
    told = _object(body, PARCEL, {"id", "thread", "number", "place", "kind", "at", "quote", "content"})
    if told["kind"] not in set(ParcelKind):
        raise BadForm("没有这一种包裹，对方的版本可能较新，请先更新本系统")
    return Parcel(
        id=_match(told["id"], CODE),
        thread=_match(told["thread"], CODE),
        number=_count(told["number"]),
        place=_count(told["place"]),
        kind=ParcelKind(told["kind"]),
        at=_read_moment(told["at"]),
        quote=read_quote(told["quote"]),
        content=_mapping(told["content"]),
    )


def write_receipt(receipt: Receipt) -> bytes:
    """A receipt as it is signed and answered."""
    return canonical({"format": RECEIPT, **asdict(receipt), "at": _moment(receipt.at)})


def read_receipt(body: bytes) -> Receipt:
    """A receipt as it came. Raises BadForm."""
    told = _object(body, RECEIPT, {"parcel", "digest", "taken", "why", "at", "quote", "told"})
    if not isinstance(told["taken"], bool) or not isinstance(told["why"], str):
        raise BadForm("回执写法不对")
    return Receipt(
        parcel=_match(told["parcel"], CODE),
        digest=_match(told["digest"], HASH),
        taken=told["taken"],
        why=told["why"][:LONGEST],
        at=_read_moment(told["at"]),
        quote=read_quote(told["quote"]),
        told=_mapping(told["told"]),
    )


def _object(body: bytes, form: str, names: set[str]) -> dict[str, Any]:
    if len(body) > LARGEST:
        raise BadForm("内容太大")
    try:
        told = json.loads(body.decode())
        same = isinstance(told, dict) and canonical(told) == body
    except (ValueError, RecursionError) as error:
        raise BadForm("不是完整的 JSON") from error
    if not same or _deeper(told, DEEPEST):
        raise BadForm("不是规定的写法")
    if told.pop("format", None) != form or told.keys() != names:
        raise BadForm("缺少或多出了项目")
    return dict(told)


def _deeper(value: Any, left: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(inside) and (left == 0 or any(_deeper(one, left - 1) for one in inside))


def _match(value: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.match(value):
        raise BadForm("编号写法不对")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST:
        raise BadForm("序号写法不对")
    return value


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadForm("内容写法不对")
    return value


def read_quote(value: Any) -> Quote:
    """A place in a record as it was told. Raises BadForm."""
    told = _mapping(value)
    if told.keys() != {"subject", "sequence", "hash", "seal"}:
        raise BadForm("引用的记录写法不对")
    seal = told["seal"] and _match(told["seal"], HASH)
    return Quote(_match(told["subject"], SUBJECT), _count(told["sequence"]), _match(told["hash"], HASH), seal)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _read_moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None or _moment(found) != value:
            raise ValueError(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadForm("时间写法不对") from error
    return found
