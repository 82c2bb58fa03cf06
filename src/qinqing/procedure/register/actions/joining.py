"""Who speaks for an enterprise, on the record: opening an account, joined by a number, invited."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register import events
from qinqing.procedure.register.actions.members import CLAUSE, may_rule, take_up, tell_members
from qinqing.procedure.register.models import Enterprise, Invitation, Membership
from qinqing.procedure.register.queries.joining import inviting, known_by_phone
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal.actions import record
from qinqing.services.notifications.rules.receivers import veiled

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Account

LASTS = timedelta(days=7)
MOST_OPEN = 20
BY_CONTACT, BY_INVITATION = "手机号是登记册里的联系人", "接受邀请"


@transaction.atomic
def open_by_phone(*, phone: str, name: str, enterprises: list[str], at: datetime) -> "Account":
    """建账号: for whoever has just proved this number, joined to those of its enterprises (codes) that were chosen.

    Raises Refused for a number that has an account, and without a name.
    """
    if not clean_line(name):
        raise Refused("姓名不能为空，请填写")
    account = accounts.create_account_by_phone(phone, name=clean_line(name, limit=60), at=at)
    by = Actor(Role.ENTERPRISE, name=account.name, person=account.pk)
    _tell(account, events.ACCOUNT_OPENED, by, at, way="短信验证码", phone=veiled(phone))
    for code in enterprises:
        join(code, phone=phone, by=by, at=at)
    return account


@transaction.atomic
def open_by_password(*, username: str, name: str, phone: str, password: str, at: datetime) -> "Account":
    """建账号: with a name and a password; the number is what was typed, and proves nothing. Raises Refused."""
    account = accounts.create_account(username=username, name=name, phone=phone, password=password, at=at)
    by = Actor(Role.ENTERPRISE, name=account.name, person=account.pk)
    _tell(account, events.ACCOUNT_OPENED, by, at, way="密码", policy=queries.password_rules_name())
    return account


@transaction.atomic
def bind_mobile(phone: str, *, by: Actor, at: datetime) -> "Account":
    """绑定手机号: one's own, just proved; another one replaces it. Raises Refused."""
    if by.person is None or by.role is not Role.ENTERPRISE:
        raise Refused("手机号登录只用于企业账号，机关工作人员请用密码登录")
    account = queries.account(by.person)
    if account.mobile == phone:
        raise Refused("这个手机号已经绑定，无需再次绑定")
    accounts.bind_mobile(account, phone, by=by, at=at)
    _tell(account, events.MOBILE_BOUND, by, at, phone=veiled(phone))
    return account


@transaction.atomic
def join(code: str, *, phone: str, by: Actor, at: datetime) -> Membership:
    """加入企业: at once, where the register names the proved number as a contact's or the enterprise invited it.

    The first who speaks for an enterprise administers its people. Raises Refused for any other enterprise.
    """
    invited = {one.code: one for one in inviting(phone, at=at)}
    known = {one.code: one for one in known_by_phone(phone)}
    found = invited.get(code) or known.get(code)
    if found is None or by.person is None:
        raise Refused("登记册里这家企业的联系人不是这个手机号，也没有发给它的邀请，请改为申请加入", clause=CLAUSE)
    link = Membership.objects.filter(account_id=by.person, enterprise=found).first()
    link = link or Membership(account_id=by.person, enterprise=found)
    if link.confirmed_at is not None and link.ended_at is None:
        raise Refused(f"您已经可以为{found.name}办事，无需再次加入", clause=CLAUSE)
    how = BY_INVITATION if code in invited else BY_CONTACT
    link.asked_at, link.confirmed_at, link.confirmed_by, link.ended_at = at, at, how, None
    take_up(link)
    Invitation.objects.filter(enterprise=found, phone=phone, taken_at=None, withdrawn_at=None).update(taken_at=at)
    return tell_members(link, events.MEMBERSHIP_CONFIRMED, by, at, how=how)


@transaction.atomic
def invite(enterprise: Enterprise, *, phone: str, name: str, by: Actor, at: datetime) -> Invitation:
    """邀请: whoever holds this number may join the enterprise within seven days.

    Raises Refused for anybody but the enterprise's administrator, and where it was invited or speaks for it already.
    """
    may_rule(by, enterprise).enforce()
    _old_ones(enterprise, phone, at).update(withdrawn_at=at)
    waiting = enterprise.invitations.filter(taken_at=None, withdrawn_at=None)
    if waiting.filter(phone=phone).exists():
        raise Refused("已经邀请过这个手机号，请等对方确认；发错了可以撤回邀请", clause=CLAUSE)
    there = Membership.objects.filter(enterprise=enterprise, account__mobile=phone, ended_at=None)
    if there.filter(confirmed_at__isnull=False).exists():
        raise Refused("这个手机号的人已经可以为企业办事，无需邀请", clause=CLAUSE)
    if waiting.count() >= MOST_OPEN:
        raise Refused(f"等待确认的邀请最多 {MOST_OPEN} 个，请先撤回不用的", clause=CLAUSE)
    made = Invitation.objects.create(
        enterprise=enterprise, phone=phone, name=clean_line(name, limit=60), invited_by=by.title, invited_at=at,
        ends_at=at + LASTS,
    )  # fmt: skip
    facts = {"name": made.name, "phone": veiled(phone)}
    record(enterprise.subject, events.INVITED, by=by, at=at, clause=CLAUSE, facts=facts)
    return made


@transaction.atomic
def withdraw_invitation(enterprise: Enterprise, pk: int, *, by: Actor, at: datetime) -> Invitation:
    """撤回邀请. Raises Refused for anybody but the administrator, NotFound when it is over."""
    may_rule(by, enterprise).enforce()
    found = enterprise.invitations.filter(pk=pk, taken_at=None, withdrawn_at=None).first()
    if found is None:
        raise NotFound("invitation")
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    facts = {"name": found.name, "phone": veiled(found.phone)}
    record(enterprise.subject, events.INVITATION_WITHDRAWN, by=by, at=at, clause=CLAUSE, facts=facts)
    return found


def _old_ones(enterprise: Enterprise, phone: str, at: datetime) -> QuerySet[Invitation]:
    return enterprise.invitations.filter(phone=phone, taken_at=None, withdrawn_at=None, ends_at__lte=at)


def _tell(account: "Account", event: str, by: Actor, at: datetime, **facts: object) -> None:
    record(f"account/{account.username}", event, by=by, at=at, facts={"name": account.name, **facts})
