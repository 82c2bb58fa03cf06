"""Where an appeal can stand: each state, and within it what else opens or closes a move. Steps by the right people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.cast import NOW, Stage
from tests.held import abolish
from tests.making import make, people

from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries

Step = Callable[[Stage, queries.Appeal], Any]


@dataclass(frozen=True)
class Standing:
    """How to bring an appeal there, and how many days later it is looked at."""

    bring: Callable[[Stage], queries.Appeal]
    days: int = 0


def at(state: str, *then: Step, days: int = 0, **told: Any) -> Standing:
    """The told state, then these further steps."""

    def bring(stage: Stage) -> queries.Appeal:
        appeal = stage(state, **told)
        for step in then:
            step(stage, queries.fetch(stage.cast.intake, appeal.code))
        return queries.fetch(stage.cast.intake, appeal.code)

    return Standing(bring, days)


def by(who: str, name: str) -> Step:
    """A further step, with plain content."""
    return lambda stage, appeal: make(name, appeal, stage.cast, by=people(stage.cast, appeal)[who], at=NOW)


def unresolved(stage: Stage, appeal: queries.Appeal) -> None:
    """The officer finds that the department cannot solve it."""
    officer = people(stage.cast, appeal)["lead officer"]
    appeals.draft_outcome(appeal, outcome="unresolved", answer="本部门权限内不能解决", by=officer, at=NOW)


def called(stage: Stage, appeal: queries.Appeal) -> None:
    """The enterprise said nothing in its time, and three calls were in vain."""
    for _ in range(3):
        appeals.call_in_vain(appeal, note="无人接听", by=stage.cast.intake, at=NOW + timedelta(days=10))


def abolished(stage: Stage, appeal: queries.Appeal) -> None:
    """The lead department was merged into another."""
    people(stage.cast, appeal)
    abolish(stage.cast, "power-supply", successor="housing", at=NOW)


HELPED = {"assisting": ("park-west",)}
HEARD = by("office", "schedule")
LEFT = by("intake", "leave_unresolved")
ABOVE = by("mayor", "leave_unresolved")
TO_MAYOR = (HEARD, LEFT, by("office", "report_to_mayor"))
TO_CITY = (*TO_MAYOR, HEARD, ABOVE, by("office", "send_to_city"))
ANSWERED_AGAIN = (by("lead officer", "draft_outcome"), by("lead head", "sign_answer"))
FAST = {"matter": "many_departments", "fast_lane": "涉及多个部门，需县领导协调"}

STANDINGS: dict[str, Standing] = {
    "lodged": at("lodged"),
    "registered": at("registered"),
    "registered, for many departments": at("registered", matter="many_departments"),
    "refusal proposed": at("refusal_proposed"),
    "refused": at("refused"),
    "reviewing": at("reviewing"),
    "refused for good": at("reviewing", by("bureau head", "uphold_refusal")),
    "transferred": at("transferred"),
    "transferred, helped": at("transferred", **HELPED),
    "transferred a second time": at("returned", by("intake", "insist")),
    "transferred, too late to return": at("transferred", days=5),
    "returned": at("returned", **HELPED),
    "handling, just signed for": at("transferred", by("lead officer", "sign_for")),
    "handling": at("handling"),
    "handling, helped": at("handling", **HELPED),
    "handling, extension asked": at("handling", by("lead officer", "ask_extension")),
    "handling, overdue": at("handling", days=60),
    "handling, its department abolished": at("handling", abolished),
    "awaiting material": at("awaiting_material"),
    "signing an answer": at("signing"),
    "signing that it is unresolved": at("handling", unresolved),
    "unresolved": at("unresolved"),
    "fast lane": at("fast_lane", **FAST),
    "at office": at("at_office", rung=2),
    "consulting": at("consulting", rung=2),
    "consulting, overdue": at("consulting", rung=2, days=10),
    "ripe": at("ripe", rung=2),
    "scheduled": at("ripe", HEARD, rung=2),
    "implementing": at("ripe", HEARD, by("intake", "decide"), rung=2),
    "deferred": at("ripe", HEARD, by("intake", "defer"), rung=2),
    "implementing, with more material": at(
        "ripe", HEARD, by("intake", "decide"), by("enterprise", "supplement"), rung=2
    ),
    "unresolved by the deputy": at("ripe", HEARD, LEFT, rung=2),
    "ripe for the mayor": at("ripe", *TO_MAYOR, rung=2),
    "before the mayor": at("ripe", *TO_MAYOR, HEARD, rung=2),
    "unresolved by the mayor": at("ripe", *TO_MAYOR, HEARD, ABOVE, rung=2),
    "with city": at("ripe", *TO_CITY, rung=2),
    "unresolved by the city": at("ripe", *TO_CITY, by("city", "city_leaves"), rung=2),
    "answered": at("answered"),
    "answered, silent": at("answered", days=10),
    "answered, called three times": at("answered", called, days=11),
    "answered, doubted before": at("doubted", *ANSWERED_AGAIN),
    "answered after a hearing": at("ripe", HEARD, by("deputy", "explain_at_hearing"), rung=2),
    "doubted": at("doubted"),
    "doubted after a hearing": at(
        "ripe", HEARD, by("deputy", "explain_at_hearing"), by("enterprise", "doubt"), rung=2
    ),
    "doubted again": at("doubted_again"),
    "confirmed": at("confirmed"),
    "shelving proposed": at("shelving_proposed"),
    "shelved": at("shelved"),
    "closed": at("closed"),
    "withdrawn": at("closed", result="withdrawn"),
    "withdrawn before any transfer": at("registered", by("enterprise", "withdraw")),
}  # fmt: skip
