"""二次验证: enrolled by the person, proved at sign-in, taken off. Each code opens once."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.services.accounts import permits
from qinqing.services.accounts.models import Account, RecoveryCode, SecondFactor
from qinqing.services.accounts.rules import one_time
from qinqing.services.accounts.sealing import seal, unseal

WRONG_CODE = "验证码不对，请等验证器换下一个再输；手机时间要设为自动校准"


@transaction.atomic
def enrol_second_factor(account: Account, *, secret: str, code: str, by: Actor, at: datetime) -> list[str]:
    """From now on the account asks for a code, too. Gives the recovery codes, to be shown this once. Raises Refused."""
    permits.may_keep_second_factor(by, account.pk).enforce()
    step = one_time.matching_step(secret, one_time.shape_code(code), at)
    if step is None:
        raise Refused(WRONG_CODE)
    try:
        with transaction.atomic():
            SecondFactor.objects.create(account=account, secret=seal(secret), step=step, enrolled_at=at)
    except IntegrityError as error:
        raise Refused("已经开通二次验证，无需再次开通") from error
    return _draw_codes(account)


def prove_second_factor(account: Account, *, code: str, at: datetime) -> str:
    """What proved it: ``code``, ``recovery``, or "" for nothing. The same code proves nothing a second time."""
    shaped = one_time.shape_code(code)
    factor = SecondFactor.objects.filter(account=account).first()
    if factor is None:
        return ""
    if len(shaped) != one_time.DIGITS:
        used = RecoveryCode.objects.filter(account=account, digest=one_time.recovery_digest(code), used_at=None)
        return "recovery" if used.update(used_at=at) else ""
    secret = unseal(factor.secret)
    step = one_time.matching_step(secret, shaped, at) if secret else None
    # Only ever forward: a step that was used, and every one before it, is spent; of two at once the other finds it spent.
    fresh = step is not None and SecondFactor.objects.filter(pk=factor.pk, step__lt=step).update(step=step)
    return "code" if fresh else ""


@transaction.atomic
def renew_recovery_codes(account: Account, *, code: str, by: Actor, at: datetime) -> list[str]:
    """New recovery codes; the former ones are void. Raises Refused without a code that proves it."""
    permits.may_keep_second_factor(by, account.pk).enforce()
    if not prove_second_factor(account, code=code, at=at):
        raise Refused(WRONG_CODE)
    return _draw_codes(account)


@transaction.atomic
def replace_second_factor(
    account: Account, *, secret: str, code: str, former: str, by: Actor, at: datetime
) -> list[str]:
    """Another authenticator takes the place of the present one, which (or a recovery code) proves the right to it. Gives the
    new recovery codes. Raises Refused."""
    permits.may_keep_second_factor(by, account.pk).enforce()
    step = one_time.matching_step(secret, one_time.shape_code(code), at)
    if step is None:
        raise Refused(f"新{WRONG_CODE}")
    if not prove_second_factor(account, code=former, at=at):
        raise Refused(f"原来的{WRONG_CODE}。恢复码每个只能用一次")
    SecondFactor.objects.filter(account=account).update(secret=seal(secret), step=step, enrolled_at=at)
    return _draw_codes(account)


@transaction.atomic
def give_up_second_factor(account: Account, *, code: str, by: Actor, at: datetime) -> None:
    """The person goes without from now on. Raises Refused without a code that proves it."""
    permits.may_keep_second_factor(by, account.pk).enforce()
    if not prove_second_factor(account, code=code, at=at):
        raise Refused(WRONG_CODE)
    drop_second_factor(account)


def drop_second_factor(account: Account) -> None:
    """Takes it off with its recovery codes; whoever calls has the right, and a second person's word."""
    RecoveryCode.objects.filter(account=account).delete()
    SecondFactor.objects.filter(account=account).delete()


def second_factor_windows() -> tuple[tuple[int, timedelta], ...]:
    """How many guesses at a code are tried in how long: in a year fewer than one in forty would be right by luck."""
    return (5, timedelta(hours=1)), (20, timedelta(days=1))


def _draw_codes(account: Account) -> list[str]:
    codes = one_time.draw_recovery_codes()
    RecoveryCode.objects.filter(account=account).delete()
    rows = [RecoveryCode(account=account, digest=one_time.recovery_digest(code)) for code in codes]
    RecoveryCode.objects.bulk_create(rows)
    return codes
