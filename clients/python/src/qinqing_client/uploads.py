"""Files as a multipart form (RFC 7578)."""

import secrets
from collections.abc import Iterable, Sequence
from urllib.parse import quote

Files = Sequence[tuple[str, bytes]]


def form(fields: Iterable[tuple[str, str]], files: Files) -> tuple[str, bytes]:
    """Content type and body. ``files`` are names with contents; a quotation mark in a name is escaped as browsers do."""
    line = f"qinqing-{secrets.token_hex(16)}"
    parts = [_part(line, f'name="{name}"', text.encode()) for name, text in fields]
    parts += [_part(line, f'name="files"; filename="{_name(name)}"', content, FILE) for name, content in files]
    return f"multipart/form-data; boundary={line}", b"".join([*parts, f"--{line}--\r\n".encode()])


FILE = "\r\nContent-Type: application/octet-stream"


def _part(line: str, named: str, content: bytes, more: str = "") -> bytes:
    return f"--{line}\r\nContent-Disposition: form-data; {named}{more}\r\n\r\n".encode() + content + b"\r\n"


def _name(text: str) -> str:
    return "".join(quote(one) if one in '"\r\n' else one for one in text)
