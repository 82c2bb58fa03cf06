"""Who speaks for an enterprise: which it is by a number, who administers its people, and whom they invited."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import shape_phone
from qinqing.procedure.register.models import Contact, Enterprise, Invitation, Membership
from qinqing.procedure.register.queries.public import Licence
from qinqing.procedure.register.rules import Status


def known_by_phone(phone: str) -> list[Enterprise]:
    """The enterprises of which the register names this mobile number as a contact's: the bureau's word, nobody else's."""
    rows = Contact.objects.filter(digits__contains=phone, enterprise__unnamed=False) if phone else []
    fits = {row.enterprise_id for row in rows if any(one.number == phone for one in shape_phone(row.phone).numbers)}
    return list(Enterprise.objects.filter(pk__in=fits).exclude(status=Status.CANCELLED).order_by("pk"))


def inviting(phone: str, *, at: datetime) -> list[Enterprise]:
    """The enterprises that invited whoever holds this number, and wait."""
    open_ones = Invitation.objects.filter(
        enterprise=OuterRef("pk"), phone=phone, taken_at=None, withdrawn_at=None, ends_at__gt=at
    )
    return list(Enterprise.objects.filter(Exists(open_ones)).order_by("pk")) if phone else []


def joinable(phone: str, *, account: int | None = None, at: datetime) -> list[Enterprise]:
    """The enterprises that whoever proved this number may join at once, and has not joined yet."""
    found = {one.pk: one for one in [*known_by_phone(phone), *inviting(phone, at=at)]}
    mine = Membership.objects.filter(account_id=account or 0, ended_at=None, confirmed_at__isnull=False)
    for enterprise in mine.values_list("enterprise_id", flat=True):
        found.pop(enterprise, None)
    return list(found.values())


def invitations(enterprise: Enterprise, *, at: datetime) -> list[Invitation]:
    """Whom the enterprise invited and who has not come yet, the newest first."""
    rows = enterprise.invitations.filter(taken_at=None, withdrawn_at=None, ends_at__gt=at)
    return list(rows.order_by("-pk"))


def administers(actor: Actor, enterprise_id: int) -> bool:
    """Whether the actor administers this enterprise's people."""
    if actor.role is not Role.ENTERPRISE or actor.person is None:
        return False
    rows = Membership.objects.filter(account_id=actor.person, enterprise_id=enterprise_id, administers=True)
    return rows.filter(confirmed_at__isnull=False, ended_at=None).exists()


def own_enterprise(actor: Actor, code: str) -> Enterprise:
    """One that the actor speaks for. Raises NotFound alike for absent and another's."""
    found = Enterprise.objects.filter(pk__in=actor.enterprises, code=code).first()
    if found is None:
        raise NotFound("enterprise")
    return found


def licensed(licence: Licence) -> Enterprise:
    """The enterprise that a licence was read of. Raises NotFound."""
    rows = Enterprise.objects.filter(name=licence.name, unnamed=False)
    found = rows.filter(Q(credit_code=licence.code) | Q(old_number=licence.code)).first()
    if found is None:
        raise NotFound("enterprise")
    return found


def own_people(actor: Actor) -> Sequence[Membership]:
    """Everybody who speaks for, or asked to speak for, the actor's enterprises, by enterprise; one query.

    Who only asked is shown to those who administer alone; the caller sees to it.
    """
    rows = Membership.objects.filter(enterprise_id__in=actor.enterprises, ended_at=None)
    rows = rows.select_related("account", "enterprise")
    return list(rows.order_by("enterprise_id", "confirmed_at", "pk"))
