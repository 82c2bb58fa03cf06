"""疑似重复: appeals that may tell what is about to be registered, so that nobody registers it twice without knowing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import SEARCH_KIND
from qinqing.procedure.appeals.queries.lists import SHOWN
from qinqing.procedure.appeals.rules.duplicates import Told, why_same
from qinqing.procedure.appeals.states import OVER
from qinqing.services.search import queries as search

LATELY = timedelta(days=90)
MOST = 5


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An appeal that may be the same matter, and why."""

    appeal: Appeal
    why: str


def duplicates(actor: Actor, text: str, *, enterprise_name: str, phone: str, at: datetime) -> list[Duplicate]:
    """Appeals, open or closed lately, that may tell the same, the most alike first. At most four queries."""
    alike = dict(search.alike(SEARCH_KIND, text))
    if not alike:
        return []
    lately = ~Q(state__in=OVER) | Q(received_at__gte=at - LATELY)
    rows = Appeal.objects.visible_to(actor).filter(lately, pk__in=alike).only(*SHOWN)
    new = Told(enterprise_name, phone)
    found = [
        (alike[row.pk], Duplicate(row, why))
        for row in rows
        if (why := why_same(new, Told(row.enterprise_name, row.contact_phone), alike[row.pk]))
    ]
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].appeal.pk))][:MOST]
