"""Organs, posts and who holds them, read once per process and state of the register."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import connection

from qinqing.kernel.reading import lasting
from qinqing.procedure.register.models import County, Holding, Organ, Post
from qinqing.procedure.register.queries.stored import listed
from qinqing.procedure.register.rules import (
    CountyView,
    Duty,
    HoldingKind,
    HoldingView,
    Matcher,
    OrganKind,
    OrganView,
    PostView,
)
from qinqing.procedure.register.rules.county import elsewhere_of, points_of

Answer = TypeVar("Answer")
WHERE = frozenset({OrganKind.TOWN, OrganKind.PARK})


@dataclass(frozen=True)
class Table:
    """All organs and posts, by id, in the order they were entered; all holdings, principals first; catalogues of duties; the county."""

    organs: dict[int, OrganView]
    posts: dict[int, PostView]
    holdings: Sequence[HoldingView]
    listed: Mapping[int, Sequence[Duty]]
    county: CountyView

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Every organ's name as pages and records show it, by id."""
        return MappingProxyType({one.id: one.label for one in self.organs.values()})

    @cached_property
    def held(self) -> Mapping[int, Sequence[HoldingView]]:
        """Every holding of a person, past and to come, by account."""
        found: dict[int, list[HoldingView]] = defaultdict(list)
        for one in self.holdings:
            found[one.account].append(one)
        return MappingProxyType(found)

    @cached_property
    def principals(self) -> Mapping[int, Sequence[HoldingView]]:
        """Every principal of a post, past and to come, by post."""
        found: dict[int, list[HoldingView]] = defaultdict(list)
        for one in self.holdings:
            if one.kind == HoldingKind.PRINCIPAL:
                found[one.post].append(one)
        return MappingProxyType(found)

    @cached_property
    def matcher(self) -> Matcher:
        """Knows the organs by any of their names."""
        return Matcher(self.organs.values())

    @cached_property
    def towns(self) -> Matcher:
        """Knows only townships and parks: where an enterprise is."""
        return Matcher(one for one in self.organs.values() if one.active and one.kind in WHERE)

    @cached_property
    def derived(self) -> dict[Hashable, Any]:
        """What others worked out from this state of the register; it goes when the register changes."""
        return {}


TABLE = "register's table"
_loaded: dict[str, Table] = {}


def table() -> Table:
    """The register's organs, posts and holdings: one small query (one a request), and the rows only when they changed.

    The token is random, so the copy made inside a transaction that was rolled back is never taken for a later state.
    """
    return lasting(TABLE, _table)


def derived(key: Hashable, work_out: Callable[[], Answer]) -> Answer:
    """What follows from the register alone and ``key``: worked out once for each state of the register."""
    known = table().derived
    if key not in known:
        known[key] = work_out()
    return known[key]


def _table() -> Table:
    with connection.cursor() as cursor:  # asked by nearly every request: the statement as it is costs a fifth
        cursor.execute("SELECT token FROM register_version")
        (token,) = cursor.fetchone() or ("",)
    known = _loaded.get(token)
    if known is None:
        known = _read()
        if token:
            _loaded.clear()
            _loaded[token] = known
    return known


def _read() -> Table:
    organs = {organ.pk: view_of(organ) for organ in Organ.objects.order_by("pk")}
    posts = {
        post.pk: PostView(
            post.pk, post.code, post.organ_id, organs[post.organ_id].label, post.role, post.title,
            tuple(post.sections), post.active,
        )
        for post in Post.objects.order_by("pk")
    }  # fmt: skip
    columns = ("post_id", "account_id", "account__name", "kind", "since", "until")
    # "principal" sorts before "substitute": people land in their own post.
    holdings = [HoldingView(*row) for row in Holding.objects.order_by("kind", "post_id", "pk").values_list(*columns)]
    return Table(organs, posts, holdings, listed(organs), _county())


def _county() -> CountyView:
    row = County.objects.first()
    if row is None:
        return CountyView()
    return CountyView(row.name, row.city, row.television, points_of(row.points), elsewhere_of(row.elsewhere))


def view_of(organ: Organ) -> OrganView:
    """The immutable view of a row."""
    return OrganView(
        id=organ.pk,
        code=organ.code,
        name=organ.name,
        short_name=organ.short_name,
        kind=organ.kind,
        former_names=tuple(organ.former_names),
        duties=organ.duties,
        phone=organ.phone,
        active=organ.active,
        successor=organ.succeeded_by_id,
    )
