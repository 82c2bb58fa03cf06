"""A mail server of this machine that speaks as much IMAP as is asked of it, with one mailbox; it can be made to fail."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ARRIVED = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@dataclass
class Kept:
    """One mail in the mailbox."""

    uid: int
    raw: bytes
    at: datetime
    seen: bool = False
    claims: int | None = None  # another size than it has


@dataclass
class Postbox:
    """The mailbox, and what was asked of its server. ``break_at``: the line is cut when this command comes."""

    port: int = 0
    password: str = "right"
    folder: str = "INBOX"
    validity: int = 7
    mails: list[Kept] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    break_at: str = ""
    needs_name: bool = False

    def put(
        self, mail: EmailMessage | bytes, *, at: datetime = ARRIVED, seen: bool = False, claims: int | None = None
    ) -> Kept:
        """One more mail, with the next number."""
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        kept = Kept(
            max((one.uid for one in self.mails), default=0) + 1,
            raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            at,
            seen,
            claims,
        )
        self.mails.append(kept)
        return kept

    def renumber(self) -> None:
        """The mailbox was rebuilt: other numbers, the same mails."""
        self.validity += 1
        for one in self.mails:
            one.uid += 1000


class _Session(socketserver.StreamRequestHandler):
    box: Postbox

    def handle(self) -> None:
        self.named = False
        self._say("* OK ready")
        for line in self.rfile:
            tag, _, told = line.decode("utf-8", "replace").strip().partition(" ")
            self.box.asked.append(told)
            if self.box.break_at and self.box.break_at in told:
                return
            name = told.split()[0].upper() if told else ""
            if name == "LOGOUT":
                self._say("* BYE", f"{tag} OK bye")
                return
            act = getattr(self, f"_{name.lower()}", None)
            self._say(f"{tag} {act(told) if act else 'BAD'} said")

    def _capability(self, told: str) -> str:
        self._say("* CAPABILITY IMAP4rev1 ID")
        return "OK"

    def _login(self, told: str) -> str:
        return "OK" if f'"{self.box.password}"' in told else "NO [AUTHENTICATIONFAILED] wrong"

    def _id(self, told: str) -> str:
        self.named = True
        self._say("* ID NIL")
        return "OK"

    def _select(self, told: str) -> str:
        if self.box.needs_name and not self.named:
            return "NO SELECT Unsafe Login"
        if self.box.folder not in told:
            return "NO there is none"
        following = max((one.uid for one in self.box.mails), default=0) + 1
        self._say(
            f"* {len(self.box.mails)} EXISTS", f"* OK [UIDVALIDITY {self.box.validity}]", f"* OK [UIDNEXT {following}]"
        )
        return "OK [READ-WRITE]"

    def _noop(self, told: str) -> str:
        return "OK"

    def _uid(self, told: str) -> str:
        what = told.split()[1].upper()
        return {"SEARCH": self._search, "FETCH": self._fetch, "STORE": self._store}[what](told)

    def _search(self, told: str) -> str:
        rows = list(self.box.mails)
        if "UNSEEN" in told:
            rows = [one for one in rows if not one.seen]
        if found := re.search(r"SINCE (\d+)-(\w{3})-(\d{4})", told):
            day = datetime(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]), tzinfo=UTC)
            rows = [one for one in rows if one.at >= day]
        if found := re.search(r"UID (\d+):\*", told.split("SEARCH", 1)[1]):
            last = max((one.uid for one in self.box.mails), default=0)
            rows = [one for one in rows if one.uid >= int(found[1]) or one.uid == last]  # as the RFC has it
        self._say("* SEARCH " + " ".join(str(one.uid) for one in rows))
        return "OK"

    def _fetch(self, told: str) -> str:
        one = self._one(told)
        if one is None:
            return "OK"
        place = self.box.mails.index(one) + 1
        if "RFC822.SIZE" in told:
            stamp = f"{one.at.day:2d}-{MONTHS[one.at.month - 1]}-{one.at.year} {one.at:%H:%M:%S} +0000"
            size = len(one.raw) if one.claims is None else one.claims
            self._say(f'* {place} FETCH (UID {one.uid} RFC822.SIZE {size} INTERNALDATE "{stamp}")')
            return "OK"
        assert "PEEK" in told, "reading must not mark it as seen"
        raw = one.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in told else one.raw
        self.wfile.write(f"* {place} FETCH (UID {one.uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
        return "OK"

    def _store(self, told: str) -> str:
        one = self._one(told)
        assert r"\Seen" in told
        assert "Deleted" not in told
        if one is not None:
            one.seen = True
        return "OK"

    def _one(self, told: str) -> Kept | None:
        uid = int(told.split()[2])
        return next((one for one in self.box.mails if one.uid == uid), None)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A mailbox on a free port of this machine."""
    box = Postbox()
    session: Any = type("Session", (_Session,), {"box": box})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), session)
    server.daemon_threads = True
    server.handle_error = lambda *trouble: None  # type: ignore[method-assign]
    box.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def mail(text: str = "园区二号线每周停电两三次，请帮助协调。", **heads: str) -> EmailMessage:
    """A mail as somebody writes it; ``message_id=""`` leaves that out."""
    made = EmailMessage()
    told = {"from": "陈建国 <chen@hengxin.example>", "to": "jdr@example.gov.cn", "subject": "停电问题",
            "date": "Mon, 23 Nov 2026 08:29:00 +0800", "message_id": "<a1@hengxin.example>", **heads}  # fmt: skip
    for name, value in told.items():
        if value:
            made[name.replace("_", "-")] = value
    made.set_content(text)
    return made
