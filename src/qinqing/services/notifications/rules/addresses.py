"""Mailboxes: a message goes to a post, a desk, a person or an enterprise; whoever acts there reads it.

A department's desk is a role in that organ; every other role has one desk in the county. Deputy mayors are told by
their posts, for each has a portfolio.
"""

from typing import NamedTuple

from qinqing.kernel.actors import DEPARTMENT, Actor, Role


class Recipient(NamedTuple):
    """A mailbox, and an account that reads this one message too."""

    mailbox: str
    person: int | None = None

    @property
    def is_department(self) -> bool:
        """A department's desk: it may not read the name of an enterprise that wants it hidden."""
        return self.mailbox.partition("@")[0] in DEPARTMENT


def desk(role: Role, organ: int | None = None) -> Recipient:
    """Whoever acts in this role; for department roles, in this organ. Raises ValueError where the organ is missing."""
    if role not in DEPARTMENT:
        return Recipient(role.value)
    if organ is None:
        raise ValueError(f"which department's {role.value} is to be told?")
    return Recipient(f"{role.value}@{organ}")


def post(post_id: int) -> Recipient:
    """Whoever holds this post, or stands in for its holder."""
    return Recipient(f"post:{post_id}")


def person(account: int) -> Recipient:
    """One account, in whatever post."""
    return Recipient(f"person:{account}")


def enterprise(enterprise_id: int, lodged_by: int | None = None) -> Recipient:
    """Everybody who speaks for an enterprise, and the account that lodged."""
    return Recipient(f"enterprise:{enterprise_id}", lodged_by)


def is_enterprise(mailbox: str) -> bool:
    """Whether those who speak for an enterprise read this mailbox."""
    return mailbox.startswith("enterprise:")


def left_mailboxes(actor: Actor) -> list[str]:
    """The mailboxes of enterprises that the actor spoke for once: nothing in them is the actor's any more."""
    return [f"enterprise:{one}" for one in sorted(actor.left)]


def mailboxes(actor: Actor) -> list[str]:
    """The mailboxes that an actor reads."""
    mine = [f"enterprise:{one}" for one in sorted(actor.enterprises)]
    if actor.person is not None:
        mine.append(person(actor.person).mailbox)
    if actor.post is not None:
        mine += [post(actor.post).mailbox, desk(actor.role, actor.organ).mailbox]
    return mine
