"""What is asked of the appeals that an actor sees, compiled once for each kind of reader."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Protocol

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.scopes import REASONS, AppealQuerySet
from qinqing.services.statements import compiled

# What they see is a list of their own, and so is the statement. All others see by their role alone, departments by
# their organ besides.
EACH_THEIR_OWN = frozenset({Role.DEPUTY, Role.ENTERPRISE})
BY_ROLE = frozenset(REASONS) - EACH_THEIR_OWN - DEPARTMENT


class Seen(Protocol):
    """Gives the rows that this actor sees, for these values."""

    def __call__(self, actor: Actor, *values: int | str, **shape: Hashable) -> list[Appeal]: ...


def seen(build: Callable[..., AppealQuerySet]) -> Seen:
    """The rows of what ``build`` makes of the appeals visible to an actor and of values; see ``compiled``."""

    @compiled
    def in_department(organ: int, *values: int | str, role: Role, **shape: Hashable) -> AppealQuerySet:
        return build(Appeal.objects.visible_to(Actor(role, organ=organ)), *values, **shape)

    @compiled
    def by_role(*values: int | str, role: Role, **shape: Hashable) -> AppealQuerySet:
        return build(Appeal.objects.visible_to(Actor(role)), *values, **shape)

    @wraps(build)
    def ask(actor: Actor, *values: int | str, **shape: Hashable) -> list[Appeal]:
        if actor.role in DEPARTMENT and actor.organ:
            return in_department(actor.organ, *values, role=actor.role, **shape)
        if actor.role in BY_ROLE:
            return by_role(*values, role=actor.role, **shape)
        return list(build(Appeal.objects.visible_to(actor), *values, **shape))

    return ask
