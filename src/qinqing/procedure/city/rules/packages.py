"""数据包: the request and everything with it in one ZIP, each part by its digest; read without trust. Pure."""

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules import archives
from qinqing.services.exchange.rules.forms import CODE, HASH, canonical

FORMAT = "qinqing-package-1"
MANIFEST, APPEAL, FILES, PAPERS = "manifest.json", "appeal.json", "files/", "papers/"
LARGEST = 2 * 1024 * 1024  # bytes of what is read whole
PATH = re.compile(r"(appeal\.json|(files|papers)/[0-9]{2,3}-[^/\\]{1,220})\Z")
# Hexadecimal in letters that codes are made of.
SPELT = str.maketrans("01", "gh")
BROKEN = "这不是完整的数据包：{what}，请让报送单位重新下载后再交来"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says it is: the key it is known by, the appeal with its dossier, and its parts."""

    key: str
    appeal: Mapping[str, Any]
    files: tuple[Part, ...]


def key_for(number: str, code: str) -> str:
    """The same key for every package of the same appeal."""
    return hashlib.sha256(f"{number}\n{code}".encode()).hexdigest().translate(SPELT)[:20]


def manifest(key: str, quote: Mapping[str, Any], parts: list[Part]) -> bytes:
    """The list of parts, with the place in our record at which the package stands."""
    listed = [{"path": one.path, "name": one.name, "sha256": one.sha256} for one in parts]
    return canonical({"format": FORMAT, "key": key, "record": dict(quote), "parts": listed})


def read_package(archive: zipfile.ZipFile) -> Package:
    """The package in an archive that was checked as one. Raises Refused for parts missing, added or changed."""
    told = _json(_small(archive, MANIFEST))
    if told.get("format") != FORMAT or not isinstance(told.get("parts"), list):
        raise _broken("清单写法不对")
    parts = [_part(one) for one in told["parts"]]
    names = {entry.filename for entry in archive.infolist()}
    if names != {MANIFEST, *(one.path for one in parts)} or len(names) != len(parts) + 1:
        raise _broken("里面的文件与清单不一致")
    for part in parts:
        with archive.open(part.path) as file:
            if digest_of(file) != part.sha256:
                raise _broken(f"“{part.name}”与清单上的摘要不符")
    if APPEAL not in names or not CODE.match(str(told.get("key"))):
        raise _broken("没有诉求内容")
    files = tuple(one for one in parts if one.path.startswith((FILES, PAPERS)))
    return Package(str(told["key"]), _json(_small(archive, APPEAL)), files)


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    while chunk := file.read(archives.CHUNK):
        found.update(chunk)
    return found.hexdigest()


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
