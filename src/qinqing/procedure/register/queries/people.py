"""Who acts, in which post."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Exists, OuterRef, Q

from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.reading import once
from qinqing.procedure.register.models import Holding, Leave, Membership
from qinqing.procedure.register.queries.table import Table, table
from qinqing.procedure.register.rules import HoldingKind, PostView


class Person(Protocol):
    """An account, as far as the register needs it."""

    pk: int
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A post that a person may work in: ``id`` and ``label`` for choosing, ``substitute_for`` in whose place."""

    id: int
    code: str
    label: str
    role: str
    organ: int
    organ_name: str
    substitute_for: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a post now. ``on_leave`` principals may still act; substitutes are turned to meanwhile."""

    account: int
    name: str
    phone: str
    kind: str
    on_leave: bool


def actor_for(account: Person, post_id: int | None, on: date) -> Actor:
    """The person in one of the posts held on a day (None: the first), in one small query or two.

    Somebody without a post is an enterprise user, for the enterprises the bureau has confirmed. Raises NotFound for a
    post that this person does not hold on that day.
    """
    if not account.is_active:
        return PUBLIC
    places = _places(account, on)
    if post_id is not None:
        places = [(post, held) for post, held in places if post.id == post_id]
        if not places:
            raise NotFound
    return _in_post(account, *places[0]) if places else _for_enterprises(account)


class Token(Protocol):
    """A token, as far as the register needs it."""

    account: Person
    post: int | None


def actor_of_token(token: Token, on: date) -> Actor:
    """Whom a token stands for today: its owner in the post it was issued in, or for the enterprises spoken for now.

    Raises NotFound when that post is no longer the owner's, and when somebody who had none holds one meanwhile.
    """
    actor = actor_for(token.account, token.post, on)
    if actor.person is None or (token.post is None and actor.post is not None):
        raise NotFound("token")
    return actor


def posts_of(account: Person, on: date) -> list[Held]:
    """The posts a person may work in on a day, their own first; one small query."""
    return [held for _, held in _places(account, on)]


def _places(account: Person, on: date) -> list[tuple[PostView, Held]]:
    return once(f"places:{account.pk}:{on}", lambda: list(_read_places(account.pk, on)))


def _read_places(account: int, on: date) -> Iterator[tuple[PostView, Held]]:
    known = table()
    for one in known.held.get(account, ()):
        post = known.posts[one.post]
        if post.active and one.lasts(on):
            whom = _principal(known, post, on) if one.kind == HoldingKind.SUBSTITUTE else ""
            label = f"{post.label}（代{whom}）" if whom else post.label
            yield (
                post,
                Held(post.id, post.code, label, post.role, post.organ, post.organ_label, whom, one.since, one.until),
            )


def _principal(known: Table, post: PostView, on: date) -> str:
    """In whose place a substitute acts. A post between two principals has none, and its title stands for the name."""
    names = (one.name for one in known.principals.get(post.id, ()) if one.lasts(on))
    return next(names, post.title)


def _in_time(on: date) -> Q:
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def _in_post(account: Person, post: PostView, held: Held) -> Actor:
    return Actor(
        role=Role(post.role),
        name=account.name,
        person=account.pk,
        post=post.id,
        post_label=post.label,
        organ=post.organ,
        organ_name=post.organ_label,
        substitute_for=held.substitute_for,
        sections=frozenset(post.sections),
    )


def _for_enterprises(account: Person) -> Actor:
    rows = Membership.objects.filter(account_id=account.pk)
    told = list(rows.values_list("enterprise_id", "enterprise__name", "confirmed_at", "ended_at", "left_at"))
    names = {one: name for one, name, confirmed, ended, _ in told if confirmed is not None and ended is None}
    label = "、".join(names.values())
    return Actor(
        role=Role.ENTERPRISE,
        name=account.name,
        person=account.pk,
        post_label=label if len(label) <= 60 else f"{len(names)} 家企业",
        enterprises=frozenset(names),
        left=frozenset(one for one, *_, left in told if left is not None),
    )


def holders(post_id: int, on: date) -> list[Holder]:
    """Who holds a post on a day, principals first, with who is on leave."""
    away = Leave.objects.filter(account=OuterRef("account"), since__lte=on, until__gte=on)
    rows = Holding.objects.filter(_in_time(on), post_id=post_id).annotate(away=Exists(away))
    return [
        Holder(one.account_id, one.account.name, one.account.phone, one.kind, one.away)
        for one in rows.select_related("account").order_by("kind", "pk")
    ]


def acting(post_id: int, on: date) -> list[Holder]:
    """Whom to turn to: the principals who are there, else the substitutes who are, else the principals on leave."""
    everyone = holders(post_id, on)
    principals = [one for one in everyone if one.kind == HoldingKind.PRINCIPAL]
    substitutes = [one for one in everyone if one.kind == HoldingKind.SUBSTITUTE and not one.on_leave]
    return [one for one in principals if not one.on_leave] or substitutes or principals


def holding_accounts(on: date) -> list[int]:
    """Accounts of everybody who holds a post or stands in on a day; no query beside the register's."""
    known = table()
    rows = (one for one in known.holdings if one.lasts(on) and known.posts[one.post].active)
    return list(dict.fromkeys(one.account for one in rows))


def held_posts(on: date) -> list[PostView]:
    """The posts that somebody holds on a day; no query beside the register's."""
    known = table()
    held = {one.post for one in known.holdings if one.kind == HoldingKind.PRINCIPAL and one.lasts(on)}
    return [post for post in known.posts.values() if post.active and post.id in held]


def people_of(role: str, organ_id: int | None, on: date) -> list[int]:
    """Accounts to turn to for a role (in an organ): every post's acting people, each once, in three queries."""
    away = Leave.objects.filter(account=OuterRef("account"), since__lte=on, until__gte=on)
    rows = Holding.objects.filter(_in_time(on), post__role=role, post__active=True).annotate(away=Exists(away))
    if organ_id is not None:
        rows = rows.filter(post__organ_id=organ_id)
    by_post: dict[int, list[tuple[str, bool, int]]] = {}
    for post, kind, absent, account in rows.order_by("pk").values_list("post_id", "kind", "away", "account_id"):
        by_post.setdefault(post, []).append((kind, absent, account))
    return list(dict.fromkeys(account for held in by_post.values() for account in _present(held)))


def _present(held: list[tuple[str, bool, int]]) -> list[int]:
    principals = [(absent, account) for kind, absent, account in held if kind == HoldingKind.PRINCIPAL]
    stand_ins = [account for kind, absent, account in held if kind == HoldingKind.SUBSTITUTE and not absent]
    there = [account for absent, account in principals if not absent]
    return there or stand_ins or [account for _, account in principals]
