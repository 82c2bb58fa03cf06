"""What must be right before the doors open; ``qinqing serve`` refuses to start on errors."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection
from django.utils import timezone

from qinqing.kernel.phrases import local
from qinqing.services.accounts import queries as accounts
from qinqing.services.calendar import queries as calendar
from qinqing.services.documents import queries as documents
from qinqing.services.letters import queries as letters

WAL_BROKEN = ((3, 7, 0), (3, 51, 2))  # a checkpoint may overtake a commit: the last transactions are lost on power loss
LEAST_SECRET = 50


@register(Tags.security)
def secret_is_strong(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Signs cookies and query codes: must not be guessable."""
    return judge_secret(settings.SECRET_KEY)


def judge_secret(secret: str) -> list[CheckMessage]:
    """At least 50 characters, ten of them different."""
    if len(secret) >= LEAST_SECRET and len(set(secret)) >= 10:
        return []
    return [
        Error("密钥太弱：QINQING_SECRET_KEY 须有 50 个以上不重复的随机字符；也可以不设，由系统生成", id="qinqing.E001")
    ]


@register(Tags.database)
def journal_mode_is_safe(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """SQLite in WAL mode loses committed data on the versions with the defect."""
    if not databases or connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    return judge_journal_mode(mode, sqlite3.sqlite_version_info)


def judge_journal_mode(mode: str, version: tuple[int, ...]) -> list[CheckMessage]:
    """WAL only on versions without the defect."""
    if mode.lower() != "wal" or not WAL_BROKEN[0] <= version <= WAL_BROKEN[1]:
        return []
    named = ".".join(map(str, version))
    return [Error(f"SQLite {named} 的 WAL 方式可能丢失已提交的数据，请改用 journal_mode=TRUNCATE", id="qinqing.E002")]


@register(Tags.database)
def demo_stays_in_the_demo(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Accounts with published passwords may be open only where QINQING_DEMO says so."""
    if not databases or settings.QINQING_DEMO:
        return []
    try:
        count = len(accounts.demo_accounts())
    except DatabaseError:  # no tables yet: `migrate` comes first, and serve says so by itself
        return []
    words = f"数据库里有 {count} 个密码公开的演示账号还能登录。正式使用请换一个空数据库；只是试用请设 QINQING_DEMO=1"
    return [Error(words, id="qinqing.E003")] if count else []


@register(Tags.database)
def holidays_are_known(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Without this year's notice every limit is provisional."""
    if not databases:
        return []
    today = local(timezone.now()).date()
    try:
        provisional = calendar.current().provisional(date(today.year, 12, 31))
    except DatabaseError:  # as above
        return []
    words = f"{today.year} 年的放假通知还没有录入，各项时限都是暂定的，请运行 qinqing calendar import"
    return [checks.Warning(words, id="qinqing.W001")] if provisional else []


@register(Tags.database)
def mailbox_is_read(app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A mailbox that is set but cannot be read: what enterprises write there reaches nobody."""
    if not databases:
        return []
    try:
        told = letters.reading(timezone.now())
    except DatabaseError:  # as above
        return []
    return [checks.Warning(f"收信邮箱：{told.fault}", id="qinqing.W002")] if told.fault else []


@register(Tags.files)
def previews_can_be_made(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """A converter that is there and cannot be used: without a cell of its own it would reach the network and our files."""
    fault = documents.hindrance()
    return [checks.Warning(f"预览：{fault}", id="qinqing.W003")] if fault else []
