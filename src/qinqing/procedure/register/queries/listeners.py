"""Who is behind a mailbox today: the people a notice is sent to, where it leaves the house."""

from collections.abc import Iterable
from datetime import date

from qinqing.kernel.actors import Role
from qinqing.procedure.register.models import Membership
from qinqing.procedure.register.queries.organs import organ_names, post
from qinqing.procedure.register.queries.people import acting, people_of
from qinqing.services.notifications.rules.addresses import is_enterprise


def listeners(mailboxes: Iterable[str], on: date) -> dict[str, list[int]]:
    """The accounts behind each mailbox: whoever is there, else who stands in; enterprises by their confirmed users."""
    return {mailbox: _behind(mailbox, on) for mailbox in dict.fromkeys(mailboxes)}


def leavers(mailboxes: Iterable[str]) -> dict[str, set[int]]:
    """The accounts that spoke for an enterprise once and do no longer, by its mailbox; one query at most."""
    wanted = {int(box.partition(":")[2]): box for box in mailboxes if is_enterprise(box)}
    rows = (
        Membership.objects.filter(enterprise_id__in=wanted, left_at__isnull=False)
        if wanted
        else Membership.objects.none()
    )
    found: dict[str, set[int]] = {}
    for enterprise, account in rows.values_list("enterprise_id", "account_id"):
        found.setdefault(wanted[enterprise], set()).add(account)
    return found


def mailbox_label(mailbox: str) -> str:
    """Whose mailbox it is, as pages say it: a post, a desk with its organ, one person; of an enterprise no name."""
    what, _, number = mailbox.partition(":")
    if what == "post":
        return post(int(number)).label
    if number:
        return "企业" if what == "enterprise" else "本人"
    role, _, organ = mailbox.partition("@")
    return f"{organ_names().get(int(organ), '')}{Role(role).label.removeprefix('部门')}" if organ else Role(role).label


def _behind(mailbox: str, on: date) -> list[int]:
    what, _, number = mailbox.partition(":")
    if what == "person":
        return [int(number)]
    if what == "post":
        return [one.account for one in acting(int(number), on)]
    if what == "enterprise":
        rows = Membership.objects.filter(enterprise_id=int(number), confirmed_at__isnull=False, ended_at__isnull=True)
        return list(rows.order_by("pk").values_list("account_id", flat=True))
    role, _, organ = mailbox.partition("@")
    return people_of(role, int(organ) if organ else None, on)
