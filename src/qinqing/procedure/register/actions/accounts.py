"""People's accounts, on the record: opened, reset, switched off and on, and linked to an enterprise.

The service keeps the rows; who may change them and what is recorded is said here, where posts are known.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, shape_credit_code, shape_phone
from qinqing.procedure.register import events
from qinqing.procedure.register.actions.members import end, take_up, tell_members
from qinqing.procedure.register.actions.version import changing
from qinqing.procedure.register.models import Enterprise, Membership
from qinqing.procedure.register.permits import may_keep_accounts
from qinqing.procedure.register.rules.naming import name_key
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal.actions import record

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Account

SMALL = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


@dataclass(frozen=True, slots=True)
class Opened:
    """An account and the password to tell its owner; empty when the security administrator chose it."""

    account: "Account"
    password: str = ""


@transaction.atomic
def open_account(
    *, username: str, name: str, phone: str = "", email: str = "", password: str | None = "", by: Actor, at: datetime
) -> Opened:
    """A new account; for an empty password one is drawn, to be shown once; with None nobody signs in to it yet.

    Raises Refused for an actor without the right, a username that is taken or misshapen, a weak password.
    """
    may_keep_accounts(by).enforce()
    made = draw_password() if password == "" else password
    if not clean_line(name):
        raise Refused("姓名不能为空，请填写")
    account = accounts.create_account(
        username=username,
        name=clean_line(name),
        phone=clean_line(phone),
        email=clean_line(email),
        password=made,
        given=True,
        at=at,
    )
    _record(account, "created", by, at, {"name": account.name, "policy": queries.password_rules_name()})
    return Opened(account, made if made and not password else "")


@transaction.atomic
def hand_out_first(account_ids: Iterable[int], *, by: Actor, at: datetime) -> list[Opened]:
    """首次密码: one for each of these accounts that has none yet, to be told their owners this once.

    Whoever has a password keeps it. Raises Refused for an actor without the right, and where nobody waits for one.
    """
    may_keep_accounts(by).enforce()
    waiting = queries.without_password(account_ids)
    if not waiting:
        raise Refused("没有等待首次密码的账号，请刷新页面核对；忘了密码的，在账号页面重置")
    return [_first(account, by, at) for account in waiting]


def _first(account: "Account", by: Actor, at: datetime) -> Opened:
    made = draw_password()
    accounts.set_password(account, password=made, by=by, at=at)
    _record(account, "first_password", by, at, {"name": account.name, "policy": queries.password_rules_name()})
    return Opened(account, made)


@changing()
def rename_account(account_id: int, *, name: str, phone: str, email: str = "", by: Actor, at: datetime) -> "Account":
    """Another name, telephone or e-mail. Raises Refused, Conflict, NotFound."""
    may_keep_accounts(by).enforce()
    account = queries.account(account_id)
    before = {"name": account.name, "phone": account.phone, "email": account.email}
    after = {"name": clean_line(name), "phone": clean_line(phone), "email": clean_line(email)}
    if before == after:
        raise Refused("没有要更改的内容，请修改后再保存")
    accounts.rename(account, **after, by=by, at=at)
    if account.mobile and shape_phone(after["phone"]).mobile != account.mobile:
        accounts.bind_mobile(account, "", by=by, at=at)  # the number may be somebody else's by now
    _record(account, "renamed", by, at, {"before": before, **after})
    return account


@transaction.atomic
def reset_password(account_id: int, *, password: str = "", by: Actor, at: datetime) -> Opened:
    """A new password, drawn when none is given, to be replaced at the next sign-in; every session of the account ends. Raises Refused, Conflict, NotFound."""
    may_keep_accounts(by).enforce()
    account = queries.account(account_id)
    made = password or draw_password()
    accounts.set_password(account, password=made, by=by, at=at)
    _record(account, "password_reset", by, at, {"policy": queries.password_rules_name()})
    return Opened(account, "" if password else made)


@transaction.atomic
def bind(account_id: int, *, outside_id: str, by: Actor, at: datetime) -> "Account":
    """绑定统一身份认证: by what that system calls the person; nothing unbinds. Raises Refused, NotFound."""
    may_keep_accounts(by).enforce()
    account = queries.account(account_id)
    before, told = account.outside_id or "", clean_line(outside_id)
    if before == told:
        raise Refused("标识没有变化，请修改后再保存")
    accounts.bind(account, outside_id=told, by=by, at=at)
    _record(account, "bound" if told else "unbound", by, at, {"outside": told or before})
    return account


@transaction.atomic
def switch_off(account_id: int, *, reason: str, by: Actor, at: datetime) -> "Account":
    """停用: nobody signs in with it any more. Raises Refused, Conflict, NotFound."""
    may_keep_accounts(by).enforce()
    account = accounts.deactivate(queries.account(account_id), by=by, at=at)
    _record(account, "deactivated", by, at, {"reason": clean_line(reason)})
    return account


@transaction.atomic
def switch_on(account_id: int, *, reason: str, by: Actor, at: datetime) -> "Account":
    """启用. Raises Refused, Conflict, NotFound."""
    may_keep_accounts(by).enforce()
    account = accounts.activate(queries.account(account_id), by=by, at=at)
    _record(account, "activated", by, at, {"reason": clean_line(reason)})
    return account


@transaction.atomic
def link_enterprise(account_id: int, *, enterprise: str, by: Actor, at: datetime) -> Membership:
    """关联企业: the account speaks for the enterprise with this code, or this whole name, from now on.

    For an account handed out on a paper application; the register itself is not opened to the security
    administrator, so what is typed must be exact. Raises Refused, NotFound.
    """
    may_keep_accounts(by).enforce()
    account = queries.account(account_id)
    found = _exactly(enterprise)
    link = Membership.objects.filter(account_id=account.pk, enterprise=found).first()
    if link is not None and link.ended_at is None and link.confirmed_at is not None:
        raise Refused(f"该账号已经关联{found.name}，无需再次关联")
    link = link or Membership(account_id=account.pk, enterprise=found, asked_at=at)
    link.confirmed_at, link.confirmed_by, link.ended_at = at, by.title, None
    take_up(link)
    return tell_members(link, events.MEMBERSHIP_CONFIRMED, by, at)


@transaction.atomic
def unlink_enterprise(account_id: int, *, membership: int, by: Actor, at: datetime) -> Membership:
    """解除关联. Raises Refused when there is no such link."""
    may_keep_accounts(by).enforce()
    link = Membership.objects.filter(pk=membership, account_id=account_id, ended_at=None).first()
    if link is None:
        raise Refused("这项关联已经解除，请刷新页面核对")
    return end(link, by=by, at=at, turned_out=True)


def draw_password() -> str:
    """A password that meets the policy and can be read aloud: ``Kx7m-4hqz-9wbt``."""
    signs = "".join(secrets.choice(SMALL + DIGITS) for _ in range(9))
    head = secrets.choice(SMALL).upper() + secrets.choice(SMALL) + secrets.choice(DIGITS)
    return f"{head}{signs[0]}-{signs[1:5]}-{signs[5:9]}"


def _exactly(typed: str) -> Enterprise:
    code, key = shape_credit_code(typed).value, name_key(clean_line(typed))
    rows = Enterprise.objects.filter(unnamed=False)
    found: list[Enterprise] = list(rows.filter(credit_code=code)) if code else []
    found = found or (list(rows.filter(name_key=key)[:2]) if key else [])
    if not found:
        raise Refused("登记册里没有这家企业，请填完整的统一社会信用代码或企业全称")
    if len(found) > 1:
        raise Refused("有几家同名企业，请改填统一社会信用代码")
    return found[0]


def _record(account: "Account", what: str, by: Actor, at: datetime, facts: dict[str, object]) -> None:
    record(f"account/{account.username}", f"accounts.account.{what}", by=by, at=at, facts=facts)
