"""What happens around an item: its appeal is withdrawn, or the department that leads it is abolished. 四(三)."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.decisions.actions.blocking import clear
from qinqing.procedure.decisions.actions.implementing import need
from qinqing.procedure.decisions.actions.reporting import lapse
from qinqing.procedure.decisions.actions.step import take
from qinqing.procedure.decisions.models import Block, DecidedItem, Share
from qinqing.procedure.decisions.queries.snapshots import block_sets, share_sets
from qinqing.procedure.decisions.queries.waiting import open_items_of
from qinqing.procedure.decisions.rules.kinds import ShareKind
from qinqing.procedure.register import queries as register


def cancel_with(appeal: Appeal, *, by: Actor, at: datetime) -> None:
    """When an appeal is withdrawn, its items that are still open are cancelled with it, in the same transaction."""
    for item in open_items_of(appeal):
        cancel(item, reason="企业撤回诉求", by=by, at=at)


@transaction.atomic
def cancel(item: DecidedItem, *, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """撤销: the appeal was withdrawn, so nobody waits for the item any more; its limits count for nothing."""
    need(reason, "请写明撤销的原因", "四(三)")
    also = {"due_asked": None, "accepted_at": None, "blocked": 0, "closed_at": at}
    step = take("cancel", item, by=by, at=at, also=also)
    blocks = list(Block.objects.filter(item=item, cleared_at__isnull=True))
    for block in blocks:
        clear(block, by, at)
    return step.record(sets=block_sets(*blocks) | lapse(item, by, at), reason=reason)


@transaction.atomic
def hand_over(item: DecidedItem, *, lead: int, reason: str, by: Actor, at: datetime) -> DecidedItem:
    """改由承办: the department that led it was abolished or merged; its successor goes on, every limit keeps its day."""
    need(reason, "请写明改由承办的依据", "四(三)")
    if not register.is_assignable(lead):
        raise Refused("所选单位不承办企业诉求或已撤并，请另选", clause="四(三)")
    former, names = item.lead_id, register.organ_names()
    step = take("hand_over", item, by=by, at=at, lead=lead)
    Share.objects.filter(item=item, organ=former).update(kind=ShareKind.FORMER)
    Share.objects.update_or_create(item=item, organ_id=lead, defaults={"kind": ShareKind.LEAD})
    appeals.call_in(item.appeal, [lead])
    shares = Share.objects.filter(item=item, organ__in=[former, lead])
    return step.record(sets=share_sets(*shares), former_lead=names[former], lead=names[lead], reason=reason)
