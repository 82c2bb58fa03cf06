"""Restoring a backup into an empty house: everything is checked first, then written in one transaction."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from qinqing.doors.operations.backups import manifests, parts, rows
from qinqing.doors.operations.backups.manifests import Manifest, Part, Table
from qinqing.doors.operations.backups.saving import SECRET, Counted, Show, kept_secret
from qinqing.kernel.errors import Refused
from qinqing.services.documents import store


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; ``other_secret`` when the operator's secret is another than the backup's."""

    manifest: Manifest
    other_secret: bool = False


def restore(source: Path, *, passphrase: str, show: Show) -> Restored:
    """The state of a backup, in this empty database and data folder.

    Raises Refused, with nothing changed, for a backup that is damaged, incomplete, under another passphrase or of
    another version, for a database that is not empty, and for a data folder with other files in it.
    """
    if not source.is_dir():
        raise Refused(f"没有 {source} 这个备份文件夹，请核对位置")
    manifest = manifests.read(source)
    manifests.refuse_other_shape(manifest.migrations)
    key = parts.old_key(source, passphrase) if manifest.encrypted else parts.Key()
    files = _Files(source, manifest, key)
    for part in show(list(_all_parts(manifest, files)), "核对备份"):
        _refuse_damage(source, part)
    _refuse_full_house(files)
    call_command("migrate", verbosity=0)
    with files.brought(show), transaction.atomic():
        _fill(source, manifest, key, show)
        other = _bring_others(source, manifest, key)
    return Restored(manifest, other)


def _all_parts(manifest: Manifest, files: "_Files") -> Iterator[Part]:
    yield from (table.part for table in manifest.tables)
    yield from manifest.others.values()
    yield manifest.index
    _refuse_damage(files.source, manifest.index)  # before it is read
    yield from (one.part for one in files.listed())


def _refuse_damage(source: Path, part: Part) -> None:
    path = source / part.path
    if path.is_symlink() or not path.is_file():
        raise Refused(f"备份缺少 {part.path}，不完整，请换一份备份")
    if parts.measured(path) != parts.Measured(part.size, part.sha256):
        raise Refused(f"备份里的 {part.path} 与写下时不一样，备份已损坏，请换一份备份")


def _refuse_full_house(files: "_Files") -> None:
    if full := rows.occupied():
        raise Refused(f"数据库不是空的（{full[0]} 等 {len(full)} 张表里有数据），恢复只能在空数据库里进行，请换一个")
    others = set(store.stored_names()) - {one.stored_name for one in files.listed()}
    if others:
        raise Refused(f"数据文件夹里已有 {len(others)} 个别的文件（{min(others)} 等），请换一个空的 QINQING_DATA")


def _fill(source: Path, manifest: Manifest, key: parts.Key, show: Show) -> None:
    models = {model._meta.db_table: model for model in rows.tables()}
    rows.clear_seeds()
    for table in show(manifest.tables, "数据表"):
        model = models[table.name]
        if rows.columns(model) != table.columns:
            raise Refused(f"备份里的 {table.name} 表与程序的列不同，请用做备份的版本恢复")
        with closing(key.open(source / table.part.path)) as file:
            rows.put(model, parts.lines_of(file))
        _compare(model, table)
    connection.check_constraints()
    rows.settle_keys()


def _compare(model: rows.Model, table: Table) -> None:
    """What the database gives back is what the other one gave."""
    counted = Counted(rows.lines(model, connection.alias))
    for _ in counted:
        pass
    if (counted.rows, counted.digest.hexdigest()) != (table.rows, table.sha256):
        raise Refused(f"写入的 {table.name} 表读回来与备份不一样，什么也没有恢复，请换一份备份")


@dataclass(frozen=True, slots=True)
class _Listed:
    """One stored file and where it lies in the backup."""

    stored_name: str
    sha256: str
    part: Part


@dataclass(frozen=True, slots=True)
class _Files:
    """The stored files of a backup."""

    source: Path
    manifest: Manifest
    key: parts.Key

    def listed(self) -> Iterator[_Listed]:
        with closing(self.key.open(self.source / self.manifest.index.path)) as file:
            for line in parts.lines_of(file):
                stored_name, _, sha256, *part = json.loads(line)
                yield _Listed(stored_name, sha256, Part(*part))

    @contextmanager
    def brought(self, show: Show) -> Iterator[None]:
        """Copies them into the store, and takes them out again where what follows fails.

        Those that a restore which was killed has brought already stay as they are.
        """
        mine: list[str] = []
        try:
            for one in show(self.listed(), "文件"):
                if self._bring(one):
                    mine.append(one.stored_name)
            yield
        except BaseException:
            for name in mine:
                store.discard(name)
            raise

    def _bring(self, one: _Listed) -> bool:
        path = store.path_of(one.stored_name)
        if path.exists():
            if parts.measured(path).sha256 == one.sha256:
                return False
            raise Refused(f"数据文件夹里的 files/{one.stored_name} 与备份里的不同，请换一个空的 QINQING_DATA")
        with closing(self.key.open(self.source / one.part.path)) as file, store.aside() as target:
            shutil.copyfileobj(file, target, parts.CHUNK)
            if store.measure(target).sha256 != one.sha256:
                raise Refused(f"备份里的 {one.part.path} 与登记不符，请换一份备份")
            store.keep(target, one.stored_name)
        return True


def _bring_others(source: Path, manifest: Manifest, key: parts.Key) -> bool:
    """The secret and the fonts. True where the environment gives another secret than the backup's."""
    data = Path(settings.QINQING_DATA)
    own = kept_secret(data)  # the one that this empty house made for itself a moment ago
    for name, part in manifest.others.items():
        path = data / name
        if name != SECRET and path.exists():
            continue
        with closing(key.open(source / part.path)) as file:
            content = file.read()
        path.unlink(missing_ok=True)
        parts.Key().write(path, [content])
        path.chmod(0o600)
    return SECRET in manifest.others and settings.SECRET_KEY not in {own, kept_secret(data)}
