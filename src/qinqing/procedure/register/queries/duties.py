"""Who answers for what: catalogues of duties, and the names organs go by."""

from collections.abc import Sequence
from dataclasses import dataclass

from qinqing.procedure.register.queries.table import Table, table
from qinqing.procedure.register.rules import Duty, OrganView, told_duties, usual_duties
from qinqing.procedure.register.rules.matching import normal, stem, usual_names, without_place

OFFICES = ("局", "委", "办", "部门", "中心", "大队")
WHOLE = tuple("局委办心所站队司行院镇乡处")
SHORTEST_PLACE = 4


@dataclass(frozen=True, slots=True)
class Charge:
    """What one organ answers for. ``listed`` tells whether it is the county's own catalogue or the usual duties."""

    organ: OrganView
    duties: Sequence[Duty]
    listed: bool
    names: Sequence[str]


def duties_of(organ_id: int) -> Sequence[Duty]:
    """The catalogue of an organ as the county keeps it; empty where nobody has made it."""
    return table().listed.get(organ_id, ())


def charges(known: Table | None = None) -> list[Charge]:
    """Everything known of whom an appeal may be transferred to, 四(一)1.

    An organ without a catalogue has the usual duties of one of its name, and those its entry names.
    """
    known = known or table()
    return [_charge(organ, known.listed.get(organ.id, ())) for organ in known.organs.values() if organ.assignable]


def _charge(organ: OrganView, listed: Sequence[Duty]) -> Charge:
    duties = [*listed] or usual_duties(organ)
    return Charge(organ, [*duties, *told_duties(organ.duties)], bool(listed), _names(organ))


def _names(organ: OrganView) -> list[str]:
    """How people name it in a text: its names, without their place, and the usual short ones with 局, 部门 and so on."""
    own = [normal(name) for name in (organ.name, organ.short_name, *organ.former_names) if name]
    parts = [without_place(name)[-1] for name in own]
    found = [*own, *parts, *(stem(part) for part in parts if len(stem(part)) >= SHORTEST_PLACE)]
    for row in usual_names():
        if row.kind in ("", organ.kind) and any(word in name for word in row.names for name in own):
            for word in (*row.names, *row.also):
                found += [word] if word.endswith(WHOLE) else [f"{word}{office}" for office in OFFICES]
    return list(dict.fromkeys(name for name in found if len(name) > 1))
