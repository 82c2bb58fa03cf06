"""Finding accounts."""

import hmac
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import F

from qinqing.kernel.errors import NotFound
from qinqing.services.accounts.models import Account as Account
from qinqing.services.accounts.models import Attempt, Login, RecoveryCode, SecondFactor, SecondFactorReset, Token
from qinqing.services.accounts.passwords import in_force
from qinqing.services.accounts.rules import (
    GUESSED_IN,
    GUESSES,
    attempt_key,
    guess_key,
    lift_key,
    read_token,
    secret_digest,
    shape_username,
)


def account(account_id: int) -> Account:
    """The account by id. Raises NotFound."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def account_by_username(username: str) -> Account | None:
    """The account by any spelling of its username, or None."""
    return Account.objects.filter(username=shape_username(username)).first()


def account_signing_in_as(typed: str) -> Account | None:
    """The account by what the sign-in form takes: a username, else the number it signs in by; or None."""
    try:
        return Account.objects.get_by_natural_key(typed)
    except Account.DoesNotExist:
        return None


def account_by_mobile(phone: str) -> Account | None:
    """The account in use that is signed in to by this number, or None."""
    return Account.objects.filter(mobile=phone, is_active=True).first() if phone else None


def account_by_outside_id(outside_id: str) -> Account | None:
    """The account in use that is bound to what the identity provider calls somebody, or None."""
    return Account.objects.filter(outside_id=outside_id, is_active=True).first() if outside_id else None


def names_of(account_ids: Iterable[int]) -> dict[int, str]:
    """Names by account id, in one query."""
    return dict(Account.objects.filter(pk__in=set(account_ids)).values_list("pk", "name"))


def active_accounts(account_ids: Iterable[int]) -> dict[int, Account]:
    """Those of some accounts that can sign in, by id; one query."""
    return {one.pk: one for one in Account.objects.filter(pk__in=set(account_ids), is_active=True)}


def accounts(*, text: str = "", active: bool | None = None, after: str = "", limit: int = 50) -> list[Account]:
    """Accounts by username, those after username ``after``; ``text`` is looked for in name and username."""
    rows = Account.objects.filter(username__gt=after) if after else Account.objects.all()
    if active is not None:
        rows = rows.filter(is_active=active)
    if text:
        rows = rows.filter(name__contains=text) | rows.filter(username__contains=shape_username(text))
    return list(rows.order_by("username")[:limit])


def without_password(account_ids: Iterable[int]) -> list[Account]:
    """Those of some accounts in use to which no password was ever handed out, by username; one query."""
    rows = Account.objects.filter(pk__in=set(account_ids), is_active=True)
    return list(rows.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("username"))


def demo_accounts() -> list[Account]:
    """The demo county's accounts that can sign in, in the order they were made."""
    return list(Account.objects.filter(is_demo=True, is_active=True).order_by("pk"))


def tokens_of(account_id: int) -> list[Token]:
    """The account's tokens, the newest first, each with its account and when it was last used."""
    rows = Token.objects.filter(account_id=account_id).select_related("account", "use")
    return list(rows.order_by("-pk"))


def open_by_token(spelt: str, *, at: datetime) -> Token:
    """The token that this spelling opens, with its account and last use; NotFound alike for every other spelling.

    Revoked, expired, of an account that was switched off, or from before its last new password: all are over.
    """
    code, secret = read_token(spelt)
    token = Token.objects.filter(code=code).select_related("account", "use").first()
    fits = hmac.compare_digest(secret_digest(secret), token.digest if token else "0" * 64)
    if token is None or not fits or not is_alive(token, at=at):
        raise NotFound("token")
    return token


def is_alive(token: Token, *, at: datetime) -> bool:
    """Whether a token still opens anything."""
    account = token.account
    unchanged = account.is_active and account.session_version == token.session_version
    return unchanged and token.revoked_at is None and at < token.expires_at


def why_replace_password(account: Account, *, staff: bool, at: datetime) -> str:
    """Why the account's password must be replaced before anything else; "" when it need not be.

    One that somebody else chose, and for staff one that is older than the rules allow. Demo accounts share a published
    password, and accounts without one sign in elsewhere.
    """
    if account.is_demo or not account.has_usable_password():
        return ""
    if account.password_given:
        return "现在的密码是别人替您设的，请改成只有自己知道的。"
    over = password_over_at(account) if staff else None
    return f"现在的密码已用满 {in_force().days} 天，请换一个。" if over is not None and over <= at else ""


def password_over_at(account: Account) -> datetime | None:
    """When the password is to be replaced; None when never."""
    return in_force().expires_at(account.password_set_at or account.created_at)


def password_rules(*, staff: bool) -> list[str]:
    """The rules in force for staff or an enterprise, one sentence each, for the pages on which somebody chooses a password."""
    return in_force().sentences(staff=staff)


def password_rules_name() -> str:
    """What the rules in force are called, for the record."""
    return in_force().label


def second_factor(account_id: int) -> SecondFactor | None:
    """The account's second factor; None while it has none."""
    return SecondFactor.objects.filter(account_id=account_id).first()


def recovery_codes_left(account_id: int) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()


def resets(*, limit: int) -> list[SecondFactorReset]:
    """Second factors to be taken off: those that wait for another administrator first, then the latest that were settled."""
    rows = SecondFactorReset.objects.select_related("account")
    return list(rows.order_by(F("settled_at").desc(nulls_first=True), "-pk")[:limit])


def reset(pk: int) -> SecondFactorReset:
    """One of them. Raises NotFound."""
    found = SecondFactorReset.objects.select_related("account").filter(pk=pk).first()
    if found is None:
        raise NotFound("reset")
    return found


def logins_of(account_id: int, *, since: datetime) -> list[Login]:
    """The account's logins that began since then and have not ended, the newest first."""
    rows = Login.objects.filter(account_id=account_id, ended_at=None, opened_at__gt=since)
    return list(rows.order_by("-pk"))


def current_guess_key(username: str) -> str:
    """``guess_key`` as it counts now, since the limit was last lifted."""
    row = Attempt.objects.filter(key=attempt_key(lift_key(username))).first()
    return guess_key(username, row.count if row else 0)


def held_off_until(account: Account, *, at: datetime) -> datetime | None:
    """Until when devices that the account never used may not try its password; None while they may."""
    row = Attempt.objects.filter(
        key=attempt_key(current_guess_key(account.username)), count__gte=GUESSES, started_at__gt=at - GUESSED_IN
    ).first()
    return row.started_at + GUESSED_IN if row else None
