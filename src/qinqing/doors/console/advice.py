"""推荐 beside the forms it helps with: departments, category, urgency, similar appeals, each taken over by one press."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries
from qinqing.procedure.register import queries as register

if TYPE_CHECKING:
    from qinqing.procedure.appeals.models import Appeal

ADVISED = frozenset({"sort", "transfer", "redirect", "ask_fast_lane"})
PLACED = ADVISED - {"sort"}


class Department(NamedTuple):
    """One department that the appeal may concern."""

    name: str
    role: str
    percent: int
    why: tuple[str, ...]
    lead: str
    assisting: str


class Similar(NamedTuple):
    """One similar earlier appeal."""

    code: str
    number: str
    title: str
    lead: str
    became: str
    percent: int


def advice_on(appeal: "Appeal", actor: Actor, name: str) -> dict[str, Any] | None:
    """What is recommended for this move; None for moves that no advice helps with."""
    if name not in ADVISED:
        return None
    township = register.townships([appeal.enterprise_id]).get(appeal.enterprise_id)
    advice = queries.advise(actor, f"{appeal.title}\n{appeal.text}", township=township, without={appeal.pk})
    helping = [one.organ for one in advice.assisting]
    return {
        "departments": [_department(one, helping) for one in advice.departments],
        "whole": _whole(advice.departments[0].organ, helping) if advice.departments else "",
        "whole_words": _whole_words(advice.departments[0].organ, helping) if advice.departments else "",
        "placed": name in PLACED,
        "category": advice.category,
        "category_why": advice.category_why,
        "urgency": advice.urgency,
        "urgency_why": advice.urgency_why,
        "measured": queries.measured_advice(),
        "fewest": queries.FEWEST_MEASURED,
        "similar": [
            Similar(one.appeal.code, one.appeal.number, one.appeal.title, one.lead, one.became, _percent(one.likeness))
            for one in advice.similar
        ],
    }


def _department(one: queries.Suggested, helping: Iterable[int]) -> Department:
    role = "牵头" if one.leads else "配合" if one.organ in helping else "也可能"
    name = register.organ(one.organ).name
    return Department(name, role, _percent(one.score), one.why, f"lead={one.organ}", f"add:assisting={one.organ}")


def _whole(lead: int, assisting: Iterable[int]) -> str:
    return urlencode([("lead", lead), *(("assisting", organ) for organ in assisting)])


def _whole_words(lead: int, assisting: Iterable[int]) -> str:
    names = register.organ_names()
    helping = "、".join(names[organ] for organ in assisting)
    return f"由{names[lead]}牵头" + (f"，{helping}配合" if helping else "")


def _percent(share: float) -> int:
    return round(100 * share)
