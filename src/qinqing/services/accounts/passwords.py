"""The county's rules for passwords, held against what somebody chose."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from qinqing.kernel.errors import Refused
from qinqing.services.accounts.models import Account, PastPassword
from qinqing.services.accounts.rules.passwords import CHOICES, PasswordRules

# Django's own, which know the twenty thousand commonest ones, and what the account says of its owner.
KNOWN = (CommonPasswordValidator(), UserAttributeSimilarityValidator(("username", "name", "phone", "email")))


def in_force() -> PasswordRules:
    """The rules in force, with the operator's numbers."""
    return CHOICES[settings.QINQING_PASSWORD_POLICY].with_numbers(
        days=settings.QINQING_PASSWORD_DAYS, remembered=settings.QINQING_PASSWORD_REMEMBERED
    )


def check(password: str, account: Account) -> None:
    """Raises Refused with every rule that a new password breaks."""
    wrong = in_force().faults(password)
    for validator in KNOWN:
        try:
            validator.validate(password, account)
        except ValidationError as error:
            wrong += [_said(one) for one in error.error_list]
    if not wrong and _was_used(password, account):
        wrong.append(f"不能与最近 {in_force().remembered} 次用过的密码相同。")
    if wrong:
        raise Refused("密码不合要求：" + "".join(wrong), code="weak_password")


def _said(error: ValidationError) -> str:
    """Django's own sentence; of likeness, what it is like and what to do."""
    if error.code != "password_too_similar":
        return str(error.messages[0])
    return f"密码和{(error.params or {})['verbose_name']}太像，请换一个不相干的。"


def _was_used(password: str, account: Account) -> bool:
    if not in_force().remembered or account.pk is None:
        return False
    before = PastPassword.objects.filter(account=account).order_by("-pk").values_list("password", flat=True)
    known = [account.password, *before[: in_force().remembered - 1]]
    return any(check_password(password, one) for one in known if one)
