"""A mail read from its bytes: who wrote, what, with what enclosed. Nothing it says of itself is believed without need."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email._policybase import Compat32
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from qinqing.kernel.shaping import remove_invisible
from qinqing.services.letters.rules.answering import is_automatic
from qinqing.services.letters.rules.charsets import decoded, header_text, parameter_text
from qinqing.services.letters.rules.plain import tidy, words_of_page
from qinqing.services.notifications.rules.receivers import MAIL

MOST_NESTED, MOST_PARTS, MOST_HEAD = 30, 200, 256 * 1024
LONGEST_TEXT, LONGEST_LINE, MOST_REFERENCES = 45_000, 180, 50
CUT = "\n\n（原文太长，后面的没有取来，请看邮箱里的原件）"
NESTING = re.compile(rb"(?im)^content-type:\s*(?:multipart/|message/)")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]]{1,64}@[A-Za-z0-9.-]{3,190}")
IDENTIFIER = re.compile(r"<[^<>\s]{3,250}>")
UNREADABLE = "这封邮件的格式有错，读不出来。请在邮箱里打开原件，用“登记诉求”登记"


class Unreadable(Exception):
    """A mail that is not taken apart; says in Chinese why, and what the clerk can do."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail, unjudged."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the head of a mail says. ``references`` are the mails it answers, the nearest last."""

    message_id: str = ""
    references: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail taken apart."""

    envelope: Envelope
    text: str
    enclosed: tuple[Enclosed, ...]


class _Bare(Compat32):
    """Headers as they stand there, bytes that are no ASCII included."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


def key_of(raw: bytes) -> str:
    """What one mail is known by, however often and into whatever folder it is delivered.

    Its identifier alone would let anybody keep another's mail out by using it first, so all that was written counts;
    what servers add on the way does not.
    """
    head, body = _halves(raw)
    told = [_line_of(head, name) for name in (b"message-id", b"from", b"date", b"subject")]
    return hashlib.sha256(b"\x1f".join([*told, hashlib.sha256(body).digest()])).hexdigest()


def read_envelope(head: bytes) -> Envelope:
    """The head of a mail; of one too broken to read, as far as it goes."""
    try:
        return _envelope(message_from_bytes(_halves(head)[0][:MOST_HEAD] + b"\r\n\r\n", policy=_Bare()))
    except Exception:  # whatever a stranger wrote there: the letter arrives all the same
        return Envelope()


def read_mail(raw: bytes) -> Mail:
    """The whole mail. Raises Unreadable for what is made to break readers: too deep, too many parts, endless heads."""
    if len(NESTING.findall(raw)) > MOST_NESTED:
        raise Unreadable(f"这封邮件一层套一层，超过 {MOST_NESTED} 层，没有拆开。请在邮箱里打开原件，用“登记诉求”登记")
    if len(_halves(raw)[0]) > MOST_HEAD:
        raise Unreadable("这封邮件的邮件头过长，没有拆开。请在邮箱里打开原件，用“登记诉求”登记")
    try:
        message = message_from_bytes(raw, policy=_Bare())
        parts = list(_leaves(message))
        return Mail(_envelope(message), _text(parts), tuple(_enclosed(parts)))
    except Unreadable:
        raise
    except Exception as error:  # the reader of the standard library raises what it likes on malformed input
        raise Unreadable(UNREADABLE) from error


def _leaves(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count >= MOST_PARTS:
            raise Unreadable(f"这封邮件有 {MOST_PARTS} 个以上的部分，没有拆开。请在邮箱里打开原件，用“登记诉求”登记")
        if not part.is_multipart():
            yield part


def _envelope(message: Message) -> Envelope:
    heads: dict[str, str] = {}
    for name, value in message.raw_items():
        heads.setdefault(name.lower(), str(value))
    name, address = _writer(heads.get("from", ""))
    return Envelope(
        message_id=next(iter(_identifiers(heads.get("message-id", ""))), ""),
        references=_references(heads),
        sender=address.lower() if MAIL.match(address) else "",
        sender_name=_one_line(header_text(name)),
        subject=_one_line(header_text(heads.get("subject", ""))),
        sent_at=_moment(heads.get("date", "")),
        automatic=is_automatic(heads),
    )


def _writer(head: str) -> tuple[str, str]:
    """Name and address of the first writer named; parsers differ on heads that are not well formed."""
    name, address = parseaddr(head)
    if "@" not in address:
        found = ADDRESS.search(head)
        name, address = head[: found.start()].strip(' <"') if found else head, found[0] if found else ""
    return name, address.strip()


def _references(heads: Mapping[str, str]) -> tuple[str, ...]:
    found = [*_identifiers(heads.get("references", "")), *_identifiers(heads.get("in-reply-to", ""))]
    return tuple(dict.fromkeys(found[-MOST_REFERENCES:]))


def _identifiers(text: str) -> list[str]:
    return [CONTROLS.sub("", one) for one in IDENTIFIER.findall(text)]


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(parts: Iterable[Message]) -> str:
    """The plain words; of the page where there are none worth the name (mailers enclose an empty or a token one)."""
    told: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in parts:
        if part.get_content_type() in told and not _is_enclosed(part):
            told[part.get_content_type()].append(decoded(_payload(part), _parameter(part, "charset", "content-type")))
    plain = tidy("\n\n".join(told["text/plain"]))
    if told["text/html"] and len(plain) < 20:
        plain = words_of_page("\n".join(told["text/html"])) or plain
    plain = CONTROLS.sub("", plain)
    return plain[:LONGEST_TEXT] + CUT if len(plain) > LONGEST_TEXT else plain


def _enclosed(parts: Iterable[Message]) -> Iterator[Enclosed]:
    for count, part in enumerate(parts, 1):
        name = _name(part)
        if _is_enclosed(part):
            yield Enclosed(name or f"附件{count}{_ending(part)}", _payload(part))


def _is_enclosed(part: Message) -> bool:
    if part.get_content_maintype() != "text":
        return True
    disposition = str(part.get("content-disposition") or "").strip().lower()
    return (
        disposition.startswith("attachment") or bool(_name(part)) or part.get_content_subtype() not in ("plain", "html")
    )


def _name(part: Message) -> str:
    return _one_line(_parameter(part, "filename", "content-disposition") or _parameter(part, "name", "content-type"))


def _parameter(part: Message, name: str, header: str) -> str:
    try:
        value: Any = part.get_param(name, "", header=header)
    except (ValueError, TypeError, AttributeError):
        return ""
    return parameter_text(value)


def _ending(part: Message) -> str:
    return {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}.get(part.get_content_type(), "")


def _payload(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _one_line(text: str) -> str:
    return " ".join(CONTROLS.sub(" ", remove_invisible(text)).split())[:LONGEST_LINE]


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    """Head and body."""
    found = re.search(rb"\r?\n\r?\n", raw)
    return (raw[: found.start()], raw[found.end() :]) if found else (raw, b"")


def _line_of(head: bytes, name: bytes) -> bytes:
    found = re.search(rb"(?im)^" + name + rb":[ \t]*(.*(?:\r?\n[ \t].*)*)", head)
    return b" ".join(found[1].split()) if found else b""
