"""数据包: an appeal, an answer to one, or the receipt of either in one ZIP, each part by its digest; read without trust. Pure."""

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from qinqing.kernel.errors import Refused
from qinqing.kernel.labels import Labelled
from qinqing.kernel.shaping import clean_line
from qinqing.services.documents.rules import archives
from qinqing.services.exchange.rules.forms import CODE, HASH, BadForm, Quote, canonical, digest, read_quote

FORMAT = "qinqing-package-1"
# JSON, by names that any computer opens, and that may be uploaded like any material.
MANIFEST, SIGNATURE, FILES, PAPERS = "manifest.txt", "signature.txt", "files/", "papers/"
LARGEST = 2 * 1024 * 1024  # bytes of what is read whole
PATH = re.compile(r"((appeal|answer|acknowledgement)\.txt|(files|papers)/[0-9]{2,3}-[^/\\]{1,220})\Z")
# Hexadecimal in letters that codes are made of.
SPELT = str.maketrans("01", "gh")
BROKEN = "这不是完整的数据包：{what}，请让对方重新下载后再交来"


class What(Labelled):
    """What a package brings."""

    APPEAL = "appeal", "诉求"
    ANSWER = "answer", "答复"
    ACKNOWLEDGEMENT = "acknowledgement", "回执"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says it is: the key it is known by, what it brings and which way, where its sender's record stands.

    ``body`` is the manifest as it was signed, ``signature`` the headers under it, empty where nobody signed.
    """

    key: str
    what: What
    down: bool
    source: str
    quote: Quote | None
    content: Mapping[str, Any]
    files: tuple[Part, ...]
    body: bytes
    signature: Mapping[str, str]

    @property
    def digest(self) -> str:
        """What the package is known by once it was taken: the digest of its manifest, which names every part's."""
        return digest(self.body)


def key_for(number: str, code: str) -> str:
    """The same key for every package of the same appeal."""
    return hashlib.sha256(f"{number}\n{code}".encode()).hexdigest().translate(SPELT)[:20]


def content_of(what: What) -> str:
    """The part that says what the package brings."""
    return f"{what.value}.txt"


def manifest(
    key: str, quote: Mapping[str, Any], parts: list[Part], *, what: What = What.APPEAL, down: bool = False, source: str
) -> bytes:
    """The list of parts, with the place in our record at which the package stands."""
    listed = [{"path": one.path, "name": one.name, "sha256": one.sha256} for one in parts]
    told = {"what": what.value, "way": "down" if down else "up", "source": source}
    return canonical({"format": FORMAT, "key": key, "record": dict(quote), "parts": listed, **told})


def read_package(archive: zipfile.ZipFile) -> Package:
    """The package in an archive that was checked as one. Raises Refused for parts missing, added or changed."""
    body = _small(archive, MANIFEST)
    told = _json(body)
    if told.get("format") != FORMAT or not isinstance(told.get("parts"), list):
        raise _broken("清单写法不对")
    parts = [_part(one) for one in told["parts"]]
    names = {entry.filename for entry in archive.infolist()}
    signature = _signature(archive) if SIGNATURE in names else {}
    if names - {SIGNATURE} != {MANIFEST, *(one.path for one in parts)} or len(archive.infolist()) != len(names):
        raise _broken("里面的文件与清单不一致")
    for part in parts:
        with archive.open(part.path) as file:
            if digest_of(file) != part.sha256:
                raise _broken(f"“{part.name}”与清单上的摘要不符")
    what = _what(told)
    if content_of(what) not in names or not CODE.match(str(told.get("key"))):
        raise _broken(f"没有{what.label}内容")
    content = _json(_small(archive, content_of(what)))
    return Package(
        key=str(told["key"]), what=what, down=told.get("way") == "down", source=_source(told, content),
        quote=_quote(told.get("record")), content=content,
        files=tuple(one for one in parts if one.path.startswith((FILES, PAPERS))), body=body, signature=signature,
    )  # fmt: skip


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    while chunk := file.read(archives.CHUNK):
        found.update(chunk)
    return found.hexdigest()


def _what(told: Mapping[str, Any]) -> What:
    found = told.get("what", What.APPEAL.value)
    if found not in set(What):
        raise _broken("没有这一种数据包，对方的版本可能较新")
    return What(found)


def _source(told: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    found = told.get("source") or content.get("source") or ""
    return clean_line(found)[:60] if isinstance(found, str) else ""


def _quote(told: Any) -> Quote | None:
    """Where the sender's record stands; a package without it quotes nothing."""
    if not told:
        return None
    try:
        return read_quote(told)
    except BadForm as bad:
        raise _broken(str(bad)) from bad


def _signature(archive: zipfile.ZipFile) -> dict[str, str]:
    told = _json(_small(archive, SIGNATURE))
    if not all(isinstance(value, str) for value in told.values()):
        raise _broken("签名写法不对")
    return told


def _part(told: Any) -> Part:
    try:
        path, name, sha256 = told["path"], told["name"], told["sha256"]
        if not (PATH.match(path) and HASH.match(sha256) and isinstance(name, str) and len(name) <= 220):
            raise ValueError(path)
    except (KeyError, TypeError, ValueError) as error:
        raise _broken("清单写法不对") from error
    return Part(path, name, sha256)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise _broken(f"缺少 {name}") from error
    if entry.file_size > LARGEST:
        raise _broken(f"{name} 大得反常")
    with archive.open(entry) as file:
        return file.read(LARGEST)


def _json(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body.decode())
        if not isinstance(told, dict) or canonical(told) != body:
            raise ValueError("not canonical")
    except (ValueError, RecursionError) as error:
        raise _broken("内容不是规定的写法") from error
    return told


def _broken(what: str) -> Refused:
    return Refused(BROKEN.format(what=what))
