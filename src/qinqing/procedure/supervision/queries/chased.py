"""What a limit belongs to, as the chase ladder speaks of it: an appeal, a decided item, a correction, an urging notice,
a finding, a call of the sample."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from qinqing.kernel.actors import Role
from qinqing.kernel.phrases import day_zh, local
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Correction, Finding, SampleCall, Urging
from qinqing.procedure.supervision.rules.chase_words import LABELS
from qinqing.services.calendar.queries import Clock

MATTERS = {
    "appeal": "诉求",
    "item": "决定事项",
    "correction": "差评整改",
    "finding": "督查整改",
    "sample_call": "抽样回访",
}


@dataclass(frozen=True, slots=True)
class Chased:
    """One subject of limits: its number, what it is in words, the appeal behind it, and the page it has."""

    kind: str
    code: str
    number: str
    what: str
    appeal: appeals.Appeal

    @property
    def may_be_urged(self) -> bool:
        """An urging notice is not itself urged: its delay goes straight up. A dossier is over before one would be out."""
        return self.kind not in ("urging", "dossier")

    @property
    def matter(self) -> str:
        """``诉求 JDR-2026-000123``."""
        return f"{MATTERS.get(self.kind, '')} {self.number}".strip()

    def limit(self, clock: Clock) -> str:
        """What the limit is called."""
        return LABELS.get(clock.kind, clock.kind)

    def holder(self, clock: Clock) -> str:
        """In whose hands it is."""
        return register.organ_names().get(clock.holder_organ or 0, "") or Role(clock.holder_role).label

    def due(self, clock: Clock, at: datetime) -> str:
        """The day it ends or ended."""
        return day_zh(clock.due_on, this_year=local(at).year)


def chased(subjects: Iterable[str]) -> dict[str, Chased]:
    """What these subjects are; those of other chapters, which have no ladder, are left out. One query a kind."""
    wanted = set(subjects)
    return {
        f"{one.kind}/{one.code}": one for one in (*_appeals(wanted), *_items(wanted), *_dossiers(wanted), *_own(wanted))
    }


def _appeals(subjects: set[str]) -> Iterator[Chased]:
    for appeal in appeals.by_subjects(subjects):
        yield Chased("appeal", appeal.code, appeal.number, appeal.title, appeal)


def _items(subjects: set[str]) -> Iterator[Chased]:
    for item in decisions.by_subjects(subjects):
        yield Chased("item", item.code, item.number, item.text, item.appeal)


def _dossiers(subjects: set[str]) -> Iterator[Chased]:
    for part in receptions.dossiers_by_subjects(subjects):
        yield Chased("dossier", part.code, part.appeal.number, part.appeal.title, part.appeal)


def _own(subjects: set[str]) -> Iterator[Chased]:
    corrections = Correction.objects.filter(code__in=_codes(subjects, "correction"))
    for correction in corrections.select_related("evaluation__appeal"):
        appeal = correction.evaluation.appeal
        yield Chased("correction", correction.code, appeal.number, appeal.title, appeal)
    for urging in Urging.objects.filter(code__in=_codes(subjects, "urging")).select_related("appeal"):
        yield Chased("urging", urging.code, urging.number, urging.appeal.title, urging.appeal)
    for one in Finding.objects.filter(code__in=_codes(subjects, "finding")).select_related("appeal"):
        yield Chased("finding", one.code, one.number, one.appeal.title, one.appeal)
    for call in SampleCall.objects.filter(code__in=_codes(subjects, "sample_call")).select_related("appeal"):
        yield Chased("sample_call", call.code, call.appeal.number, call.appeal.title, call.appeal)


def _codes(subjects: set[str], kind: str) -> list[str]:
    return [subject.partition("/")[2] for subject in subjects if subject.startswith(f"{kind}/")]
