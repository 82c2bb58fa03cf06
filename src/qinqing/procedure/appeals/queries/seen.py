"""What is asked of the appeals that an actor sees, compiled once for each kind of reader."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Protocol

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.scopes import REASONS, AppealQuerySet
from qinqing.services.statements import compiled

# Their scope is a list of its own for each of them, and so is the statement.
EACH_THEIR_OWN = frozenset({Role.DEPUTY, Role.ENTERPRISE})


class Seen(Protocol):
    """Gives the rows that this actor sees, for these values."""

    def __call__(self, actor: Actor, *values: int | str, **shape: Hashable) -> list[Appeal]: ...


def seen(build: Callable[..., AppealQuerySet]) -> Seen:
    """The rows of what ``build`` makes of the appeals visible to an actor and of values; see ``compiled``."""

    @compiled
    def in_department(organ: int, *values: int | str, **shape: Hashable) -> AppealQuerySet:
        return build(Appeal.objects.visible_to(Actor(Role.OFFICER, organ=organ)), *values, **shape)

    @compiled
    def above(*values: int | str, role: Role, **shape: Hashable) -> AppealQuerySet:
        return build(Appeal.objects.visible_to(Actor(role)), *values, **shape)

    @wraps(build)
    def ask(actor: Actor, *values: int | str, **shape: Hashable) -> list[Appeal]:
        if actor.role in DEPARTMENT and actor.organ:
            return list(in_department(actor.organ, *values, **shape))
        if actor.role in REASONS.keys() - EACH_THEIR_OWN - DEPARTMENT:
            return list(above(*values, role=actor.role, **shape))
        return list(build(Appeal.objects.visible_to(actor), *values, **shape))

    return ask
