"""Making and changing accounts."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import shape_phone
from qinqing.services.accounts import passwords, permits, rules
from qinqing.services.accounts.actions.logins import end_all_logins
from qinqing.services.accounts.models import Account, PastPassword


def create_account(
    *,
    username: str,
    name: str,
    password: str | None,
    phone: str = "",
    email: str = "",
    is_demo: bool = False,
    given: bool = False,
    at: datetime,
) -> Account:
    """A new account, active at once; without a password nobody can sign in until one is set.

    ``given``: somebody else chose the password, so that its owner must replace it at the first sign-in.
    Raises Refused for a username that is taken or misshapen, and for a weak password.
    """
    spelt = rules.shape_username(username)
    rules.judge_username(spelt).enforce()
    fields = {"name": name, "phone": phone, "email": email, "is_demo": is_demo, "created_at": at}
    if password is not None:
        passwords.check(password, Account(username=spelt, **fields))
        fields |= {"password_given": given, "password_set_at": at}
    taken = Refused(f"用户名“{spelt}”已有人使用，请换一个", code="taken")
    if Account.objects.filter(mobile=shape_phone(spelt).mobile or "-").exists():
        raise taken  # it is the number that somebody has proved to hold, and signs in by
    try:
        with transaction.atomic():
            return Account.objects.create_user(spelt, password, **fields)
    except IntegrityError as error:
        raise taken from error


def set_demo_password(password: str) -> int:
    """One password for all demo accounts, hashed once: they are shown on the demo's sign-in page anyway.

    Returns how many accounts have it now. Demo accounts elsewhere are refused at start-up.
    """
    passwords.check(password, Account())
    return Account.objects.filter(is_demo=True).update(password=make_password(password))


def set_password(account: Account, *, password: str, by: Actor, at: datetime) -> Account:
    """A new password; every open session of the account ends with its next request. One that somebody else set is
    replaced by its owner at the next sign-in. Raises Refused, Conflict.
    """
    permits.may_set_password(by, account.pk).enforce()
    passwords.check(password, account)
    _remember(account)
    _change(account, password=make_password(password), password_given=by.person != account.pk, password_set_at=at)
    end_all_logins(account, by=by, at=at)
    return account


def end_sessions(account: Account, *, by: Actor, at: datetime) -> Account:
    """Signs the account out everywhere, and its tokens are void. Raises Refused, Conflict."""
    permits.may_set_password(by, account.pk).enforce()
    _change(account)
    end_all_logins(account, by=by, at=at)
    return account


def turn_out(account: Account, *, by: Actor, at: datetime) -> Account:
    """Whoever has lost a place is out with the next request, and tokens are void. Whoever calls has the right."""
    _change(account)
    end_all_logins(account, by=by, at=at)
    return account


def deactivate(account: Account, *, by: Actor, at: datetime) -> Account:
    """Nobody signs in with it any more, and open sessions end. Raises Refused, Conflict."""
    permits.may_switch(by, account.pk).enforce()
    if not account.is_active:
        raise Refused("该账号已经停用，无需再次停用")
    _change(account, is_active=False)
    end_all_logins(account, by=by, at=at)
    return account


def activate(account: Account, *, by: Actor, at: datetime) -> Account:
    """Lets the account sign in again; sessions from before stay dead. Raises Refused, Conflict."""
    permits.may_switch(by, account.pk).enforce()
    if account.is_active:
        raise Refused("该账号正在使用，无需启用")
    _change(account, is_active=True)
    return account


def rename(account: Account, *, name: str, phone: str, email: str = "", by: Actor, at: datetime) -> Account:
    """Name and ways to reach the person. Owners and the security administrator. Raises Refused, Conflict."""
    permits.may_set_password(by, account.pk).enforce()
    if not name.strip():
        raise Refused("姓名不能为空，请填写")
    _change(account, keep_sessions=True, name=name.strip(), phone=phone, email=email)
    return account


def bind(account: Account, *, outside_id: str, by: Actor, at: datetime) -> Account:
    """What the identity provider calls the person; "" for nobody any more. Security administrator alone.

    Raises Refused for what another account is bound to.
    """
    permits.may_bind(by).enforce()
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(outside_id=outside_id or None)
    except IntegrityError as error:
        raise Refused("这个标识已绑定另一个账号，请核对；确要改绑，先在那个账号上解除") from error
    account.outside_id = outside_id or None
    return account


def _change(account: Account, *, keep_sessions: bool = False, **values: object) -> None:
    """Compare-and-swap on what the caller saw of password, state and sessions."""
    step = 0 if keep_sessions else 1
    seen = Account.objects.filter(
        pk=account.pk, session_version=account.session_version, is_active=account.is_active, password=account.password
    )
    if not seen.update(session_version=F("session_version") + step, **values):
        raise Conflict("这个账号刚刚被别人改动，请刷新页面再试")
    account.session_version += step
    for field, value in values.items():
        setattr(account, field, value)


def _remember(account: Account) -> None:
    """Keeps the digest of the password that is being replaced, as far back as the rules look."""
    kept = max(0, passwords.in_force().remembered - 1)
    if kept and account.has_usable_password():
        PastPassword.objects.create(account=account, password=account.password)
    newest = PastPassword.objects.filter(account=account).order_by("-pk").values_list("pk", flat=True)
    PastPassword.objects.filter(account=account).exclude(pk__in=list(newest[:kept])).delete()
