"""The mailbox on its server, over IMAP (RFC 3501): nothing is taken away there, mails are only marked as seen."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

PATIENCE = 20  # seconds for one answer
HEAD_READ = 256 * 1024
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UIDS = re.compile(rb"[0-9]+")
imaplib.Commands.setdefault("ID", ("AUTH", "SELECTED"))  # RFC 2971


class Unreached(Exception):
    """The mailbox cannot be read; says in Chinese what the matter is and what to look at."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the server says of one mail: its size, and when it came there."""

    size: int
    arrived_at: datetime | None


class Folder:
    """One folder, opened. Numbers are UIDs, good while ``validity`` is the same."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self.connection = connection
        self.validity = self._number("UIDVALIDITY")
        self.next = self._number("UIDNEXT")

    def search(self, *criteria: str) -> list[int]:
        """The mails that fit, the oldest first."""
        _, found = self._asked("SEARCH", *criteria)
        return sorted({int(one) for line in found if line for one in UIDS.findall(line)})

    def look(self, uid: int) -> Seen | None:
        """Size and arrival; None for a mail that is not there any more."""
        _, found = self._asked("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)")
        told = b" ".join(part if isinstance(part, bytes) else part[0] for part in found if part)
        size = re.search(rb"RFC822\.SIZE (\d+)", told)
        return Seen(int(size[1]), _arrival(told)) if size else None

    def mail(self, uid: int, *, head_only: bool = False) -> bytes | None:
        """The mail's bytes, or those of its head; unread there as before."""
        section = f"BODY.PEEK[HEADER]<0.{HEAD_READ}>" if head_only else "BODY.PEEK[]"
        _, found = self._asked("FETCH", str(uid), f"({section})")
        return next((part[1] for part in found if isinstance(part, tuple)), None)

    def mark(self, uid: int) -> None:
        """Tells the server that it has been read."""
        self._asked("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _asked(self, command: str, *told: str) -> tuple[str, list[Any]]:
        kind, found = self.connection.uid(command, *told)
        if kind != "OK":
            raise Unreached(f"邮件服务器没有完成 {command}，请稍后再看；一直这样请联系邮箱的服务方")
        return kind, found

    def _number(self, name: str) -> int:
        _, found = self.connection.response(name)
        return int(found[0]) if found and found[0] else 0


@contextmanager
def opened_folder() -> Iterator[Folder]:
    """The configured folder, opened; closed afterwards without expunging. Raises Unreached."""
    connection = None
    try:
        connection = _connected()
        _signed_in(connection)
        yield Folder(_opened(connection))
    except imaplib.IMAP4.error as error:
        raise Unreached("邮件服务器中途断开或回答不合规矩，下次再收") from error
    except ssl.SSLError as error:
        raise Unreached(
            "邮件服务器的证书没有通过核验，或者没有用 TLS，请核对 QINQING_IMAP_HOST 和 QINQING_IMAP_TLS"
        ) from error
    except OSError as error:
        raise Unreached("连不上邮件服务器，请核对 QINQING_IMAP_HOST、QINQING_IMAP_PORT 和网络") from error
    finally:
        if connection is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                connection.logout()
            with suppress(OSError):  # a line that was cut is not closed by saying goodbye
                connection.shutdown()


def _connected() -> imaplib.IMAP4:
    told: dict[str, Any] = settings.QINQING_IMAP
    if told["tls"] == "tls":
        return imaplib.IMAP4_SSL(told["host"], told["port"], ssl_context=ssl.create_default_context(), timeout=PATIENCE)
    plain = imaplib.IMAP4(told["host"], told["port"], timeout=PATIENCE)
    if told["tls"] == "starttls":
        plain.starttls(ssl.create_default_context())
    return plain


def _signed_in(connection: imaplib.IMAP4) -> None:
    told: dict[str, Any] = settings.QINQING_IMAP
    try:
        connection.login(told["user"], told["password"])
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError) as error:
        raise Unreached("邮件服务器不接受用户名和密码（有的邮箱要用单独的授权码），请核对后重启") from error
    if "ID" in connection.capabilities:  # some Chinese providers open no folder for whoever does not say its name
        with suppress(imaplib.IMAP4.error):
            connection._simple_command("ID", '("name" "qinqing" "version" "1")')


def _opened(connection: imaplib.IMAP4) -> imaplib.IMAP4:
    folder = str(settings.QINQING_IMAP["folder"])
    kind, _ = connection.select(f'"{folder_name(folder)}"')
    if kind != "OK":
        raise Unreached(f"邮箱里没有“{folder[:40]}”这个文件夹，或者不让打开，请核对 QINQING_IMAP_FOLDER")
    return connection


def folder_name(name: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3), quoted."""
    told = re.sub("[^\x20-\x7e]+", lambda found: _shifted(found[0]), name.replace("&", "&-"))
    return told.replace("\\", "\\\\").replace('"', '\\"')


def _shifted(text: str) -> str:
    return "&" + base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"


def on_day(at: datetime) -> str:
    """A day as IMAP's searches want it, whatever the machine's language."""
    return f"{at.day}-{MONTHS[at.month - 1]}-{at.year}"


def _arrival(told: bytes) -> datetime | None:
    """INTERNALDATE with its own offset."""
    found = re.search(rb'INTERNALDATE "([ 0-9]?[0-9]-[A-Za-z]{3}-[0-9]{4} [0-9:]{8} [+-][0-9]{4})"', told)
    if not found:
        return None
    day, clock, offset = found[1].decode().split()
    number, month, year = day.split("-")
    try:
        written = f"{year}-{MONTHS.index(month.title()) + 1:02d}-{int(number):02d}T{clock}{offset}"
        return datetime.strptime(written, "%Y-%m-%dT%H:%M:%S%z").astimezone(UTC)
    except ValueError:
        return None
