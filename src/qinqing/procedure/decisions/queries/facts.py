"""A decided item reduced to the facts its conditions ask about."""

from qinqing.procedure.decisions.models import Circulation, DecidedItem, Report, Share
from qinqing.procedure.decisions.rules.facts import Facts
from qinqing.procedure.decisions.rules.kinds import CirculationState, ShareKind
from qinqing.procedure.register import queries as register


def facts(item: DecidedItem) -> Facts:
    """The facts of one item; at most four queries."""
    assisting = Share.objects.filter(item=item, kind=ShareKind.ASSISTING).values_list("organ_id", flat=True)
    report = latest_report(item)
    circulated = dict(Circulation.objects.filter(report=report).values_list("post_id", "state")) if report else {}
    return Facts(
        lead=item.lead_id,
        lead_name=register.organ_names().get(item.lead_id, ""),
        assisting=frozenset(assisting),
        section=item.appeal.section,
        rung=item.appeal.rung,
        contacted=item.contacted,
        due_asked=item.due_asked is not None,
        due_moved=item.due_moved,
        circulated=bool(circulated),
        waiting_posts=frozenset(post for post, state in circulated.items() if state == CirculationState.WAITING),
    )


def latest_report(item: DecidedItem) -> Report | None:
    """The newest report of an item, signed or not."""
    return Report.objects.filter(item=item).order_by("-ordinal").first()
