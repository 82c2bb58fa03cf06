"""The first administrators of a county that has nobody yet: made on the machine, since nobody could appoint them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import ADMINISTRATORS, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register.actions.accounts import open_account
from qinqing.procedure.register.actions.organs import add_organ
from qinqing.procedure.register.actions.posts import add_post, appoint
from qinqing.procedure.register.queries.organs import organs, posts

FOUNDERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@dataclass(frozen=True, slots=True)
class Founder:
    """One of the three, and the password to tell this once."""

    role: Role
    name: str
    username: str
    password: str


@transaction.atomic
def found(*, office: str, names: Mapping[Role, str], by: Actor, at: datetime) -> list[Founder]:
    """The three posts of administrators in the office (made if there is no organ of that name), each with its person.

    Raises Refused where there is an administrator already, and unless three different persons are named: that none of
    them can do another's work is the point.
    """
    if any(posts(role) for role in ADMINISTRATORS):
        raise Refused("已经有管理员了，请由安全管理员在“账号”和“机构与人员”页面办理")
    persons = {role: clean_line(names.get(role, "")) for role in FOUNDERS}
    if len({name for name in persons.values() if name}) < len(FOUNDERS):
        raise Refused("三个管理员要由三个人担任，请写明三个不同的姓名")
    organ = _office(clean_line(office), by, at)
    return [_appoint(role, name, organ, by, at) for role, name in persons.items()]


def _office(name: str, by: Actor, at: datetime) -> int:
    known = next((one.id for one in organs() if one.name == name), None)
    return known or add_organ(code="office", name=name, kind="office", by=by, at=at).pk


def _appoint(role: Role, name: str, organ: int, by: Actor, at: datetime) -> Founder:
    code = role.value.replace("_", "-")
    opened = open_account(username=code, name=name, by=by, at=at)
    post = add_post(code=code, organ=organ, role=role, title=role.label, by=by, at=at)
    appoint(post.pk, account=opened.account.pk, since=local(at).date(), by=by, at=at)
    return Founder(role, name, opened.account.username, opened.password)
