"""接待材料: what each department of an appeal writes for the host before the day that hears it. 五(二), 四(一)2."""

import hashlib
from dataclasses import dataclass

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.labels import Labelled
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

SHEET = {"proposal": "建议方案", "questions": "待研究的问题"}


class DossierState(Labelled):
    """Where one department's part of a dossier stands."""

    ASKED = "asked", "待提交"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "退回补充"
    MISSED = "missed", "接谈前没有提交"
    RELEASED = "released", "不用再提交"


D = DossierState
OWED = frozenset({D.ASKED, D.RETURNED})
CURRENT = frozenset(D) - {D.RELEASED}


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """One part: whose it is, and what its appeal came to on the day, empty before that."""

    organ: int
    organ_name: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One text of a sheet as somebody wrote it, and the digest of the text it was written over."""

    text: str
    over: str


def is_its_own(actor: Actor, facts: DossierFacts) -> Verdict:
    """五(二): a department answers for its own part."""
    if actor.role in DEPARTMENT and actor.organ != facts.organ:
        return deny(f"这一份由{facts.organ_name or '其他部门'}提交，请由该部门办理")
    return ALLOWED


def is_not_heard(actor: Actor, facts: DossierFacts) -> Verdict:
    """四(二): what the host read stays as it was read."""
    if facts.outcome:
        return deny(f"这件诉求已记录为“{facts.outcome}”，接待材料不再改动，请看接谈结果", "四(二)")
    return ALLOWED


def digest(text: str) -> str:
    """Enough of a hash to see whether a text was changed since it was shown; line ends do not count."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]
