"""Accounts and the attempt limiter's windows."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from qinqing.kernel.shaping import shape_phone
from qinqing.services.accounts.rules import shape_username


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by any spelling of their username."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """A saved account; without a password nobody can sign in to it."""
        account = self.model(username=shape_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account as the sign-in form spells it: its username, else the number it signs in by.

        One query for whatever is typed: how long it takes tells nobody which names there are.
        """
        spelt = shape_username(username or "")
        rows = self.filter(models.Q(username=spelt) | models.Q(mobile=shape_phone(spelt).mobile or "-"))
        found = sorted(rows, key=lambda one: one.username != spelt)
        if not found:
            raise self.model.DoesNotExist
        return found[0]


class Account(AbstractBaseUser):
    """One person. What the person may do follows from posts in the register, never from this row.

    ``phone`` is what somebody wrote down; ``mobile`` is a number that the person has proved to hold, and signs in by.
    """

    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("电话", max_length=40, blank=True)
    mobile = models.CharField("登录手机号", max_length=11, null=True, unique=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("演示账号", default=False)
    session_version = models.PositiveIntegerField(default=1)
    outside_id = models.CharField("统一身份认证标识", max_length=120, null=True, unique=True)
    password_given = models.BooleanField("密码由别人设", default=False)
    password_set_at = models.DateTimeField("密码设置时间", null=True)
    created_at = models.DateTimeField("建立时间")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.name or self.username

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        # Covers session_version, so that "sign out everywhere" works without a new password.
        salt = "qinqing.services.accounts.Account.session"
        value = f"{self.password}\x1f{self.session_version}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class PastPassword(models.Model):
    """The digest of a password that was replaced, so that it does not come back too soon."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="past_passwords")
    password = models.CharField(max_length=128)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"


class Attempt(models.Model):
    """One limiter window: how often a key was tried since ``started_at``."""

    key = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()


class Login(models.Model):
    """One time that somebody signed in: with what, from where, until when.

    ``key`` is that of Django's session; what is open is what that table still holds.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="logins")
    key = models.CharField(max_length=40, db_index=True)
    device = models.CharField("设备", max_length=60)
    address = models.CharField("地址", max_length=45, blank=True)
    opened_at = models.DateTimeField("登录时间")
    used_at = models.DateTimeField("最近使用", db_index=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    why = models.CharField("结束原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录"


class PhoneCode(models.Model):
    """短信验证码: sent to a number for the browser that asked. Of what opens it only digests are kept."""

    key = models.CharField(max_length=64, unique=True)
    phone = models.CharField("手机号", max_length=11)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField("试过", default=0)
    sent_at = models.DateTimeField("发送时间")
    ends_at = models.DateTimeField("失效时间", db_index=True)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "短信验证码"


class SecondFactor(models.Model):
    """The secret that an account's authenticator holds, sealed; ``step`` is the last one whose code was used."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="second_factor", primary_key=True)
    secret = models.TextField()
    step = models.BigIntegerField()
    enrolled_at = models.DateTimeField("开通时间")

    class Meta:
        verbose_name = verbose_name_plural = "二次验证"


class RecoveryCode(models.Model):
    """Of a code for when the authenticator is lost, the digest."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"


class SecondFactorReset(models.Model):
    """Somebody lost the authenticator: one administrator asks that it be taken off, another one settles it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets")
    reason = models.CharField("原因", max_length=200)
    asked_by = models.BigIntegerField("申请人账号")
    asked_title = models.CharField("申请人", max_length=300)
    asked_at = models.DateTimeField("申请时间")
    settled_title = models.CharField("确认人", max_length=300, blank=True)
    settled_at = models.DateTimeField("确认时间", null=True)
    granted = models.BooleanField("同意", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "重置二次验证"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(settled_at=None), name="accounts_reset_one_open"
            )
        ]


class Token(models.Model):
    """A key with which one person's program asks in that person's place: of the secret only a digest is kept.

    ``post`` is the post it was issued in (an id of the register; None for an enterprise's user). It is good for nothing
    once the account's ``session_version`` has moved on: a new password, or a switched-off account, ends every token.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    code = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    name = models.CharField("名称", max_length=60)
    scopes = models.CharField("范围", max_length=60)
    post = models.BigIntegerField("岗位", null=True)
    session_version = models.PositiveIntegerField()
    issued_at = models.DateTimeField("发放时间")
    expires_at = models.DateTimeField("有效期至")
    revoked_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "令牌"


class TokenUse(models.Model):
    """When a token was last used, to the minute: apart from the token, so that reading touches no token."""

    token = models.OneToOneField(Token, on_delete=models.CASCADE, related_name="use", primary_key=True)
    used_at = models.DateTimeField("最近使用")
