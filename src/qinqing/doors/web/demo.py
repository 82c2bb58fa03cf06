"""The demo's people, as the sign-in page and ``qinqing run`` introduce them."""

from dataclasses import dataclass
from datetime import date

from qinqing.kernel.actors import Role
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One account whose password everybody knows, with the post it acts in."""

    username: str
    name: str
    label: str


def people(on: date) -> tuple[list[DemoPerson], list[DemoPerson]]:
    """One account of each role in the order of the roles, and everybody else; a few small queries an account."""
    first: dict[Role, DemoPerson] = {}
    others = []
    for account in accounts.demo_accounts():
        actor = register.actor_for(account, None, on)
        person = DemoPerson(account.username, account.name, actor.post_label or actor.role.label)
        if first.setdefault(actor.role, person) is not person:
            others.append(person)
    return [first[role] for role in Role if role in first], others
