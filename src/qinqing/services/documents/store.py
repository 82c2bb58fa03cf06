"""The directory of files: written aside, forced to disk, then renamed, so that a name always means whole bytes."""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from qinqing.kernel.errors import Conflict, Refused

CHUNK = 1 << 20
MEGABYTE = 1 << 20
# Each may be set in the settings under the same name.
QINQING_FILE_LIMIT = 100 * MEGABYTE
QINQING_SUBJECT_LIMIT = 500 * MEGABYTE
QINQING_FREE_SPACE = 1024 * MEGABYTE
QINQING_WAITING_LIMIT = 20 * 1024 * MEGABYTE
STORED = re.compile(r"[0-9a-z]{2}/[0-9a-z]{24}")
PIECES, WAITING, PREVIEWS = "pieces", "waiting", "previews"
BESIDE = frozenset({PIECES, WAITING, PREVIEWS})


@dataclass(frozen=True, slots=True)
class Measured:
    """Size in bytes and SHA-256 of what is on disk."""

    size: int
    sha256: str


def root() -> Path:
    """The directory all files are under; made when first asked for."""
    path = Path(settings.QINQING_DATA) / "files"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(stored_name: str) -> Path:
    """Where a file is kept. Raises ValueError for anything but a name this store has made."""
    if not STORED.fullmatch(stored_name):
        raise ValueError("no stored name")
    return root() / stored_name


def limit(name: str) -> int:
    """A limit in bytes, from the settings or as shipped."""
    return int(getattr(settings, name, globals()[name]))


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


@contextlib.contextmanager
def aside() -> Iterator[BinaryIO]:
    """A file beside the store to write to; whatever is not kept is gone afterwards."""
    with tempfile.NamedTemporaryFile(dir=_folder(WAITING), delete=False) as file:
        try:
            yield file  # type: ignore[misc]
        finally:
            Path(file.name).unlink(missing_ok=True)


def receive(source: Any, target: BinaryIO, title: str) -> None:
    """Copies an upload (or any binary file) to ``target``. Raises Refused above the limit and when disk runs out."""
    most, received = limit("QINQING_FILE_LIMIT"), 0
    for chunk in _chunks(source):
        received += len(chunk)
        if received > most:
            raise Refused(
                f"“{title}”超过 {megabytes(most)}，请压缩、降低扫描分辨率或分成几个文件后上传", code="too_large"
            )
        target.write(chunk)
    target.flush()
    refuse_full_disk()


def refuse_full_disk() -> None:
    """Raises Refused while less room is left than the database needs."""
    if shutil.disk_usage(root()).free < limit("QINQING_FREE_SPACE"):
        raise Refused("服务器剩余空间不足，暂时不能上传文件，文字仍可提交，请联系系统管理员", code="disk_full")


@contextlib.contextmanager
def piece(code: str) -> Iterator[BinaryIO]:
    """The part of a file that has come so far, for one at a time; what is written goes to its end.

    Raises Conflict while somebody else writes to it.
    """
    with (_folder(PIECES) / code).open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("这个文件正在另一处上传，请稍候") from error
        yield file


def piece_size(code: str) -> int:
    """How many bytes of a file have come; 0 when there is nothing of it."""
    path = _folder(PIECES) / code
    return path.stat().st_size if path.is_file() else 0


def forget_piece(code: str) -> None:
    """What has come of a file is not needed any more."""
    (_folder(PIECES) / code).unlink(missing_ok=True)


def old_pieces(*, before: datetime) -> Iterator[str]:
    """Codes of files nothing has come of since a moment."""
    for path in sorted(_folder(PIECES).iterdir()):
        if path.lstat().st_mtime < before.timestamp():
            yield path.name


def previews() -> Path:
    """The folder of what was drawn of files for looking at: by their digests, and never in a backup."""
    return _folder(PREVIEWS)


def _folder(name: str) -> Path:
    """A folder beside the store."""
    path = root() / name
    path.mkdir(exist_ok=True, mode=0o700)
    return path


def measure(file: BinaryIO) -> Measured:
    """Size and digest of a file, read from its beginning."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Measured(size, digest.hexdigest())


def keep(file: BinaryIO, stored_name: str) -> None:
    """Forces the file to disk, then gives it its name, then forces the directory."""
    force(file)
    path = path_of(stored_name)
    fresh = not path.parent.exists()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    if path.exists():
        raise FileExistsError(path)
    os.replace(file.name, path)
    _sync(path.parent)
    if fresh:
        _sync(path.parent.parent)


def force(file: BinaryIO) -> None:
    """What was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def discard(stored_name: str) -> None:
    """Takes a file away whose row was never written."""
    path_of(stored_name).unlink(missing_ok=True)


def stored_names() -> Iterator[str]:
    """Every file in the store, by the name rows know it by; files still on their way are not in it."""
    for path in sorted(root().rglob("*")):
        if (path.is_symlink() or not path.is_dir()) and path.parent.name not in BESIDE:
            yield path.relative_to(root()).as_posix()


def leads_elsewhere(stored_name: str) -> bool:
    """Whether a name in the store is a link: this store makes none."""
    return (root() / stored_name).is_symlink()


def waiting(*, before: datetime) -> Iterator[str]:
    """Files beside the store that were last written before a moment: their upload was cut off."""
    for path in sorted((root() / "waiting").glob("*")):
        if path.lstat().st_mtime < before.timestamp():
            yield path.relative_to(root()).as_posix()


def _chunks(source: Any) -> Iterator[bytes]:
    if hasattr(source, "chunks"):
        yield from source.chunks()
        return
    while chunk := source.read(CHUNK):
        yield chunk


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
