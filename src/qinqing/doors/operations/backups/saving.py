"""Making a backup: into a folder beside its place, the manifest last, then renamed; nothing half done has the name."""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import qinqing
from qinqing.doors.operations.backups import manifests, parts, rows, views
from qinqing.doors.operations.backups.manifests import Manifest, Part, Table
from qinqing.kernel import county
from qinqing.kernel.errors import Refused
from qinqing.services.documents import queries as documents
from qinqing.services.documents import store

Show = Callable[[Iterable[Any], str], Iterable[Any]]
INDEX = "files.jsonl.gz"
SECRET = "secret.key"


def backup(target: Path, *, passphrase: str, at: datetime, show: Show) -> Manifest:
    """The whole state of this moment in a new folder, read back before it gets its name.

    A stored file that is missing or changed does not stop it: what is left is worth keeping; ``faults`` names it.
    Raises Refused where the folder has something in it or cannot be written, and where tables lack migrations.
    """
    _refuse_bad_place(target)
    if manifests.migrations_done() != manifests.migrations_known():
        raise Refused("数据库与程序的版本不一致，请先运行 qinqing migrate 再备份")
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.unfinished")
    try:
        unfinished.mkdir(mode=0o700)
        manifest = _write(unfinished, parts.new_key(unfinished, passphrase), at, show)
        manifests.write(manifest, unfinished)
        parts.sync_all(unfinished)
        os.rename(unfinished, target)
        parts.sync(target.parent)
    except OSError as error:
        raise Refused(f"备份写不进 {target}：{error.strerror}，请换一个位置或腾出空间") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def _refuse_bad_place(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Refused(f"{target} 已经有了，备份不会覆盖它，请换一个名字")
    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} 里已经有东西，备份不会覆盖它，请换一个名字")
    if not target.parent.is_dir():
        raise Refused(f"没有 {target.parent} 这个文件夹，请先建好或换一个位置")


def _write(folder: Path, key: parts.Key, at: datetime, show: Show) -> Manifest:
    with views.one_state() as using:
        tables = [_table(model, using, folder, key) for model in show(rows.tables(), "数据表")]
        files = _Files(folder, key)
        index = _part(folder, INDEX, key, parts.squeezed(files.kept(show(documents.kept(using), "文件"))))
    manifest = Manifest(
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        program=qinqing.__version__,
        database=connection.vendor,
        county=county.name(),
        encrypted=bool(key.identity),
        migrations=manifests.migrations_known(),
        tables=tables,
        index=index,
        files=files.count,
        file_bytes=files.size,
        files_digest=files.digest.hexdigest(),
        others={name: _part(folder, name, key, _chunks(path)) for name, path in _others()},
        faults=files.faults,
    )
    _read_back(folder, manifest, files.written)
    return manifest


def _table(model: rows.Model, using: str, folder: Path, key: parts.Key) -> Table:
    counted = Counted(rows.lines(model, using))
    name = model._meta.db_table
    part = _part(folder, f"tables/{name}.jsonl.gz", key, parts.squeezed(counted))
    return Table(name, rows.columns(model), counted.rows, counted.size, counted.digest.hexdigest(), part)


class Counted:
    """Lines on their way: how many, how many bytes, under which digest."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines, self.rows, self.size, self.digest = lines, 0, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.rows += 1
            self.size += len(line)
            self.digest.update(line)
            yield line


@dataclass
class _Files:
    """The stored files, copied one after the other while their index is written."""

    folder: Path
    key: parts.Key
    count: int = 0
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)
    faults: list[str] = field(default_factory=list)
    written: list[Part] = field(default_factory=list)

    def kept(self, rows_of_files: Iterable[documents.Kept]) -> Iterator[bytes]:
        for row in rows_of_files:
            part = self._copy(row)
            if part is None:
                self.faults.append(row.code)
                continue
            self.count += 1
            self.size += row.size
            self.digest.update(f"{row.stored_name} {row.size} {row.sha256}\n".encode())
            self.written.append(part)
            yield (
                json.dumps([row.stored_name, row.size, row.sha256, part.path, part.size, part.sha256]).encode() + b"\n"
            )

    def _copy(self, row: documents.Kept) -> Part | None:
        try:
            path = store.path_of(row.stored_name)
        except ValueError:  # the row was made to point elsewhere
            return None
        if path.is_symlink() or not path.is_file():
            return None
        passing = Counted(_chunks(path))
        part = _part(self.folder, f"files/{row.stored_name}", self.key, passing)
        if (passing.size, passing.digest.hexdigest()) == (row.size, row.sha256):
            return part
        (self.folder / part.path).unlink()
        return None


def _others() -> Iterator[tuple[str, Path]]:
    """The secret, unless another one is given in the environment, and the county's fonts."""
    data = Path(settings.QINQING_DATA)
    if kept_secret(data) == settings.SECRET_KEY:
        yield SECRET, data / SECRET
    for path in sorted((data / "fonts").glob("*")):
        if path.is_file():
            yield path.relative_to(data).as_posix(), path


def kept_secret(data: Path) -> str:
    """What stands in the secret's file; empty where there is none."""
    path = data / SECRET
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def _part(folder: Path, name: str, key: parts.Key, chunks: Iterable[bytes]) -> Part:
    name += key.ending
    measured = key.write(folder / name, chunks)
    return Part(name, measured.size, measured.sha256)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(parts.CHUNK):
            yield chunk


def _read_back(folder: Path, manifest: Manifest, files: Iterable[Part]) -> None:
    """A disk that does not give back what it took is found now, not when the backup is needed."""
    tables = [table.part for table in manifest.tables]
    for part in (*tables, manifest.index, *manifest.others.values(), *files):
        if parts.measured(folder / part.path) != parts.Measured(part.size, part.sha256):
            raise Refused(f"写下的备份读回来不一样（{part.path}），磁盘可能有问题，请换一个位置再做")
