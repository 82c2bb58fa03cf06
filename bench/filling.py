"""Three years of a county in bulk: rows and record as the actions would have left them, so that ``verify`` is clean.

What an action would do one by one is taken from the same tables (``MOVES``, ``EFFECTS``, ``CLOCKS``) and written by the
thousand: the appeals in the order they came, the record in the order things happened. The work in hand is the same at
every size, as it is in life; what grows is the archive.
"""

import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from django.db import connection, transaction

from bench.cases import Case, County
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals.actions.entering import SERIES
from qinqing.procedure.appeals.models import Answer, Appeal, Concern, Part
from qinqing.procedure.appeals.queries.finding import index, index_concerned
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.outreach import actions as outreach
from qinqing.procedure.supervision.models import FollowUp
from qinqing.services.calendar.models import Clock
from qinqing.services.documents.models import Counter
from qinqing.services.journal import actions as journal
from qinqing.services.journal.rules.entries import Pending

CHUNK = 1000
YEARS = timedelta(days=3 * 365)
RECENT = timedelta(days=20)
IN_HAND = 600
SHELVED = timedelta(days=60)

Way = tuple[str, ...]
# How the archive ended, and where the work in hand stands, with how often they occur. What is over leaves no limit running.
ANSWERED = ("transfer", "sign_for", "sign_answer", "confirm", "close", "follow_up")
ENDED: dict[Way, int] = {
    ("receive", *ANSWERED): 60,
    ("lodge", *ANSWERED): 30,
    ("lodge", "register", "supplement", "withdraw"): 4,
    ("receive", "sort", "propose_refusal", "refuse"): 3,
    ("receive", "transfer", "sign_for", "sign_unresolved", "approve_shelving"): 3,
}
FIRST = next(iter(ENDED))
WAITING: dict[Way, int] = {
    ("receive", "sort", "transfer", "sign_for"): 60,
    ("receive", "transfer", "sign_for", "sign_answer"): 15,
    ("lodge", "register", "sort", "amend"): 8,
    ("receive", "transfer", "sign_for", "draft_outcome"): 7,
    ("receive", "transfer", "sign_for", "sign_unresolved", "compile"): 4,
    ("receive", "transfer", "sign_for", "sign_unresolved"): 3,
    ("receive", "transfer", "sign_for", "sign_answer", "confirm"): 3,
}
# When the steps of a way are taken, as shares of the whole, by how many they are.
SHARES = {
    4: (0, 0.1, 0.7, 0.95),
    5: (0, 0.1, 0.15, 0.7, 0.95),
    7: (0, 0.1, 0.15, 0.7, 0.8, 0.85, 0.95),
}


@dataclass
class Filling:
    """Appeals go in with their parts, clocks and words; entries wait until nothing earlier can come."""

    county: County
    now: datetime
    waiting: list[tuple[datetime, int, Pending]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    numbers: dict[int, int] = field(default_factory=dict)

    def fill(self, appeals: int) -> None:
        """Makes ``appeals`` appeals and their record, and seals every day but today."""
        chance = random.Random(appeals)
        chunk: list[Case] = []
        for case in self._cases(appeals, chance):
            chunk.append(case)
            if len(chunk) == CHUNK:
                self._store(chunk)
                chunk = []
        self._store(chunk)
        with transaction.atomic():
            self._record(self.now)
            Counter.objects.bulk_create(
                Counter(series=SERIES, year=year, value=value) for year, value in self.numbers.items()
            )
        journal.seal(at=self.now)
        bulletins.follow_record()
        bulletins.check_record()
        outreach.recount()
        settle_statistics()

    def _cases(self, appeals: int, chance: random.Random) -> Iterator[Case]:
        old = max(appeals - IN_HAND, appeals // 2)
        archive = _moments(self.now - YEARS, self.now - RECENT, old)
        fresh = _moments(self.now - RECENT, self.now - timedelta(hours=2), appeals - old)
        for moments, ways in ((archive, ENDED), (fresh, WAITING)):
            for at, way in zip(moments, chance.choices(list(ways), list(ways.values()), k=len(moments)), strict=True):
                yield self._case(self._reviewed(way, at), at, chance)

    def _reviewed(self, way: Way, at: datetime) -> Way:
        """What was shelved long ago has been looked at again: only the clerk's own time would let reviews pile up."""
        return FIRST if "approve_shelving" in way and at < self.now - SHELVED else way

    def _case(self, way: Way, at: datetime, chance: random.Random) -> Case:
        year = local(at).year
        self.numbers[year] = self.numbers.get(year, 0) + 1
        case = Case.begin(self.county, at, number=self.numbers[year], in_hand=way in WAITING, chance=chance)
        for name, moment in zip(way, self._steps(way, at, chance), strict=True):
            case.take(name, moment)
        return case

    def _steps(self, way: Way, at: datetime, chance: random.Random) -> list[datetime]:
        """The archive went its way in about two weeks; what is in hand came as far as it got by now."""
        whole = min(timedelta(days=chance.uniform(8, 18)), self.now - at)
        return [at + whole * share for share in SHARES[len(way)]]

    def _store(self, cases: Sequence[Case]) -> None:
        if not cases:
            return
        with transaction.atomic():
            Appeal.objects.bulk_create([case.appeal for case in cases])
            Concern.objects.bulk_create(
                Concern(appeal=case.appeal, organ_id=organ) for case in cases for organ in case.concerned
            )
            Part.objects.bulk_create(part for case in cases for part in case.parts)
            Answer.objects.bulk_create(answer for case in cases for answer in case.answers)
            FollowUp.objects.bulk_create(call for case in cases for call in case.calls)
            Clock.objects.bulk_create([clock for case in cases for clock in case.clocks])
            index(*(case.appeal for case in cases))
            index_concerned(*(case.appeal for case in cases))
            for case in cases:
                for pending in (*case.record, *case.told_of_calls()):
                    heapq.heappush(self.waiting, (pending.at, next(self.order), pending))
            self._record(cases[-1].appeal.received_at)

    def _record(self, until: datetime) -> None:
        """Puts on record what happened before a moment: nothing that is filled later can be earlier."""
        ripe: list[Pending] = []
        while self.waiting and self.waiting[0][0] <= until:
            ripe.append(heapq.heappop(self.waiting)[2])
        journal.record_many(ripe)


def _moments(since: datetime, until: datetime, number: int) -> list[datetime]:
    return [since + (until - since) * (place / max(number, 1)) for place in range(number)]


def settle_statistics() -> None:
    """What a database in service has long done by itself: PostgreSQL's autovacuum knows the tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
