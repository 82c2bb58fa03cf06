"""Settings come from the environment; mistakes are said plainly."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from qinqing.config import environment as env


def test_a_variable_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "word").write_text("from a file\n")
    monkeypatch.setenv("QINQING_WORD_FILE", str(tmp_path / "word"))
    assert env.text("QINQING_WORD") == "from a file"


def test_a_file_that_is_not_there_is_a_mistake(monkeypatch, tmp_path):
    monkeypatch.setenv("QINQING_WORD_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="读不了"):
        env.text("QINQING_WORD")


@pytest.mark.parametrize(("written", "read"), [("1", True), ("Yes", True), ("0", False), ("off", False), ("", False)])
def test_a_switch_is_on_or_off(monkeypatch, written, read):
    monkeypatch.setenv("QINQING_SWITCH", written)
    assert env.flag("QINQING_SWITCH") is read


@pytest.mark.parametrize(("reader", "written"), [
    (env.flag, "perhaps"), (lambda name: env.number(name, 1), "-3"), (lambda name: env.choice(name, "a", ("a", "b")), "c"),
])  # fmt: skip
def test_anything_else_is_a_mistake(monkeypatch, reader, written):
    monkeypatch.setenv("QINQING_SWITCH", written)
    with pytest.raises(ImproperlyConfigured, match="QINQING_SWITCH"):
        reader("QINQING_SWITCH")


def test_the_key_is_made_once_whoever_comes_first(tmp_path):
    kept_in = tmp_path / "secret.key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: env.secret("QINQING_NO_SUCH_KEY", kept_in), range(64)))
    assert keys == {kept_in.read_text()}
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert stat.S_IMODE(kept_in.stat().st_mode) == 0o600


def test_sqlite_lives_in_the_data_folder(tmp_path):
    assert env.database("", data=tmp_path)["NAME"] == str(tmp_path / "qinqing.sqlite3")
    assert env.database("sqlite:///other.db", data=tmp_path)["NAME"] == str(tmp_path / "other.db")
    assert env.database("sqlite:////srv/a%20b.db", data=tmp_path)["NAME"] == "/srv/a b.db"


PREPARED = {"server_side_binding": True, "prepare_threshold": 2}
OURS = PREPARED | {"options": "-c jit=off -c max_parallel_workers_per_gather=0"}


def test_postgresql_is_read_from_its_address(tmp_path):
    url = "postgresql://q:p%40ss@db.example:5433/county?sslmode=require"
    read = env.database(url, data=tmp_path)
    assert [read[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "q", "p@ss", "db.example", "5433", "county",
    ]  # fmt: skip
    assert read["OPTIONS"] == OURS | {"sslmode": "require"}


def test_postgresql_may_be_a_socket(tmp_path):
    read = env.database("postgresql:///county?host=/run/postgresql&port=5433", data=tmp_path)
    assert (read["HOST"], read["PORT"], read["OPTIONS"]) == ("/run/postgresql", "5433", OURS)


def test_what_the_address_says_of_the_connection_goes_before_ours(tmp_path):
    read = env.database("postgresql:///county?options=-c%20jit%3Don", data=tmp_path)
    assert read["OPTIONS"] == OURS | {"options": "-c jit=on"}


@pytest.mark.parametrize(("told", "read"), [("none", None), ("None", None), ("0", 0), ("5", 5)])
def test_a_pooler_in_between_may_do_without_prepared_statements(tmp_path, told, read):
    options = env.database(f"postgresql:///county?prepare_threshold={told}", data=tmp_path)["OPTIONS"]
    assert options["prepare_threshold"] == read


@pytest.mark.parametrize("told", ["-1", "often", "１"])
def test_a_threshold_that_is_no_number_is_told(tmp_path, told):
    with pytest.raises(ImproperlyConfigured, match="prepare_threshold"):
        env.database(f"postgresql:///county?prepare_threshold={told}", data=tmp_path)


def test_other_databases_are_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        env.database("mysql://db/county", data=tmp_path)


def test_a_program_is_the_one_given_or_found_or_off(monkeypatch):
    monkeypatch.delenv("QINQING_SOFFICE")
    assert env.program("QINQING_SOFFICE", ("no-such-program", "sh")).endswith("/sh")
    assert env.program("QINQING_SOFFICE", ("no-such-program",)) == ""
    monkeypatch.setenv("QINQING_SOFFICE", "/opt/libreoffice/program/soffice")
    assert env.program("QINQING_SOFFICE", ("sh",)) == "/opt/libreoffice/program/soffice"
    monkeypatch.setenv("QINQING_SOFFICE", "off")
    assert env.program("QINQING_SOFFICE", ("sh",)) == ""
