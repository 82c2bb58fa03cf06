"""What went to and fro about one thing. The caller has made sure that the reader may see the thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qinqing.services.exchange.models import Incoming, Outgoing, Thread
from qinqing.services.exchange.rules.fates import ParcelFate, ParcelKind


@dataclass(frozen=True, slots=True)
class Leg:
    """One parcel as the page of the thing shows it: which way, with what, what became of it, and where it is recorded."""

    out: bool
    code: str
    kind: str
    at: datetime
    number: int
    fate: str
    fate_label: str
    why: str
    said: str
    ended_at: datetime | None
    tries: int
    quote: str
    seal: str


def threads_about(about: str) -> list[Thread]:
    """The threads about one thing, the latest first."""
    return list(Thread.objects.filter(about=about).select_related("peer").order_by("-id"))


def live_about(subjects: Iterable[str]) -> dict[str, list[Thread]]:
    """The threads with a peer in which something may still be told, by what they are about; one query."""
    rows = Thread.objects.filter(about__in=set(subjects), over=False, peer__isnull=False)
    found: dict[str, list[Thread]] = {}
    for thread in rows.select_related("peer").order_by("id"):
        found.setdefault(thread.about, []).append(thread)
    return found


def of_subjects(subjects: Iterable[str]) -> list[Thread]:
    """The threads under these names of the journal's."""
    codes = {one.partition("/")[2] for one in subjects if one.startswith("exchange/")}
    return list(Thread.objects.filter(code__in=codes).select_related("peer")) if codes else []


def known_key(key: str) -> Thread | None:
    """The thread under this key in which something came here, with whichever peer or out of a file."""
    return Thread.objects.filter(key=key, asked=False).first()


def known_files(thread: Thread) -> set[str]:
    """The digests of the files that went out in this thread."""
    rows = Outgoing.objects.filter(thread=thread, kind=ParcelKind.MATERIAL)
    return set(rows.values_list("content__sha256", flat=True))


def gone_files(thread: Thread) -> set[str]:
    """The digests of those of them that the other side has whole, or is still to be sent."""
    rows = Outgoing.objects.filter(thread=thread, kind=ParcelKind.MATERIAL)
    sent = rows.filter(fate__in=(ParcelFate.DELIVERED, ParcelFate.WAITING)).values_list("content", flat=True)
    return {one["sha256"] for one in sent if one["part"] == one["parts"]}


def legs(threads: Sequence[Thread]) -> list[Leg]:
    """Every parcel of these threads, the newest first, of a file only the last piece unless another got stuck."""
    out = [_out(row) for row in Outgoing.objects.filter(thread__in=threads).order_by("id") if _shows(row)]
    came = [_in(row) for row in Incoming.objects.filter(thread__in=threads).order_by("id") if row.said or row.why]
    return sorted(out + came, key=lambda leg: (leg.at, leg.number), reverse=True)


def _shows(row: Outgoing) -> bool:
    piece = row.kind == ParcelKind.MATERIAL and row.content["part"] < row.content["parts"]
    return not piece or row.fate in (ParcelFate.FAILED, ParcelFate.DECLINED)


def _out(row: Outgoing) -> Leg:
    quoted = (row.receipt or {}).get("quote") or {}
    place = f"{quoted['subject']}#{quoted['sequence']} {quoted['hash']}" if quoted else ""
    said = str(row.content.get("name") or row.content.get("words") or "")
    return Leg(
        True, row.code, row.get_kind_display(), row.made_at, row.number, row.fate, row.get_fate_display(), row.why, said,
        row.ended_at, row.tries, place, quoted.get("seal", ""),
    )  # fmt: skip


def _in(row: Incoming) -> Leg:
    told = row.quote
    place = f"{told['subject']}#{told['sequence']} {told['hash']}" if told else ""
    label, fate = ("已收", "taken") if row.accepted else ("不收", "declined")
    return Leg(
        False, row.code, row.get_kind_display(), row.at, row.number, fate, label, row.why, row.said, row.at, 1, place,
        told.get("seal", ""),
    )  # fmt: skip
