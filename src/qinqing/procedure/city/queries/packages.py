"""The data packages of an appeal: made when they are asked for, out of what is filed, for a house without a line to ours.

The request goes up to the city, a hand-down down to a county; whoever took one gives its receipt, and the answer.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.rules.kinds import Channel, Outcome
from qinqing.procedure.appeals.states import State
from qinqing.procedure.city.permits import may_exchange
from qinqing.procedure.city.queries.telling import concluded, files_of, signed, told_of
from qinqing.procedure.city.rules.packages import (
    FILES,
    MANIFEST,
    PAPERS,
    SIGNATURE,
    Part,
    What,
    content_of,
    key_for,
    manifest,
)
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules import archives
from qinqing.services.exchange import queries as exchange
from qinqing.services.exchange.queries import Thread
from qinqing.services.exchange.queries.quoting import quote
from qinqing.services.exchange.rules.forms import canonical
from qinqing.services.journal import queries as journal

TOP = 4  # the rung of the city
FORMS = ("docx", "pdf")
DATED = (1980, 1, 1, 0, 0, 0)  # the same package has the same bytes
CHUNK = 1 << 20
NAMES = {
    (What.APPEAL, False): "报市数据包",
    (What.APPEAL, True): "转办数据包",
    (What.ANSWER, False): "答复数据包",
    (What.ANSWER, True): "答复数据包",
    (What.ACKNOWLEDGEMENT, False): "回执",
    (What.ACKNOWLEDGEMENT, True): "回执",
}


def packages(appeal: Appeal, actor: Actor) -> dict[What, str]:
    """What may be taken away of an appeal, by this post, and how each is called; three queries at most."""
    if not may_exchange(actor):
        return {}
    if (thread := _came(appeal)) is not None:
        told = {What.ACKNOWLEDGEMENT: True, What.ANSWER: _conclusion(appeal) is not None}
        down = thread.peer_id is None and appeal.channel == Channel.COUNTY
    else:
        down = _goes_down(appeal)
        told = {What.APPEAL: down or appeal.rung == TOP}
    return {what: NAMES[what, down] for what, there in told.items() if there}


def package(appeal: Appeal, what: What, actor: Actor) -> tuple[IO[bytes], str]:
    """The ZIP, to be closed by who sends it, and its name. Raises NotFound where there is none."""
    named = packages(appeal, actor)
    if what not in named:
        raise NotFound("package")
    head = journal.last(appeal.subject)
    assert head is not None  # no appeal without its first entry
    thread = _came(appeal)
    down = appeal.channel == Channel.COUNTY if thread else _goes_down(appeal)
    key = thread.key if thread else _key(appeal)
    made = tempfile.TemporaryFile()  # noqa: SIM115  (the door sends and closes it)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        name = content_of(what)
        parts = [_put(archive, name, name, canonical(_content(appeal, what, thread)))]
        parts += _papers(archive, appeal) if what is What.APPEAL and not down else []
        parts += _files(archive, appeal, thread) if what is not What.ACKNOWLEDGEMENT else []
        source = register.county().name
        body = manifest(key, asdict(quote(head)), parts, what=what, down=down, source=source)
        _put(archive, MANIFEST, MANIFEST, body)
        signature = exchange.sign(key, int(head.at.timestamp()), body)
        if signature:
            _put(archive, SIGNATURE, SIGNATURE, canonical(signature))
    made.seek(0)
    return made, f"{appeal.number}{named[what]}.zip"


def sent_as(key: str, number: str) -> Appeal | None:
    """Our appeal that went out in a package under this key; the number says where to look."""
    try:
        found = appeals.by_number(MACHINE, number)
    except NotFound:
        return None
    return found if _key(found) == key else None


def _content(appeal: Appeal, what: What, thread: Thread | None) -> Mapping[str, Any]:
    if what is What.APPEAL or thread is None:
        return told_of(appeal, files_of(appeal))
    told = {"number": thread.theirs, "theirs": appeal.number}
    if what is What.ANSWER:
        return told | dict(_conclusion(appeal) or {})
    taken = exchange.taken_package(thread)
    return told | {"package": taken.digest, "refused": taken.refused}


def _conclusion(appeal: Appeal) -> Mapping[str, Any] | None:
    """What was come to here: the last signed answer, or that it was refused; nothing before that."""
    if appeal.standing is State.REFUSED:
        text = f"不予受理：{appeal.refusal_reason}" + (
            f"；可以找：{appeal.refusal_pointer}" if appeal.refusal_pointer else ""
        )
        return {"outcome": Outcome.UNRESOLVED.value, "text": text, "signer": register.county().name}
    answers = signed(appeal)
    return concluded(answers[-1]) if answers else None


def _came(appeal: Appeal) -> Thread | None:
    """The thread in which it came as a file."""
    if not appeal.exchanged:
        return None
    return next((one for one in exchange.threads_about(appeal.subject) if one.peer_id is None and not one.asked), None)


def _goes_down(appeal: Appeal) -> bool:
    """Transferred to a county that has no line to this house."""
    return appeal.closed_at is None and appeal.lead_id is not None and exchange.by_package(appeal.lead_id) is not None


def _papers(archive: zipfile.ZipFile, appeal: Appeal) -> list[Part]:
    written = [one for one in documents.papers_of(appeal.subject) if one.kind == "request"]
    found = []
    for form in FORMS:
        for count, one in enumerate(written, 1):
            content, _ = documents.paper_file(documents.paper(one.code), form)
            name = f"{one.title}.{form}".replace("/", "／")
            found.append(_put(archive, f"{PAPERS}{count:02d}-{name}", name, content))
    return found


def _files(archive: zipfile.ZipFile, appeal: Appeal, thread: Thread | None) -> list[Part]:
    """Its material; in an answer without what they sent along themselves."""
    dossier = (thread.dossier if thread else None) or {}
    theirs = {one.get("name") for one in dossier.get("files", [])}
    theirs |= {f"{one.get('title')}.{form}" for one in dossier.get("papers", []) for form in FORMS}
    return list(_copied(archive, [one for one in documents.attachments(appeal.subject) if one.name not in theirs]))


def _copied(archive: zipfile.ZipFile, attached: Iterable[documents.Attachment]) -> Iterable[Part]:
    for count, (name, source) in enumerate(_opened(attached), 1):
        path, digest = f"{FILES}{count:02d}-{name}".replace("\\", "_"), hashlib.sha256()
        with archive.open(_entry(path), "w") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        yield Part(path, name, digest.hexdigest())


def _opened(attached: Iterable[documents.Attachment]) -> Iterator[tuple[str, IO[bytes]]]:
    """Each file with its name; of a ZIP what is in it, for no house takes one inside another."""
    for one in attached:
        with documents.open_attachment(one.code).file as source:
            if not one.name.lower().endswith(".zip"):
                yield one.name, source
                continue
            with archives.opened(source) as inner:
                for entry in (entry for entry in inner.infolist() if not entry.is_dir()):
                    with inner.open(entry) as part:
                        name = archives.name_of(entry).rpartition("/")[2]
                        yield f"{one.name[:-4]}－{name}"[-200:], part


def _put(archive: zipfile.ZipFile, path: str, name: str, content: bytes) -> Part:
    archive.writestr(_entry(path), content)
    return Part(path, name, hashlib.sha256(content).hexdigest())


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, DATED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _key(appeal: Appeal) -> str:
    """The key of the thread, where the appeal also went over the line: the other side sees that it is the same."""
    asked = [one for one in exchange.threads_about(appeal.subject) if one.asked]
    return asked[0].key if asked else key_for(appeal.number, appeal.code)
