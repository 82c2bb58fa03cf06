"""往来: what went out and came in about one appeal, for whoever may see it, and what may be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import State
from qinqing.procedure.city.permits import may_exchange
from qinqing.services.exchange import queries as exchange
from qinqing.services.exchange.queries import Leg, Thread

OUTSIDE = DEPARTMENT | {Role.ENTERPRISE, Role.PUBLIC}


@dataclass(frozen=True, slots=True)
class Exchange:
    """The threads with their counterparts, each parcel, the other side's dossier, and whether it may be handed over now."""

    threads: Sequence[Thread]
    legs: Sequence[Leg]
    dossier: Mapping[str, Any]
    may_send: bool
    may_hand_over: bool


def exchange_of(appeal: Appeal, actor: Actor) -> Exchange | None:
    """None for those who have nothing to do with it, and where there is nothing to tell; three queries at most, and
    none before the appeal went to the city or to an organ, which may be a county with a house of its own.

    Departments read in the record what concerns them; who brought it may be kept from them.
    """
    if actor.role in OUTSIDE or not (appeal.exchanged or appeal.lead_id):
        return None
    threads = exchange.threads_about(appeal.subject)
    here = appeal.standing is State.WITH_CITY and bool(may_exchange(actor))
    peer = exchange.above() if here else None
    waits = peer is not None and not any(one.asked and not one.over for one in threads)
    if not threads and not waits:
        return None
    dossier: Mapping[str, Any] = next((one.dossier for one in threads if one.dossier), {})
    return Exchange(threads, exchange.legs(threads), dossier, bool(may_exchange(actor)), waits)


def goes_by_hand(appeal: Appeal, actor: Actor) -> bool:
    """Whether it is with the city and the city has no line to us: the request and the package are carried there."""
    return appeal.standing is State.WITH_CITY and bool(may_exchange(actor)) and exchange.above() is None
