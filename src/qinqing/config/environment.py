"""Reading the environment: one helper a kind. Mistakes are told to the operator, in Chinese, when the settings load."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})
PREPARED_AFTER = 2


def text(name: str, default: str = "") -> str:
    """The variable ``NAME``, or the content of the file that ``NAME_FILE`` names (secrets of container platforms)."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE 指向的文件 {path} 读不了：{error.strerror}") from error


def flag(name: str, *, default: bool = False) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off."""
    value = text(name).strip().lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value} 看不懂，请写 1 或 0")
    return value in TRUE


def number(name: str, default: int) -> int:
    """A whole number, not negative."""
    value = text(name).strip() or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name}={value} 不是整数，请改正")
    return int(value)


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    """One of a few words."""
    value = text(name).strip() or default
    if value not in among:
        raise ImproperlyConfigured(f"{name}={value} 看不懂，请写 {'、'.join(among)} 之一")
    return value


def program(name: str, usual: tuple[str, ...]) -> str:
    """The path of a program: the one given, else the first of its usual names that is found; nothing where it is off."""
    value = text(name).strip()
    if value.lower() in FALSE - {""}:
        return ""
    return value or next(filter(None, map(shutil.which, usual)), "")


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def several(name: str, default: str, *, among: tuple[str, ...]) -> list[str]:
    """Some of a few words, separated by commas; none where the variable is empty."""
    found = words(name, default)
    if set(found) - set(among):
        raise ImproperlyConfigured(f"{name}={','.join(found)} 看不懂，请写 {'、'.join(sorted(among))} 中的几个")
    return found


def folder(name: str, default: str) -> Path:
    """A folder, made when it is not there."""
    path = Path(text(name, default)).expanduser().resolve()
    try:
        path.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"数据文件夹 {path} 建不了（{error.strerror}），请检查 {name}") from error
    return path


def secret(name: str, kept_in: Path) -> str:
    """The variable, or a key made once and kept in a file that only the owner reads.

    Several processes may start at the same moment: the first one to link its key into place decides.
    """
    given = text(name)
    if given:
        return given
    if not kept_in.exists():
        mine = kept_in.with_name(f"{kept_in.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(mine, kept_in)
        except FileExistsError:
            pass  # another process was first; its key is read below
        finally:
            mine.unlink()
    return kept_in.read_text(encoding="ascii").strip()


def database(url: str, *, data: Path) -> dict[str, Any]:
    """Django's description of the database behind an address; without one, SQLite in the data folder."""
    if not url:
        return _sqlite(data / "qinqing.sqlite3", data)
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        # sqlite:///name is a file in the data folder, sqlite:////a/b/name one anywhere
        return _sqlite(data / unquote(url.removeprefix("sqlite:///")), data)
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise ImproperlyConfigured(f"QINQING_DATABASE_URL 的类型 {scheme} 不支持，请写 postgresql://… 或 sqlite:///…")


def _sqlite(path: Path, data: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A transaction takes the write lock when it begins: two that read first and write later cannot deadlock.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # SQLite 3.7.0 to 3.51.2 can lose the end of a WAL; a truncated journal with full syncs is safe on all.
            "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL",
        },
        # A file, as in life: the shared in-memory database of the tests knows neither waiting nor syncing.
        "TEST": {"NAME": str(data / "test.sqlite3")},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    # Compiling a statement, or calling other processes to help, takes longer than any of ours runs.
    options: dict[str, Any] = {"options": "-c jit=off -c max_parallel_workers_per_gather=0"} | dict(
        parse_qsl(parts.query)
    )
    # Values travel beside the statement, so that the server knows it again and need not read and plan it anew.
    options |= {"server_side_binding": True, "prepare_threshold": _prepared_after(options)}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or "") or options.pop("port", ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _prepared_after(options: dict[str, Any]) -> int | None:
    """How often a connection asks a statement before it is prepared; None where a pooler in between cannot have that."""
    told = str(options.get("prepare_threshold", PREPARED_AFTER))
    if told.lower() == "none":
        return None
    if not (told.isascii() and told.isdigit()):
        raise ImproperlyConfigured(f"QINQING_DATABASE_URL 的 prepare_threshold={told} 看不懂，请写整数或 none")
    return int(told)
