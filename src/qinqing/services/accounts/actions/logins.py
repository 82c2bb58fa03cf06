"""登录 as they go on: where each began, when it was last used, and ending one of them or all.

What opens pages is Django's own row; a login ends by taking that row away, so that asking costs nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sessions.models import Session

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.accounts import permits
from qinqing.services.accounts.models import Account, Login

OVER = "这次登录已经结束，无需再次结束"


def note_login(account: Account, *, key: str, device: str, address: str, at: datetime) -> Login:
    """Somebody signed in: under which key of the browser's, with what, from where."""
    return Login.objects.create(
        account=account, key=key, device=device[:60], address=address, opened_at=at, used_at=at
    )  # fmt: skip


def note_login_use(login_id: int, *, at: datetime) -> None:
    """It was used until now."""
    Login.objects.filter(pk=login_id, used_at__lt=at).update(used_at=at)


def reopen_login(login_id: int, *, key: str) -> None:
    """It goes on under another key, although all of the account's were just ended."""
    Login.objects.filter(pk=login_id).update(key=key, ended_at=None, why="")


def close_login(login_id: int, *, at: datetime, why: str) -> None:
    """It is over: signed out, or too long untouched. Nothing happens to one that is over already."""
    Login.objects.filter(pk=login_id, ended_at=None).update(ended_at=at, why=why)


def end_login(account: Account, login_id: int, *, by: Actor, at: datetime) -> Login:
    """结束一次登录: the device is out with its next request. Raises Refused when it is over, NotFound when not the account's."""
    permits.may_end_logins(by, account.pk).enforce()
    login = Login.objects.filter(account=account, pk=login_id).first()
    if login is None:
        raise NotFound("login")
    if not _end([login], by, at):
        raise Refused(OVER)
    return login


def end_other_logins(account: Account, *, but: int | None, by: Actor, at: datetime) -> int:
    """All logins of the account but one; gives how many there were. Raises Refused."""
    permits.may_end_logins(by, account.pk).enforce()
    return _end(Login.objects.filter(account=account, ended_at=None).exclude(pk=but or 0), by, at)


def end_all_logins(account: Account, *, by: Actor, at: datetime) -> int:
    """What a new password, or an account switched off, does to every login; whoever calls has asked the permit."""
    return _end(Login.objects.filter(account=account, ended_at=None), by, at)


def sweep_logins(*, before: datetime) -> int:
    """Drops logins last used before a moment; gives their number."""
    return Login.objects.filter(used_at__lt=before).delete()[0]


def _end(logins: Iterable[Login], by: Actor, at: datetime) -> int:
    keys = {login.pk: login.key for login in logins}
    ended = Login.objects.filter(pk__in=keys, ended_at=None).update(ended_at=at, why=f"由{by.title}结束")
    Session.objects.filter(session_key__in=keys.values()).delete()
    return ended
