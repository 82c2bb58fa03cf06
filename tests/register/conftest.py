"""A small county: its organs, posts and people, entered as in life."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.register import actions
from qinqing.services.accounts import actions as accounts

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
SYSTEM = Actor(Role.SYSTEM_ADMIN, name="周敏")
SECURITY = Actor(Role.SECURITY_ADMIN, name="吴勇")
CLERK = Actor(Role.INTAKE, name="韦晓岚")
ORGANS = (
    ("county", "云岭县人民政府", "县政府", "leadership"),
    ("office", "云岭县人民政府办公室", "县政府办", "office"),
    ("bureau", "云岭县工业信息化和商务局", "工信商务局", "bureau"),
    ("land", "云岭县自然资源局", "自然资源局", "department"),
    ("shixi", "云岭县石溪镇人民政府", "石溪镇", "town"),
)


@dataclass
class County:
    """What was entered, by code."""

    organs: dict[str, int] = field(default_factory=dict)
    people: dict[str, object] = field(default_factory=dict)

    def organ(self, code: str, name: str, short: str, kind: str):
        made = actions.add_organ(code=code, name=name, short_name=short, kind=kind, by=SYSTEM, at=NOW)
        self.organs[code] = made.pk
        return made

    def person(self, username: str, name: str):
        self.people[username] = accounts.create_account(username=username, name=name, password=None, at=NOW)
        return self.people[username]

    def post(self, code: str, organ: str, role: str, title: str, sections=()):
        return actions.add_post(
            code=code, organ=self.organs[organ], role=role, title=title, sections=sections, by=SECURITY, at=NOW
        )

    def seat(self, person, post, *, since: date = TODAY, until: date | None = None, stands_in: bool = False):
        take = actions.substitute if stands_in else actions.appoint
        return take(post.pk, account=person.pk, since=since, until=until, by=SECURITY, at=NOW)


@pytest.fixture
def county(db) -> County:
    made = County()
    for one in ORGANS:
        made.organ(*one)
    return made
