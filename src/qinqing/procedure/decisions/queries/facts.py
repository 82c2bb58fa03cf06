"""A decided item reduced to the facts its conditions ask about."""

from datetime import datetime
from decimal import Decimal

from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.decisions.models import Circulation, DecidedItem, Milestone, Report, Share
from qinqing.procedure.decisions.rules.clocks import Clock
from qinqing.procedure.decisions.rules.facts import Facts
from qinqing.procedure.decisions.rules.kinds import CirculationState, MilestoneState, ShareKind
from qinqing.procedure.decisions.rules.months import months_to_open
from qinqing.procedure.decisions.states import UNDER_WAY
from qinqing.procedure.register import queries as register


def facts(item: DecidedItem, at: datetime) -> Facts:
    """The facts of one item at a moment; at most five queries."""
    assisting = Share.objects.filter(item=item, kind=ShareKind.ASSISTING).values_list("organ_id", flat=True)
    circulated = _circulated(item)
    return Facts(
        lead=item.lead_id,
        lead_name=register.organ_names().get(item.lead_id, ""),
        lead_abolished=not register.organ(item.lead_id).active,
        assisting=frozenset(assisting),
        section=item.appeal.section,
        rung=item.appeal.rung,
        contacted=item.contacted,
        due_asked=item.due_asked is not None,
        open_milestones=_open_milestones(item),
        blocks=item.blocked,
        progress_waits=bool(months_to_open(item.decided_on, item.progress_month, day_of(at))),
        circulated=bool(circulated),
        waiting_posts=frozenset(post for post, state in circulated.items() if state == CirculationState.WAITING),
        promised=item.amount,
        received=item.received or Decimal(0),
        confirmed=item.confirmed_at is not None,
        silent=item.due_kind == Clock.CONFIRM and item.due_at is not None and item.due_at <= at,
        calls=item.calls,
        touched=item.version > 1,
        withdrawn=item.appeal.result == Result.WITHDRAWN,
    )


def latest_report(item: DecidedItem) -> Report | None:
    """The newest report of an item, signed or not."""
    return Report.objects.filter(item=item).order_by("-ordinal").first()


def _circulated(item: DecidedItem) -> dict[int, str]:
    """The posts before which the newest report was put, and what they did with it."""
    report = latest_report(item)
    return dict(Circulation.objects.filter(report=report).values_list("post_id", "state")) if report else {}


def _open_milestones(item: DecidedItem) -> int:
    """How many dated steps are not done; not asked where no move depends on it."""
    if item.state not in UNDER_WAY:
        return 0
    return Milestone.objects.filter(item=item, state=MilestoneState.PLANNED).count()
