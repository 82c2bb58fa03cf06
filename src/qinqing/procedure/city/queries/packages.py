"""The data package of an appeal that was reported to the city: made when it is asked for, out of what is filed."""

import hashlib
import tempfile
import zipfile
from dataclasses import asdict
from typing import IO

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.city.permits import may_exchange
from qinqing.procedure.city.queries.telling import files_of, told_of
from qinqing.procedure.city.rules.packages import APPEAL, FILES, MANIFEST, PAPERS, Part, key_for, manifest
from qinqing.services.documents import queries as documents
from qinqing.services.exchange import queries as exchange
from qinqing.services.exchange.queries.quoting import quote
from qinqing.services.exchange.rules.forms import canonical
from qinqing.services.journal import queries as journal

TOP = 4  # the rung of the city
FORMS = ("docx", "pdf")
DATED = (1980, 1, 1, 0, 0, 0)  # the same package has the same bytes
CHUNK = 1 << 20


def has_package(appeal: Appeal, actor: Actor) -> bool:
    """Whether there is a package to take away: the appeal has reached the city's rung, and it is this post's to report."""
    return appeal.rung == TOP and bool(may_exchange(actor))


def package(appeal: Appeal, actor: Actor) -> tuple[IO[bytes], str]:
    """The ZIP, to be closed by who sends it, and its name: the request as docx and pdf, the appeal, its files, the
    manifest. Raises NotFound where there is none."""
    if not has_package(appeal, actor):
        raise NotFound("package")
    head = journal.last(appeal.subject)
    assert head is not None  # no appeal without its first entry
    made = tempfile.TemporaryFile()  # noqa: SIM115  (the door sends and closes it)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = [_put(archive, APPEAL, APPEAL, canonical(told_of(appeal, files_of(appeal))))]
        parts += _papers(archive, appeal)
        parts += _files(archive, appeal)
        _put(archive, MANIFEST, MANIFEST, manifest(_key(appeal), asdict(quote(head)), parts))
    made.seek(0)
    return made, f"{appeal.number}报市数据包.zip"


def _papers(archive: zipfile.ZipFile, appeal: Appeal) -> list[Part]:
    written = [one for one in documents.papers_of(appeal.subject) if one.kind == "request"]
    found = []
    for form in FORMS:
        for count, one in enumerate(written, 1):
            content, _ = documents.paper_file(documents.paper(one.code), form)
            name = f"{one.title}.{form}".replace("/", "／")
            found.append(_put(archive, f"{PAPERS}{count:02d}-{name}", name, content))
    return found


def _files(archive: zipfile.ZipFile, appeal: Appeal) -> list[Part]:
    found = []
    for count, one in enumerate(documents.attachments(appeal.subject), 1):
        path, digest = f"{FILES}{count:02d}-{one.name}".replace("\\", "_"), hashlib.sha256()
        with documents.open_attachment(one.code).file as source, archive.open(_entry(path), "w") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        found.append(Part(path, one.name, digest.hexdigest()))
    return found


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
