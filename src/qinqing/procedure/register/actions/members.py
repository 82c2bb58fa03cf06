"""Who speaks for an enterprise: asked, confirmed, named administrator, ended. By the bureau, or by the enterprise's own."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.register import events
from qinqing.procedure.register.models import Enterprise, Membership
from qinqing.procedure.register.permits import may_ask_membership, may_keep_enterprises
from qinqing.procedure.register.queries.joining import administers
from qinqing.procedure.register.queries.stored import member_rows
from qinqing.services.accounts import actions as accounts
from qinqing.services.journal.actions import record

CLAUSE = "四"


def may_rule(by: Actor, enterprise: Enterprise) -> Verdict:
    """Who speaks for an enterprise is its administrator's to say, and the bureau's, 四."""
    if may_keep_enterprises(by) or administers(by, enterprise.pk):
        return ALLOWED
    return deny("谁为企业办事由企业管理员或县工业信息化和商务局确认，请转请其办理", CLAUSE)


@transaction.atomic
def ask_membership(enterprise: Enterprise, *, by: Actor, at: datetime) -> Membership:
    """An enterprise user asks to speak for an enterprise. Raises Refused when asked for already."""
    may_ask_membership(by).enforce()
    assert by.person is not None
    if enterprise.unnamed:
        raise Refused("“未具名企业”不能关联账号，请选择贵企业")
    found = Membership.objects.filter(account_id=by.person, enterprise=enterprise).first()
    if found is not None and found.ended_at is None:
        waits = "已经申请过关联这家企业，请等待企业管理员或工信商务局确认"
        raise Refused("已经关联这家企业" if found.confirmed_at else waits)
    if found is None:
        found = Membership(account_id=by.person, enterprise=enterprise)
    found.asked_at, found.confirmed_at, found.ended_at, found.confirmed_by = at, None, None, ""
    found.administers = False
    found.save()
    return tell_members(found, events.MEMBERSHIP_ASKED, by, at)


@transaction.atomic
def confirm_membership(membership_id: int, *, by: Actor, at: datetime) -> Membership:
    """The bureau, or the enterprise's administrator, confirms that an account speaks for it. Raises Refused, NotFound."""
    found = membership(membership_id)
    may_rule(by, found.enterprise).enforce()
    if found.confirmed_at is not None:
        raise Refused("这个关联已经确认，无需再次确认")
    found.confirmed_at, found.confirmed_by = at, by.title
    take_up(found)
    return tell_members(found, events.MEMBERSHIP_CONFIRMED, by, at)


@transaction.atomic
def name_administrator(membership_id: int, *, by: Actor, at: datetime) -> Membership:
    """设为企业管理员: by another one of the enterprise, or by the bureau. Raises Refused, NotFound."""
    found = membership(membership_id)
    may_rule(by, found.enterprise).enforce()
    if found.confirmed_at is None or found.administers:
        raise Refused("请选一位已经确认、还不是管理员的人", clause=CLAUSE)
    found.administers = True
    found.save(update_fields=["administers"])
    return tell_members(found, events.ADMINISTRATOR_NAMED, by, at)


@transaction.atomic
def end_membership(membership_id: int, *, by: Actor, at: datetime) -> Membership:
    """The bureau or the enterprise's administrator refuses or ends it, or the user gives it up. Raises Refused, NotFound.

    Whoever is removed is out with the next request: sessions and tokens end. The last administrator leaves nobody behind.
    """
    found = membership(membership_id)
    own = by.person is not None and by.person == found.account_id
    if own:
        _leaves_no_one_behind(found)
    else:
        may_rule(by, found.enterprise).enforce()
    return end(found, by=by, at=at, turned_out=not own)


def end(found: Membership, *, by: Actor, at: datetime, turned_out: bool) -> Membership:
    """It is over; whoever calls has the right."""
    confirmed = found.confirmed_at is not None
    found.ended_at, found.administers = at, False
    found.left_at = at if confirmed else found.left_at
    found.save(update_fields=["ended_at", "administers", "left_at"])
    if turned_out and confirmed:
        accounts.turn_out(found.account, by=by, at=at)
    return tell_members(found, events.MEMBERSHIP_ENDED, by, at)


def membership(membership_id: int) -> Membership:
    """One that is not over, with its account and enterprise. Raises NotFound."""
    found = Membership.objects.select_related("account", "enterprise").filter(pk=membership_id, ended_at=None).first()
    if found is None:
        raise NotFound
    return found


def take_up(one: Membership) -> None:
    """From now on the account speaks for the enterprise; where nobody administers its people, it does that, too."""
    others = _confirmed(one).filter(administers=True)
    one.administers, one.left_at = not others.exists(), None
    one.save()


def tell_members(one: Membership, event: str, by: Actor, at: datetime, **facts: object) -> Membership:
    """Puts it on the enterprise's record, with everybody who speaks for it."""
    rows = member_rows(list(one.enterprise.memberships.order_by("pk")))
    told = {"name": one.account.name, **facts}
    record(one.enterprise.subject, event, by=by, at=at, clause=CLAUSE, facts=told, sets={"members": rows})
    return one


def _leaves_no_one_behind(found: Membership) -> None:
    others = _confirmed(found)
    if found.administers and others.exists() and not others.filter(administers=True).exists():
        raise Refused("您是这家企业唯一的管理员，请先把另一个人设为管理员，再退出", clause=CLAUSE)


def _confirmed(but: Membership) -> QuerySet[Membership]:
    rows = Membership.objects.filter(enterprise=but.enterprise, confirmed_at__isnull=False, ended_at=None)
    return rows.exclude(pk=but.pk)
