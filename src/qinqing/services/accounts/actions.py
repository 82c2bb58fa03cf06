"""Making and changing accounts, and counting attempts.

This service stands below the journal, so the caller puts the change on the record in the same transaction.
"""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.ids import public_code
from qinqing.services.accounts import permits, rules
from qinqing.services.accounts.models import Account, Attempt, Token, TokenUse

USE_COUNTS_AFTER = timedelta(minutes=1)
# A window that begins more than its own length from now was opened before the clock was put back: it is over, too.
STRIKE = """
    INSERT INTO accounts_attempt (key, started_at, count) VALUES (%s, %s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN accounts_attempt.started_at > %s AND accounts_attempt.started_at <= %s
                     THEN accounts_attempt.count + 1 ELSE 1 END,
        started_at = CASE WHEN accounts_attempt.started_at > %s AND accounts_attempt.started_at <= %s
                          THEN accounts_attempt.started_at ELSE excluded.started_at END
    RETURNING count
"""


def create_account(
    *,
    username: str,
    name: str,
    password: str | None,
    phone: str = "",
    email: str = "",
    is_demo: bool = False,
    at: datetime,
) -> Account:
    """A new account, active at once; without a password nobody can sign in until one is set.

    Raises Refused for a username that is taken or misshapen, and for a weak password.
    """
    spelt = rules.shape_username(username)
    rules.judge_username(spelt).enforce()
    fields = {"name": name, "phone": phone, "email": email, "is_demo": is_demo, "created_at": at}
    if password is not None:
        _check_password(password, Account(username=spelt, **fields))
    try:
        with transaction.atomic():
            return Account.objects.create_user(spelt, password, **fields)
    except IntegrityError as error:
        raise Refused(f"用户名“{spelt}”已有人使用，请换一个", code="taken") from error


def set_demo_password(password: str) -> int:
    """One password for all demo accounts, hashed once: they are shown on the demo's sign-in page anyway.

    Returns how many accounts have it now. Demo accounts elsewhere are refused at start-up.
    """
    _check_password(password, Account())
    return Account.objects.filter(is_demo=True).update(password=make_password(password))


def set_password(account: Account, *, password: str, by: Actor, at: datetime) -> Account:
    """A new password; every open session of the account ends with its next request.

    The page on which people change their own password keeps that one session with
    ``django.contrib.auth.update_session_auth_hash``. Raises Refused, Conflict.
    """
    permits.may_set_password(by, account.pk).enforce()
    _check_password(password, account)
    _change(account, password=make_password(password))
    return account


def end_sessions(account: Account, *, by: Actor, at: datetime) -> Account:
    """Signs the account out everywhere. Raises Refused, Conflict."""
    permits.may_set_password(by, account.pk).enforce()
    _change(account)
    return account


def deactivate(account: Account, *, by: Actor, at: datetime) -> Account:
    """Nobody signs in with it any more, and open sessions end. Raises Refused, Conflict."""
    permits.may_switch(by, account.pk).enforce()
    if not account.is_active:
        raise Refused("该账号已经停用，无需再次停用")
    _change(account, is_active=False)
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


def issue_token(
    account: Account, *, name: str, scopes: str, post: int | None, expires_at: datetime, by: Actor, at: datetime
) -> tuple[Token, str]:
    """A token for the account's own programs, and its secret: shown this once, kept only as a digest. Raises Refused."""
    permits.may_keep_token(by, account.pk).enforce()
    code, secret = public_code(), secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account, code=code, digest=rules.secret_digest(secret), name=name, scopes=scopes, post=post,
        session_version=account.session_version, issued_at=at, expires_at=expires_at,
    )  # fmt: skip
    return token, rules.spell_token(code, secret)


def revoke_token(account: Account, code: str, *, by: Actor, at: datetime) -> Token:
    """Ends a token with its next request. Raises Refused when it is over already, NotFound when it is not the account's."""
    permits.may_keep_token(by, account.pk).enforce()
    token = Token.objects.filter(account=account, code=code).first()
    if token is None:
        raise NotFound("token")
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        raise Refused("这个令牌已经作废，无需再次作废")
    token.revoked_at = at
    return token


def note_use(token: Token, *, at: datetime) -> None:
    """Notes that a token was used, once a minute at most."""
    used, fresh = TokenUse.objects.get_or_create(token=token, defaults={"used_at": at})
    if not fresh and at - used.used_at >= USE_COUNTS_AFTER:
        TokenUse.objects.filter(pk=used.pk, used_at__lt=at).update(used_at=at)


def strike(key: str, *, at: datetime, limit: int, window: timedelta) -> bool:
    """Counts one attempt; True while no more than ``limit`` fell into the window that the first one opened.

    One statement, exact with any number of processes. Call it outside a transaction that a failed attempt rolls back.
    """
    started, expired, ahead = map(connection.ops.adapt_datetimefield_value, (at, at - window, at + window))
    with connection.cursor() as cursor:
        cursor.execute(STRIKE, [rules.attempt_key(key), started, expired, ahead, expired, ahead])
        (count,) = cursor.fetchone()
    return int(count) <= limit


def forgive(key: str) -> None:
    """Forgets the attempts under a key, as after a successful sign-in."""
    Attempt.objects.filter(key=rules.attempt_key(key)).delete()


def sweep_attempts(*, before: datetime) -> int:
    """Drops windows opened before a moment; gives their number."""
    return Attempt.objects.filter(started_at__lt=before).delete()[0]


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


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused("密码不合要求：" + "".join(error.messages), code="weak_password") from error
