"""The files of a backup: written through to the disk, measured, and encrypted where there is a passphrase.

The encryption is age's (https://age-encryption.org/v1): each backup has a key pair of its own, whose secret half lies
beside it under the passphrase, so that `age` alone can open a backup too.
"""

import gzip
import hashlib
import io
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage
from django.conf import settings

from qinqing.kernel.errors import Refused

CHUNK = 1 << 20
KEY = "key.age"
LEAST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """A file of the backup as it lies there."""

    size: int
    sha256: str


class Key:
    """What the parts of one backup are encrypted with; without a passphrase, nothing."""

    def __init__(self, identity: Any = None) -> None:
        self.identity = identity

    @property
    def ending(self) -> str:
        """What the names of encrypted files end with."""
        return ".age" if self.identity else ""

    def write(self, path: Path, chunks: Iterable[bytes]) -> Measured:
        """A file of these bytes, on the disk when this returns."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("xb") as file:
            target = _Measuring(file)
            if self.identity:
                pyrage.encrypt_io(io.BufferedReader(_Pulled(chunks), CHUNK), target, [self.identity.to_public()])
            else:
                for chunk in chunks:
                    target.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        return Measured(target.size, target.digest.hexdigest())

    def open(self, path: Path) -> BinaryIO:
        """The bytes that were written. Raises Refused where they do not open with this key."""
        if not self.identity:
            return path.open("rb")
        with ExitStack() as when_it_fails:
            plain = when_it_fails.enter_context(tempfile.TemporaryFile(dir=settings.QINQING_DATA))
            try:
                with path.open("rb") as file:
                    pyrage.decrypt_io(file, plain, [self.identity])
            except pyrage.DecryptError as error:
                raise Refused(f"备份里的 {path.name} 解不开，它已损坏或不属于这份备份，请换一份备份") from error
            plain.seek(0)
            when_it_fails.pop_all()
        return plain


def new_key(folder: Path, passphrase: str) -> Key:
    """A fresh key for a backup, kept in it under the passphrase. Raises Refused for a passphrase that is too short."""
    if not passphrase:
        return Key()
    if len(passphrase) < LEAST_PASSPHRASE:
        raise Refused(f"备份口令太短，请用 {LEAST_PASSPHRASE} 个以上的字符")
    identity = pyrage.x25519.Identity.generate()
    Key().write(folder / KEY, [pyrage.passphrase.encrypt(str(identity).encode(), passphrase)])
    return Key(identity)


def old_key(folder: Path, passphrase: str) -> Key:
    """The key of a backup. Raises Refused for a wrong passphrase or a damaged key."""
    try:
        locked = (folder / KEY).read_bytes()
    except FileNotFoundError:
        raise Refused(f"备份缺少 {KEY}，没有它解不开，请换一份备份") from None
    if not passphrase:
        raise Refused("这份备份是加密的，请用 QINQING_BACKUP_PASSPHRASE 给出做备份时的口令")
    try:
        return Key(pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(locked, passphrase).decode()))
    except pyrage.DecryptError as error:
        raise Refused(f"口令不对，或者备份里的 {KEY} 已损坏，请核对口令或换一份备份") from error


def measured(path: Path) -> Measured:
    """A file as it lies there. Raises FileNotFoundError."""
    with path.open("rb") as file:
        digest, size = hashlib.sha256(), 0
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Measured(size, digest.hexdigest())


def squeezed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines as a gzip file."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, 31)
    for line in lines:
        if chunk := squeeze.compress(line):
            yield chunk
    yield squeeze.flush()


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a gzip file."""
    with gzip.GzipFile(fileobj=file) as opened:
        yield from opened


def sync(folder: Path) -> None:
    """Forces the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(folder: Path) -> None:
    """Forces the names in a folder, and in those below it, to the disk."""
    for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        sync(path)


class _Pulled(io.RawIOBase):
    """A file whose bytes are made while it is read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks, self.rest = iter(chunks), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.rest = self.rest or next(filter(None, self.chunks), b"")
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


class _Measuring:
    """Measures what is written on its way."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.size, self.digest = file, 0, hashlib.sha256()

    def write(self, chunk: bytes) -> int:
        self.digest.update(chunk)
        self.size += len(chunk)
        return self.file.write(chunk)

    def flush(self) -> None:
        self.file.flush()
