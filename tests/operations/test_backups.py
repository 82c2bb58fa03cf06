"""A backup that is not whole, not ours or not wanted is refused with its reason, and nothing is changed."""

import gzip
import json
import threading
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from qinqing.doors.operations.backups import manifests, restoring, rows, saving, views
from qinqing.doors.operations.backups.restoring import restore
from qinqing.doors.operations.backups.saving import backup
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Refused
from qinqing.services.documents import actions as documents
from qinqing.services.documents import store
from qinqing.services.journal.actions import record

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSPHRASE = "纸上的一句话，锁在柜子里"


@pytest.fixture(autouse=True)
def _copy_may_be_read(transactional_db, django_db_blocker, monkeypatch):
    """The tests' own guard knows only the databases of the settings, not the copy that SQLite makes for a backup."""
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", django_db_blocker._real_ensure_connection)


def show(things, what):
    return things


@pytest.fixture
def kept(data_folder):
    """One stored file."""
    return documents.attach("appeal/x", file=ContentFile(b"text"), name="甲.txt", by=MACHINE, at=AT)


@pytest.fixture
def made(kept, tmp_path):
    """A backup of a house with one entry in its record and one file."""
    happen()
    (tmp_path / "backups").mkdir()
    folder = tmp_path / "backups" / "first"
    backup(folder, passphrase="", at=AT, show=show)
    return folder


def happen():
    """One entry: a row of the journal, and the head of its chain."""
    with transaction.atomic():
        record("test/x", "test.happened", by=MACHINE, at=AT)


def state():
    """Every table as text."""
    return {model._meta.db_table: list(rows.lines(model, DEFAULT_DB_ALIAS)) for model in rows.tables()}


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def rewrite(folder, **changes):
    """A manifest that fits itself, with other contents."""
    content = json.loads((folder / "manifest.json").read_text()) | changes
    content.pop("check")
    (folder / "manifest.json").write_text(json.dumps(content | {"check": manifests._check(content)}))


def stored_part(folder):
    return next(path for path in (folder / "files").rglob("*") if path.is_file())


DAMAGE = {
    "flipped table": (lambda one: flip(one / "tables/journal_stream.jsonl.gz"), "与写下时不一样"),
    "flipped file": (lambda one: flip(stored_part(one)), "与写下时不一样"),
    "flipped index": (lambda one: flip(one / "files.jsonl.gz"), "与写下时不一样"),
    "flipped manifest": (lambda one: flip(one / "manifest.json"), "备份已损坏"),
    "missing table": (lambda one: (one / "tables/journal_entry.jsonl.gz").unlink(), "备份缺少 tables/journal_entry"),
    "missing file": (lambda one: stored_part(one).unlink(), "备份缺少 files/"),
    "missing manifest": (lambda one: (one / "manifest.json").unlink(), "备份没有做完"),
    "older": (lambda one: rewrite(one, migrations=manifests.migrations_known()[1:]), "较早的版本"),
    "newer": (lambda one: rewrite(one, migrations=[*manifests.migrations_known(), "x.9999"]), "更新的版本"),
    "newer format": (lambda one: rewrite(one, format=2), "格式比本程序新"),
    "no folder": (lambda one: one.rename(one.with_name("elsewhere")), "没有"),
    "full house": (lambda one: None, "数据库不是空的"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_it_is_refused_and_nothing_changes(made, damage):
    """G5."""
    before, files = state(), sorted(store.stored_names())
    spoil, reason = DAMAGE[damage]
    spoil(made)
    with pytest.raises(Refused, match=reason):
        restore(made, passphrase="", show=show)
    assert (state(), sorted(store.stored_names())) == (before, files)


@pytest.mark.parametrize(("given", "reason"), [("", "是加密的"), ("另外一句话，也有十二个字", "口令不对")])
def test_without_the_right_passphrase_it_stays_shut(made, given, reason):
    folder = made.with_name("locked")
    backup(folder, passphrase=PASSPHRASE, at=AT, show=show)
    with pytest.raises(Refused, match=reason):
        restore(folder, passphrase=given, show=show)
    flip(folder / "key.age")
    with pytest.raises(Refused, match="已损坏"):
        restore(folder, passphrase=PASSPHRASE, show=show)
    with pytest.raises(Refused, match="口令太短"):
        backup(made.with_name("short"), passphrase="123456", at=AT, show=show)
    assert not made.with_name("short").exists()


def test_rows_that_come_back_otherwise_are_not_kept(made, monkeypatch):
    """The last defence: a part altered together with every digest of the backup but the table's own."""
    path = made / "tables/web_once.jsonl.gz"
    path.write_bytes(gzip.compress(b'[1,"k","x","2026-11-23T02:00:00.000000+00:00"]\n'))
    monkeypatch.setattr(restoring, "_refuse_damage", lambda source, part: None)
    monkeypatch.setattr(rows, "occupied", list)
    monkeypatch.setattr(restoring, "_fill", lambda source, manifest, key, show: _only_once(source, manifest, key))
    before = state()
    with pytest.raises(Refused, match="读回来与备份不一样"):
        restore(made, passphrase="", show=show)
    assert state() == before


def _only_once(source, manifest, key):
    """The table alone, in a house that is not emptied for the test."""
    table = next(one for one in manifest.tables if one.name == "web_once")
    model = next(one for one in rows.tables() if one._meta.db_table == table.name)
    with key.open(source / table.part.path) as file:
        rows.put(model, restoring.parts.lines_of(file))
    restoring._compare(model, table)


def meanwhile(table):
    """A ``show`` that lets something happen, on a connection of its own, before a table is read."""

    def elsewhere():
        happen()
        connections.close_all()

    def between(things, what):
        for thing in things:
            if getattr(getattr(thing, "_meta", None), "db_table", "") == table:
                other = threading.Thread(target=elsewhere)
                other.start()
                other.join()
            yield thing

    return between


def taken(folder, name):
    manifest = backup(folder.with_name(name), passphrase="", at=AT, show=meanwhile("journal_stream"))
    return {table.name: table.sha256 for table in manifest.tables}


def test_what_is_written_meanwhile_is_not_in_it(made):
    before = {table.name: table.sha256 for table in manifests.read(made).tables}
    assert taken(made, "second") == before


def test_without_one_state_it_would_be_torn(made, monkeypatch):
    """The broken twin of the test above."""
    before = {table.name: table.sha256 for table in manifests.read(made).tables}
    monkeypatch.setattr(views, "one_state", live)
    torn = taken(made, "second")
    assert torn["journal_entry"] == before["journal_entry"]
    assert torn["journal_stream"] != before["journal_stream"]


class live:
    """Reads whatever stands there at the moment."""

    def __enter__(self):
        return DEFAULT_DB_ALIAS

    def __exit__(self, *trouble):
        return None


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), flip])
def test_a_lost_file_is_named_and_the_rest_is_kept(kept, made, spoil):
    spoil(store.path_of(kept.stored_name))
    folder = made.with_name("second")
    with pytest.raises(CommandError, match=f"1 个文件缺失或被改动，没有备份（{kept.code}）"):
        call_command("backup", str(folder))
    assert manifests.read(folder).faults == [kept.code]
    assert manifests.read(folder).files == 0


def test_nothing_is_overwritten(made):
    marks = {path: path.stat().st_mtime_ns for path in made.rglob("*")}
    with pytest.raises(CommandError, match="已经有东西"):
        call_command("backup", str(made))
    with pytest.raises(CommandError, match="没有 .* 这个文件夹"):
        call_command("backup", str(made / "no" / "such"))
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*")} == marks


def test_a_disk_that_gives_back_something_else_is_found(made, monkeypatch):
    monkeypatch.setattr(saving.parts, "measured", lambda path: saving.parts.Measured(0, ""))
    with pytest.raises(Refused, match="读回来不一样"):
        backup(made.with_name("second"), passphrase="", at=AT, show=show)
    assert [path.name for path in made.parent.iterdir()] == [made.name], "no half of it stays behind"


def test_every_table_is_in_it(made):
    """But Django's own list of migrations, which the manifest has, and the full-text index, which is made again."""
    connection = connections[DEFAULT_DB_ALIAS]
    present = {name for name in connection.introspection.table_names() if not name.startswith("search_index")}
    assert {table.name for table in manifests.read(made).tables} == present - {"django_migrations"}
