"""Proving the record: entries against their hashes, chains, seals, an outside copy, and the tables."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain
from pathlib import Path

from django.db import connection

from qinqing.kernel.errors import Refused
from qinqing.services.journal import backend, guards
from qinqing.services.journal.models import Entry, Seal
from qinqing.services.journal.queries.anchors import as_sealed, read_anchor, sealed
from qinqing.services.journal.queries.replaying import check_replay
from qinqing.services.journal.rules.chains import ChainCheck, Tip
from qinqing.services.journal.rules.entries import encoded
from qinqing.services.journal.rules.faults import Faults, Report
from qinqing.services.journal.rules.seals import LeafCheck, SealChain, Sealed

Progress = Callable[[int], object]


def verify(*, since: str | None = None, anchor: Path | str | None = None, progress: Progress | None = None) -> Report:
    """Proves the record and names every row that is not as it was recorded.

    ``since`` names a seal (number, day or the beginning of its digest) that was proved before: only what came after
    it is read. ``anchor`` is a file written by ``export_seals`` and kept elsewhere: without one, whoever rewrites
    rows together with every hash and seal after them cannot be found. ``progress`` hears the size of each batch.
    Raises Refused for an unknown seal or an unreadable file.
    """
    faults = Faults()
    base = _find_seal(since) if since else None
    with backend.one_view():
        events, subjects, seals = _check_chains(faults, base, Path(anchor) if anchor else None, progress)
    check_replay(faults, after=base.last if base else 0)
    return Report(events=events, subjects=subjects, seals=seals, faults=faults.listed())


def missing_triggers() -> list[str]:
    """Names of the append-only triggers that are not in place."""
    return guards.missing(connection)


def entry_count(*, since: str | None = None) -> int:
    """How many entries ``verify`` will read, for its progress bar."""
    return Entry.objects.filter(pk__gt=_find_seal(since).last if since else 0).count()


def _check_chains(
    faults: Faults, base: Sealed | None, anchor: Path | None, progress: Progress | None
) -> tuple[int, int, int]:
    after, number = (base.last, base.number) if base else (None, 0)
    inside, outside = SealChain(faults, name="封存", base=base), SealChain(faults, name="外部存证", base=base)
    copies = _later(read_anchor(anchor), base, faults) if anchor else iter(())
    # Closed here, where their transaction still is: a refused anchor leaves the seals half read.
    with closing(sealed(after=number)) as seals, closing(outside.walk(copies)) as walked:
        leaves = [LeafCheck(faults, inside.walk(seals), name="封存"), LeafCheck(faults, walked, name="外部存证")]
        check = ChainCheck(faults, leaves, _tips_at(after) if after is not None else {})
        for rows in backend.stream_payloads(after=after):
            check.take(rows)
            if progress:
                progress(len(rows))
        subjects = _check_heads(check, after)
    _compare_seals(faults, inside, outside)
    return check.events, subjects, len(inside.digests) - (1 if base else 0)


def _check_heads(check: ChainCheck, after: int | None) -> int:
    count = 0
    for rows in backend.stream_heads(after=after):
        for head in rows:
            check.compare_head(*head)
        count += len(rows)
    check.finish()
    return count


def _compare_seals(faults: Faults, inside: SealChain, outside: SealChain) -> None:
    for number, digest in outside.digests.items():
        ours = inside.digests.get(number)
        if ours is None:
            faults.add(f"seal/{number}", 0, f"第 {number} 号封存缺失，外部存证中有它")
        elif ours != digest:
            faults.add(f"seal/{number}", 0, f"第 {number} 号封存与外部存证不同，被改写过")


def _later(seals: Iterator[Sealed], base: Sealed | None, faults: Faults) -> Iterator[Sealed]:
    """The anchor's seals after ``base``, once its own copy of ``base`` has been compared."""
    for seal in seals:
        if base is None or seal.number > base.number:
            yield seal
        elif seal.number == base.number and seal.digest != base.digest:
            faults.add(seal.subject, 0, f"第 {seal.number} 号封存与外部存证不同，被改写过")


def _tips_at(last: int) -> dict[bytes, Tip]:
    """Where the chains stood at an id, for the subjects that went on after it."""
    # Correlated on purpose: two index probes a subject, whatever the planner believes of the tables' sizes.
    former = "FROM journal_entry WHERE subject = later.subject AND id <= %s ORDER BY sequence DESC LIMIT 1"
    query = f"""
        SELECT subject, (SELECT sequence {former}), (SELECT hash {former}) FROM (
            SELECT subject FROM journal_entry WHERE id > %s UNION SELECT subject FROM journal_stream WHERE last > %s
        ) AS later
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [last] * 4)
        rows = cursor.fetchall()
    return {encoded(subject): (sequence, encoded(hashed)) for subject, sequence, hashed in rows if sequence}


def _find_seal(name: str) -> Sealed:
    found = next(chain(_by_number(name), _by_day(name), _by_digest(name)), None)
    if found is None:
        raise Refused(f"没有“{name}”这个封存，请用封存的编号、日期（如 2026-11-23）或摘要开头 8 位以上")
    return as_sealed(found)


def _by_number(name: str) -> Iterator[Seal]:
    if name.isascii() and name.isdigit() and len(name) < 8:
        yield from Seal.objects.filter(number=int(name))


def _by_day(name: str) -> Iterator[Seal]:
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return
    yield from Seal.objects.filter(day=day).order_by("-number")[:1]


def _by_digest(name: str) -> Iterator[Seal]:
    if len(name) >= 8:
        yield from Seal.objects.filter(digest__startswith=name.lower())[:1]
