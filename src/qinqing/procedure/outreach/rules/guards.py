"""The conditions of the moves, each a sentence that names its obstacle and the way out."""

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.outreach.rules.facts import PlaceFacts


def is_of_this_place(actor: Actor, facts: PlaceFacts) -> Verdict:
    """A township or park visits its own enterprises; the bureau those of the whole county, 五(四)."""
    if actor.role not in DEPARTMENT or (facts.place is not None and actor.organ == facts.place):
        return ALLOWED
    return deny("乡镇、园区只走访本辖区的企业，这家企业不在本辖区，请转请工信商务局或属地乡镇、园区办理")


def was_made(actor: Actor, facts: PlaceFacts) -> Verdict:
    """What was heard is written down once somebody was there."""
    return ALLOWED if facts.made else deny("这次走访还没有记录，请先记录走访，再记企业提出的困难")
