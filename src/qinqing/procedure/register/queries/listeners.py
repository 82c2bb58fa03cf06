"""Who is behind a mailbox today: the people a notice is sent to, where it leaves the house."""

from collections.abc import Iterable
from datetime import date

from qinqing.procedure.register.models import Membership
from qinqing.procedure.register.queries.people import acting, people_of


def listeners(mailboxes: Iterable[str], on: date) -> dict[str, list[int]]:
    """The accounts behind each mailbox: whoever is there, else who stands in; enterprises by their confirmed users."""
    return {mailbox: _behind(mailbox, on) for mailbox in dict.fromkeys(mailboxes)}


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
