"""Taking in a data package: what a county without a line to this house hands over as a file. 四(一)4."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files import File as Named
from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.city.actions.taking import enter
from qinqing.procedure.city.permits import may_take_package
from qinqing.procedure.city.rules.contents import read_appeal
from qinqing.procedure.city.rules.packages import Package, Part, read_package
from qinqing.services.documents.rules import archives
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange import queries as exchanges

NO_ZIP = "这不是数据包（ZIP 文件），请选择报送单位下载的数据包"


@dataclass(frozen=True, slots=True)
class Entered:
    """The appeal as it was entered, and which of its files were not accepted, each with why."""

    appeal: Appeal
    refused: tuple[str, ...]


def take_package(file: Any, *, by: Actor, at: datetime) -> Entered:
    """收数据包: enters the appeal with its papers and files. Raises Refused for what is no whole package, or came before."""
    may_take_package(by).enforce()
    try:
        with archives.opened(file) as archive:
            archives.read_all(archive)
            return _enter(archive, read_package(archive), by, at)
    except zipfile.BadZipFile as error:
        raise Refused(NO_ZIP) from error
    except IntegrityError as error:
        raise Refused("这个数据包刚刚由同事收下了，请在诉求里查找") from error


@transaction.atomic
def _enter(archive: zipfile.ZipFile, package: Package, by: Actor, at: datetime) -> Entered:
    known = exchanges.known_key(package.key)
    if known:
        raise Refused(f"这件诉求已经收过（对方编号 {known.theirs or '—'}），不再重复登记，请在诉求里查找")
    brought = read_appeal(package.appeal)
    appeal = enter(brought, down=False, by=by, at=at)
    exchange.file_thread(
        package.key, appeal.subject, theirs=brought.number, source=brought.source, dossier=package.appeal, by=by, at=at
    )
    return Entered(appeal, tuple(_attach(archive, package.files, appeal, by, at)))


def _attach(
    archive: zipfile.ZipFile, parts: tuple[Part, ...], appeal: Appeal, by: Actor, at: datetime
) -> Iterator[str]:
    """Each file by itself, checked like any upload; yields those that were not accepted."""
    for part in parts:
        try:
            with archive.open(part.path) as opened, transaction.atomic():
                actions.supplement(appeal, note="数据包里的材料", by=by, at=at, files=[_named(opened, part.name)])
        except Refused as refusal:
            yield f"{part.name}：{refusal.reason}"


def _named(opened: IO[bytes], name: str) -> Named:
    return Named(opened, name=name)
