"""What is in a data package that waits to be taken: shown before anything is done. 三(四), 四(一)4."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.city.queries.packages import sent_as
from qinqing.procedure.city.rules.contents import read_appeal, read_receipted, read_replied
from qinqing.procedure.city.rules.packages import Package, What, read_package
from qinqing.services.documents.rules import archives
from qinqing.services.exchange import queries as exchange
from qinqing.services.exchange.queries import Peer

NO_ZIP = "这不是数据包（ZIP 文件），请选择对方下载的数据包"
NOT_OURS = "这个{what}答的不是本单位寄出的诉求，请核对是不是拿错了数据包"


@dataclass(frozen=True, slots=True)
class Looked:
    """A package as it is shown: what it brings, from whom, whose signature holds, and what there is to it.

    ``rows`` are names with texts; ``fault`` says why it cannot be taken, empty where it can.
    """

    what: What
    down: bool
    source: str
    signer: str
    signed: bool
    rows: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    fault: str = ""


@contextmanager
def look_into(file: Any) -> Iterator[tuple[zipfile.ZipFile, Package]]:
    """The archive and the package in it. Raises Refused for what is no whole package."""
    try:
        with archives.opened(file) as archive:
            archives.read_all(archive)
            yield archive, read_package(archive)
    except zipfile.BadZipFile as error:
        raise Refused(NO_ZIP) from error


def looked(file: Any) -> Looked:
    """What is in it, before it is taken. Raises Refused for what is no whole package."""
    with look_into(file) as (_, package):
        signer = exchange.signer(package.key, package.signature, package.body)
        return Looked(
            what=package.what, down=package.down, source=package.source, signer=signer.name if signer else "",
            signed=bool(package.signature), rows=tuple(ROWS[package.what](package.content)),
            files=tuple(part.name for part in package.files), fault=_fault(package),
        )  # fmt: skip


def asked_for(package: Package) -> Appeal:
    """Our appeal that this package answers. Raises Refused where it answers none."""
    found = sent_as(package.key, str(package.content.get("number", "")))
    if found is None:
        raise Refused(NOT_OURS.format(what=package.what.label))
    if exchange.was_filed(package.key, package.digest):
        raise Refused(f"这个{package.what.label}已经收过，不再重复登记")
    return found


def need_from(package: Package, appeal: Appeal) -> Peer:
    """The county that answers: the one to which the appeal is transferred. Raises Refused for another's signature."""
    peer = exchange.by_package(appeal.lead_id) if appeal.lead_id else None
    signer = exchange.signer(package.key, package.signature, package.body)
    if peer is None or (signer is not None and signer.pk != peer.pk):
        raise Refused(f"这件现在不是转给{signer.name if signer else package.source}办理的，不收它的答复，请核对")
    return peer


def _fault(package: Package) -> str:
    try:
        if package.what is not What.APPEAL:
            appeal = asked_for(package)
            if package.what is What.ANSWER and not package.down:
                need_from(package, appeal)
        elif known := exchange.known_key(package.key):
            return f"这件诉求已经收过（对方编号 {known.theirs or '—'}），不再重复登记"
    except Refused as refusal:
        return refusal.reason
    return ""


def _of_appeal(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told = read_appeal(content)
    yield "对方编号", told.number
    yield "标题", told.title
    yield "企业", told.enterprise + (f"（{told.credit_code}）" if told.credit_code else "")
    yield "联系人", f"{told.contact} {told.phone}".strip()
    yield "诉求内容", told.text
    yield "说明", told.note


def _of_answer(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told = read_replied(content)
    yield "答复的诉求", told.number
    yield "对方编号", told.theirs
    yield "结果", told.conclusion.outcome.label
    yield "查明情况", told.conclusion.checked
    yield "答复意见", told.conclusion.text
    yield "政策依据", told.conclusion.basis
    yield "联系人", told.conclusion.contact
    yield "签发", told.conclusion.signer


def _of_receipt(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told = read_receipted(content)
    yield "诉求", told.number
    yield "对方登记为", told.theirs
    yield "没有收的材料", "；".join(told.refused)


ROWS = {What.APPEAL: _of_appeal, What.ANSWER: _of_answer, What.ACKNOWLEDGEMENT: _of_receipt}
