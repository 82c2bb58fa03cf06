"""短信验证码: drawn for one number and one browser, proved once, and the account that a number signs in to."""

import hmac
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import public_code
from qinqing.services.accounts import permits
from qinqing.services.accounts.actions.accounts import create_account
from qinqing.services.accounts.models import Account, PhoneCode
from qinqing.services.accounts.rules import one_time
from qinqing.services.accounts.rules.phone_codes import (
    LIVES,
    TRIES,
    Proof,
    Sent,
    draw_code,
)
from qinqing.services.accounts.sealing import keyed_digest

TAKEN = "这个手机号已经是另一个账号的登录手机号；请用它登录，或换一个号码；登录不了的，请联系工信商务局"


def issue_phone_code(phone: str, *, at: datetime, instead_of: str = "") -> Sent:
    """A code for a number; the browser's former one (``instead_of``, its handle) is void from now on."""
    PhoneCode.objects.filter(key=_key(instead_of)).delete()
    handle, code = secrets.token_urlsafe(24), draw_code()
    PhoneCode.objects.create(
        key=_key(handle), phone=phone, digest=_digest(handle, phone, code), sent_at=at, ends_at=at + LIVES
    )
    return Sent(handle, code, at + LIVES)


def prove_phone_code(handle: str, code: str, *, at: datetime) -> Proof:
    """Takes one guess, counted at once whatever comes of it: call it outside a transaction that a refusal takes back.

    The same code proves nothing a second time, of two at once one; in another browser it proves nothing at all.
    """
    living = PhoneCode.objects.filter(
        key=_key(handle), used_at=None, tries__lt=TRIES, ends_at__gt=at, ends_at__lte=at + 2 * LIVES
    )
    if not living.update(tries=F("tries") + 1):
        return Proof()
    row = PhoneCode.objects.get(key=_key(handle))
    told = _digest(handle, row.phone, one_time.shape_code(code))
    if not hmac.compare_digest(told, row.digest):
        return Proof(left=TRIES - row.tries)
    fresh = PhoneCode.objects.filter(pk=row.pk, used_at=None).update(used_at=at)
    return Proof(phone=row.phone) if fresh else Proof()


def sweep_phone_codes(*, before: datetime) -> int:
    """Drops codes that ended before a moment; gives their number."""
    return PhoneCode.objects.filter(ends_at__lt=before).delete()[0]


@transaction.atomic
def create_account_by_phone(phone: str, *, name: str, at: datetime) -> Account:
    """A new account without a password, for the person who has just proved this number. Raises Refused when it is taken."""
    account = create_account(username=f"sj-{public_code(10)}", name=name, phone=phone, password=None, at=at)
    return _keep(account, phone)


def bind_mobile(account: Account, phone: str, *, by: Actor, at: datetime) -> Account:
    """From now on the account is signed in to by this number, which its owner has just proved; "" for none any more.

    Raises Refused for a number of another account, and for anybody but the owner and the security administrator.
    """
    permits.may_set_password(by, account.pk).enforce()
    return _keep(account, phone)


def _keep(account: Account, phone: str) -> Account:
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(mobile=phone or None)
    except IntegrityError as error:
        raise Refused(TAKEN, code="taken") from error
    account.mobile = phone or None
    return account


def _key(handle: str) -> str:
    return keyed_digest("phone_code.handle", handle)


def _digest(handle: str, phone: str, code: str) -> str:
    return keyed_digest("phone_code.code", f"{handle}|{phone}|{code}")
