"""Which characters bytes stand for, whatever their label says: UTF-8 where they can be, GB18030 otherwise."""

import base64
import binascii
import quopri
import re

CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936", "hz", "x-gbk", "gb_2312-80", "euc-cn"})
OTHERS = frozenset({"big5", "utf-16", "utf-16le", "utf-16be", "iso-2022-jp", "shift_jis", "euc-kr", "windows-1252"})
WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
BETWEEN = re.compile(r"(\?=)\s+(=\?)")


def decoded(raw: bytes, label: str = "") -> str:
    """The text of bytes. A label is believed where it names another language's and the bytes fit it; else UTF-8 if
    they can be, else GB18030."""
    label = label.strip().strip("\"'").lower()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        label, first = "utf-16", ["utf-16"]
    else:
        first = [*([label] if label in OTHERS else []), "utf-8", "gb18030"]
    for name in first:
        try:
            return raw.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030" if label in CHINESE else "utf-8", "replace")


def header_text(value: object) -> str:
    """A header as people read it: encoded words (RFC 2047), or bytes that somebody put there bare."""
    text = str(value or "")
    raw = text.encode("utf-8", "surrogateescape")
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        text = decoded(raw)
    text = re.sub(r"[\r\n]+[ \t]*", " ", text)
    return _joined(BETWEEN.sub(r"\1\2", text))


def _joined(text: str) -> str:
    """Encoded words decoded; neighbours of one charset together, since some mailers cut between two bytes of a character."""
    told: list[str] = []
    pending, charset, end = b"", "", 0
    for found in WORD.finditer(text):
        between, word = text[end : found.start()], found[1].split("*")[0].lower()
        if pending and (between or word != charset):
            told.append(decoded(pending, charset))
            pending = b""
        told.append(between)
        pending, charset, end = pending + _bytes_of(found[2], found[3]), word, found.end()
    if pending:
        told.append(decoded(pending, charset))
    return "".join(told) + text[end:]


def _bytes_of(encoding: str, content: str) -> bytes:
    raw = content.encode("ascii", "replace")
    if encoding in "qQ":
        return quopri.decodestring(raw.replace(b"_", b"=20"))
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw


def parameter_text(value: object) -> str:
    """A parameter such as a file's name: continued and labelled (RFC 2231), or an encoded word where none belongs."""
    if isinstance(value, tuple):
        charset, _, text = value  # the library has undone the percent signs, a byte a character
        return decoded(str(text).strip('"').encode("latin-1", "replace"), str(charset or ""))
    return header_text(value)
