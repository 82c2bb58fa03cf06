"""Who holds which post, and since when; who is away; who speaks for an enterprise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qinqing.procedure.register.models import Enterprise, Holding, Leave, Membership
from qinqing.procedure.register.rules import HoldingKind, post_label


@dataclass(frozen=True, slots=True)
class Tenure:
    """One holding that lasts or is to come; ``away`` is the leave the person is on."""

    id: int
    account: int
    name: str
    phone: str
    kind: HoldingKind
    since: date
    until: date | None
    away: Leave | None


def tenures(posts: Iterable[int], on: date) -> dict[int, list[Tenure]]:
    """The holdings of some posts that have not ended by a day, principals first; two queries."""
    lasting = Q(until__isnull=True) | Q(until__gte=on)
    rows = list(
        Holding.objects.filter(lasting, post_id__in=list(posts)).select_related("account").order_by("kind", "pk")
    )
    away = {leave.account_id: leave for leave in leaves({row.account_id for row in rows}, on) if leave.since <= on}
    found: dict[int, list[Tenure]] = {}
    for row in rows:
        found.setdefault(row.post_id, []).append(
            Tenure(
                row.pk,
                row.account_id,
                row.account.name,
                row.account.phone,
                HoldingKind(row.kind),
                row.since,
                row.until,
                away.get(row.account_id),
            )
        )
    return found


def leaves(accounts: Iterable[int], on: date) -> list[Leave]:
    """Leave that lasts or is to come, the earliest first."""
    rows = Leave.objects.filter(account_id__in=list(accounts), until__gte=on)
    return list(rows.order_by("since", "pk"))


def stand_ins(account: int, on: date) -> list[tuple[str, list[Tenure]]]:
    """For each post a person holds as its own: its name, and who else holds it and would act meanwhile."""
    mine = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        account_id=account,
        since__lte=on,
        kind=HoldingKind.PRINCIPAL,
        post__active=True,
    )
    posts = [row.post for row in mine.select_related("post__organ").order_by("pk")]
    held = tenures([post.pk for post in posts], on)
    return [
        (
            post_label(post.organ.short_name or post.organ.name, post.title, post.role),
            [one for one in held.get(post.pk, []) if one.account != account and one.since <= on],
        )
        for post in posts
    ]


def post_names(accounts: Iterable[int], on: date) -> dict[int, list[str]]:
    """The posts each account may work in on a day, by name; one query."""
    lasting = Q(until__isnull=True) | Q(until__gte=on)
    rows = Holding.objects.filter(lasting, account_id__in=list(accounts), since__lte=on, post__active=True)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("post__organ").order_by("kind", "pk"):
        post, organ = row.post, row.post.organ
        label = post_label(organ.short_name or organ.name, post.title, post.role)
        found.setdefault(row.account_id, []).append(f"{label}（代班）" if row.kind == HoldingKind.SUBSTITUTE else label)
    return found


def members(enterprise: Enterprise) -> list[Membership]:
    """Accounts that speak for an enterprise or asked to, those that wait first."""
    rows = enterprise.memberships.filter(ended_at=None).select_related("account")
    return sorted(rows, key=lambda row: (row.confirmed_at is not None, row.pk))
