"""The conditions of the moves, each a sentence that names its obstacle and the way out."""

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.outreach.rules.facts import PlaceFacts


def is_of_this_place(actor: Actor, facts: PlaceFacts) -> Verdict:
    """A township or park looks after its own enterprises; the bureau after those of the whole county, 五(四), 五(五)."""
    if actor.role not in DEPARTMENT or (facts.place is not None and actor.organ == facts.place):
        return ALLOWED
    return deny("乡镇、园区只走访本辖区的企业、只办本辖区的宣传，请转请工信商务局或属地乡镇、园区办理")


def day_has_come(actor: Actor, facts: PlaceFacts) -> Verdict:
    """Nobody comes, and nothing is held, before its day."""
    return ALLOWED if facts.made else deny("还没有到举办的日子，请到那天再记；提前举办的请先“更改安排”")


def was_made(actor: Actor, facts: PlaceFacts) -> Verdict:
    """What was heard is written down once somebody was there."""
    return ALLOWED if facts.made else deny("这次走访还没有记录，请先记录走访，再记企业提出的困难")
