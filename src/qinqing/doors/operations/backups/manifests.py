"""What a backup holds: written last, so that a backup without it was never finished."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from qinqing.doors.operations.backups.parts import Key
from qinqing.kernel.errors import Refused

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the backup by its place in it, as it lies there."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its rows, the bytes and the digest of their text, and the file they are in."""

    name: str
    columns: list[str]
    rows: int
    size: int
    sha256: str
    part: Part


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole backup. ``index`` lists the stored files; ``others`` are the secret and the fonts, by their place in
    the data folder. ``faults`` names files that were missing or changed when the backup was made.
    """

    made_at: str
    program: str
    database: str
    county: str
    encrypted: bool
    migrations: list[str]
    tables: list[Table]
    index: Part
    files: int
    file_bytes: int
    files_digest: str
    others: dict[str, Part]
    faults: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all tables as text and of all stored files, whatever they take in the backup."""
        return sum(table.size for table in self.tables) + self.file_bytes

    @property
    def digest(self) -> str:
        """The same for the same state, on whichever database."""
        told = [f"{table.name} {table.rows} {table.sha256}" for table in self.tables]
        return hashlib.sha256("\n".join([*told, self.files_digest]).encode()).hexdigest()

    @property
    def data(self) -> dict[str, Any]:
        """What the commands answer."""
        return {"tables": len(self.tables), "files": self.files, "bytes": self.size, "digest": self.digest}


def write(manifest: Manifest, folder: Path) -> None:
    """Writes it, with its own digest."""
    content = asdict(manifest)
    text = json.dumps(content | {"check": _check(content)}, ensure_ascii=False, indent=1)
    Key().write(folder / NAME, [text.encode()])


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises Refused when there is none, or it is not as it was written."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        check = content.pop("check")
        known = content["format"] == FORMAT
    except FileNotFoundError:
        raise Refused(f"{folder} 里没有 {NAME}：这不是备份，或者备份没有做完，请换一份备份") from None
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refused(f"{folder} 里的 {NAME} 读不出来，备份已损坏，请换一份备份") from error
    if check != _check(content):
        raise Refused(f"{folder} 里的 {NAME} 与写下时不一样，备份已损坏，请换一份备份")
    if not known:
        raise Refused("这份备份的格式比本程序新，请先更新程序再恢复")
    tables = [Table(**{**one, "part": Part(**one["part"])}) for one in content["tables"]]
    others = {name: Part(**one) for name, one in content["others"].items()}
    return Manifest(**{**content, "tables": tables, "index": Part(**content["index"]), "others": others})


def migrations_known() -> list[str]:
    """The migrations this program has: together they are the shape of the tables."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def migrations_done() -> list[str]:
    """The migrations this database has been through."""
    done = MigrationLoader(connection).applied_migrations
    return sorted(f"{app}.{name}" for app, name in done)


def refuse_other_shape(theirs: Iterable[str]) -> None:
    """Raises Refused when a backup's tables have another shape than this program's."""
    ours, theirs = set(migrations_known()), set(theirs)
    if theirs - ours:
        named = "、".join(sorted(theirs - ours)[:3])
        raise Refused(f"这份备份来自更新的版本（多出 {named}），请先更新程序再恢复")
    if ours - theirs:
        named = "、".join(sorted(ours - theirs)[:3])
        raise Refused(f"这份备份来自较早的版本（没有 {named}），请用当时的版本恢复，再更新程序、运行 migrate")


def _check(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
