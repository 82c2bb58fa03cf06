"""我的通知: each person's own choices, on the record with what they were."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.accounts import queries as accounts
from qinqing.services.journal.actions import record
from qinqing.services.notifications import events
from qinqing.services.notifications.models import PersonalChoice
from qinqing.services.notifications.queries.choices import choices
from qinqing.services.notifications.rules.choosing import Way, groups_of, ways_of
from qinqing.services.notifications.rules.kinds import Kind


@transaction.atomic
def choose(*, ways: dict[str, str], by: Actor, at: datetime, enterprise: bool, **hours: Any) -> None:
    """The actor's own choices from now on; kinds not named stay as they were.

    Raises Refused where what cannot be switched off would be, NotFound for whoever has no account.
    """
    if by.person is None:
        raise NotFound("choices")
    groups, former = groups_of(enterprise=enterprise), choices(by.person)
    for kind, way in ways.items():
        group = groups[Kind(kind)]
        if Way(way) not in ways_of(group):
            raise Refused(f"“{group.label}”不能关闭，请在短信和邮件里选")
    now = replace(former, ways={**former.ways, **ways}, **hours)
    PersonalChoice.objects.update_or_create(person=by.person, defaults=now.told())
    subject = f"account/{accounts.account(by.person).username}"
    record(subject, events.CHOICES_SET, by=by, at=at, facts={"former": former.told(), "now": now.told()})
