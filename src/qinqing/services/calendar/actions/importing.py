"""A notice that the operator of the machine enters alone: it counts at once, and a second person looks at it afterwards."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_line
from qinqing.services.calendar.actions.entering import Moved, preview_notice, put_in_force
from qinqing.services.calendar.actions.proposing import outline
from qinqing.services.calendar.events import (
    NOTICE_IMPORTED,
    NOTICE_SECONDED,
    NOTICE_TAKEN_BACK,
    calendar_subject,
)
from qinqing.services.calendar.models import Notice, Proposal
from qinqing.services.calendar.permits import may_second_notice
from qinqing.services.calendar.rules.drafts import Draft
from qinqing.services.calendar.states import Standing, Status
from qinqing.services.journal.actions import record


@transaction.atomic
def import_notice(draft: Draft, *, by: Actor, at: datetime) -> Moved:
    """由命令导入: in force from this moment; it stands as nobody else's until a second person has looked at it.

    Raises Refused as ``preview_notice`` does.
    """
    preview_notice(draft, by=by, at=at)
    made = Proposal(
        year=draft.year, region=draft.region, said=draft.as_data(),
        standing=Standing.ALONE, proposed_by=by.title, proposed_at=at,
    )  # fmt: skip
    moved = put_in_force(draft, proposed_by="", by=by, at=at, event=NOTICE_IMPORTED, proposal=made.code)
    made.effects = outline(moved)
    made.save(force_insert=True)
    return moved


@transaction.atomic
def second_notice(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """确认无误: the second person stands by what was imported by command. Nothing moves.

    Raises Refused for whoever has no right, Conflict when it was ruled on already or replaced.
    """
    may_second_notice(by).enforce()
    _rule(proposal, Standing.CONFIRMED, by=by, at=at)
    _newest(proposal).update(confirmed_by=by.title)
    facts = {"proposal": proposal.code, "imported_by": proposal.proposed_by}
    record(calendar_subject(proposal.year), NOTICE_SECONDED, by=by, at=at, facts=facts)
    return proposal


@transaction.atomic
def take_back_notice(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> Moved:
    """撤回: the notice before it counts again as a new version, or the year is provisional; limits move back.

    Raises Refused for whoever has no right and without a reason, Conflict when it was ruled on already or replaced.
    """
    may_second_notice(by).enforce()
    because = clean_line(reason)[:400]
    if not because:
        raise Refused("请写明为什么撤回")
    _rule(proposal, Standing.DECLINED, by=by, at=at, reason=because)
    facts = {"proposal": proposal.code, "imported_by": proposal.proposed_by, "reason": because}
    former = _before(proposal)
    return put_in_force(former, proposed_by="", by=by, at=at, event=NOTICE_TAKEN_BACK, **facts)


def _rule(proposal: Proposal, standing: Standing, *, by: Actor, at: datetime, reason: str = "") -> None:
    alone = Proposal.objects.filter(pk=proposal.pk, standing=Standing.ALONE)
    ruled = alone.update(standing=standing, ruled_by=by.title, ruled_at=at, reason=reason)
    proposal.refresh_from_db()
    if not ruled:
        told = f"这份通知已由同事处理（{proposal.get_standing_display()}），请刷新页面看结果"
        raise Conflict(told, by=proposal.ruled_by, at=proposal.ruled_at)


def _newest(proposal: Proposal) -> QuerySet[Notice]:
    versions = Notice.objects.filter(year=proposal.year, region=proposal.region).order_by("-version")
    return Notice.objects.filter(pk__in=versions.values_list("pk", flat=True)[:1])


def _before(proposal: Proposal) -> Draft:
    """The notice that the imported one replaced, as it was entered; one without days where there was none."""
    versions = Notice.objects.filter(year=proposal.year, region=proposal.region).order_by("-version")
    former = versions.prefetch_related("days")[1:2].first()
    if former is None:
        return Draft(proposal.year, (), region=proposal.region, status=Status.PROVISIONAL)
    named = list(former.days.all())
    return Draft(
        former.year,
        tuple(day.date for day in named if day.off),
        tuple(day.date for day in named if not day.off),
        former.number,
        former.published_on,
        {day.date: day.reason for day in named},
        former.region,
        former.status,
    )
