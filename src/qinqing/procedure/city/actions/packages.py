"""Taking in a data package: what a house without a line to this one hands over as a file. 三(四), 四(一)4."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files import File as Named
from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.city.actions.following import taking_in
from qinqing.procedure.city.actions.taking import city_replies, county_replies, enter
from qinqing.procedure.city.permits import may_take_package
from qinqing.procedure.city.queries.looking import asked_for, look_into, need_from
from qinqing.procedure.city.queries.telling import files_of
from qinqing.procedure.city.rules.contents import read_appeal, read_receipted, read_replied
from qinqing.procedure.city.rules.packages import Package, Part, What
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange import queries as exchanges
from qinqing.services.exchange.queries import Thread
from qinqing.services.exchange.rules.fates import ParcelKind


@dataclass(frozen=True, slots=True)
class Entered:
    """The appeal it is about, what it brought, and which of its files were not accepted, each with why."""

    appeal: Appeal
    what: What
    refused: tuple[str, ...] = ()


def take_package(file: Any, *, by: Actor, at: datetime) -> Entered:
    """收数据包: an appeal with its papers and files, the answer to one of ours, or a receipt. Raises Refused for what is no
    whole package, came before, or fits nothing here."""
    may_take_package(by).enforce()
    try:
        with look_into(file) as (archive, package), transaction.atomic():
            return TAKERS[package.what](archive, package, by, at)
    except IntegrityError as error:
        raise Refused("这个数据包刚刚由同事收下了，请在诉求里查找") from error


def _take_appeal(archive: zipfile.ZipFile, package: Package, by: Actor, at: datetime) -> Entered:
    """Entered as come up from a county, or as handed down by the city; once."""
    known = exchanges.known_key(package.key)
    if known:
        raise Refused(f"这件诉求已经收过（对方编号 {known.theirs or '—'}），不再重复登记，请在诉求里查找")
    brought = read_appeal(package.content)
    source = package.source or brought.source
    who = Actor(Role.CITY, name=source) if package.down else by
    appeal = enter(brought, down=package.down, by=who, at=at)
    thread = exchange.file_thread(
        package.key,
        appeal.subject,
        theirs=brought.number,
        dossier=package.content,
        asked=False,
        by=by,
        at=at,
        source=source,
    )
    refused = tuple(_attach(archive, package.files, lambda: appeal, by, at))
    _file(thread, package, ParcelKind.APPEAL, brought.number, refused, by, at)
    return Entered(appeal, What.APPEAL, refused)


def _take_answer(archive: zipfile.ZipFile, package: Package, by: Actor, at: datetime) -> Entered:
    """四(一)4, 三(四): what the city or a county came to, as if it had come over the line."""
    replied, appeal = read_replied(package.content), asked_for(package)
    thread = _thread(package, appeal, replied.theirs, by, at)
    with taking_in(thread):
        if package.down:
            city_replies(Actor(Role.CITY, name=package.source), appeal, replied.conclusion, at)
        else:
            county_replies(need_from(package, appeal), appeal, replied.conclusion, at)
    said = f"{replied.conclusion.outcome.label}：{replied.conclusion.text}"
    kept = {one.sha256 for one in files_of(appeal, whole=True)}
    fresh = [part for part in package.files if part.sha256 not in kept]
    refused = tuple(_attach(archive, tuple(fresh), lambda: asked_for(package), by, at))
    _file(thread, package, ParcelKind.ANSWER, said, refused, by, at)
    return Entered(appeal, What.ANSWER, refused)


def _take_receipt(archive: zipfile.ZipFile, package: Package, by: Actor, at: datetime) -> Entered:
    """They have it, under their number, and where their record says so."""
    told, appeal = read_receipted(package.content), asked_for(package)
    thread = _thread(package, appeal, told.theirs, by, at)
    said = f"对方登记为 {told.theirs}" + (f"，没有收的材料：{'；'.join(told.refused)}" if told.refused else "")
    _file(thread, package, ParcelKind.STATUS, said, (), by, at)
    return Entered(appeal, What.ACKNOWLEDGEMENT)


TAKERS: dict[What, Callable[[zipfile.ZipFile, Package, Actor, datetime], Entered]] = {
    What.APPEAL: _take_appeal,
    What.ANSWER: _take_answer,
    What.ACKNOWLEDGEMENT: _take_receipt,
}


def _thread(package: Package, appeal: Appeal, theirs: str, by: Actor, at: datetime) -> Thread:
    """The thread of the package that went out; it begins with the first thing that comes back."""
    known = exchanges.asked_by_file(package.key)
    if known:
        return known
    source = package.source
    return exchange.file_thread(
        package.key, appeal.subject, theirs=theirs, source=source, dossier=None, asked=True, by=by, at=at
    )


def _file(
    thread: Thread, package: Package, kind: ParcelKind, said: str, refused: tuple[str, ...], by: Actor, at: datetime
) -> None:
    exchange.file_package(
        thread, kind, source=package.source, digest=package.digest, quote=package.quote, said=said, refused=refused,
        by=by, at=at,
    )  # fmt: skip


def _attach(
    archive: zipfile.ZipFile, parts: tuple[Part, ...], appeal: Callable[[], Appeal], by: Actor, at: datetime
) -> Iterator[str]:
    """Each file by itself, checked like any upload; yields those that were not accepted."""
    for part in parts:
        try:
            with archive.open(part.path) as opened, transaction.atomic():
                actions.supplement(appeal(), note="数据包里的材料", by=by, at=at, files=[_named(opened, part.name)])
        except Refused as refusal:
            yield f"{part.name}：{refusal.reason}"


def _named(opened: IO[bytes], name: str) -> Named:
    return Named(opened, name=name)
