"""Organs and posts, read once per process and state of the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.db.models import Subquery

from qinqing.kernel.reading import once
from qinqing.procedure.register.models import Organ, Post, RegisterVersion
from qinqing.procedure.register.rules import Matcher, OrganView, PostView


@dataclass(frozen=True)
class Table:
    """All organs and posts, by id, in the order they were entered."""

    organs: dict[int, OrganView]
    posts: dict[int, PostView]

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Every organ's name as pages and records show it, by id."""
        return MappingProxyType({one.id: one.label for one in self.organs.values()})

    @cached_property
    def matcher(self) -> Matcher:
        """Knows the organs by any of their names."""
        return Matcher(self.organs.values())


_loaded: dict[str, Table] = {}


def table(token: str | None = None) -> Table:
    """The register's organs and posts: one small query (one a page), and the rows only when they changed.

    The token is random, so the copy made inside a transaction that was rolled back is never taken for a later state.
    Who has just read it with rows of their own (``current_token``) passes it on.
    """
    return once("register", lambda: _table(token))


def current_token() -> Subquery:
    """The token of the register as it stands, for the columns of another query."""
    return Subquery(RegisterVersion.objects.values("token")[:1])


def _table(token: str | None) -> Table:
    if token is None:
        token = RegisterVersion.objects.values_list("token", flat=True).first() or ""
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
    return Table(organs, posts)


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
