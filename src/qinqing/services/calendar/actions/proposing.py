"""A notice is proposed by one person and counts once another has confirmed it; until then it moves nothing."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_line
from qinqing.services.calendar.actions.entering import Moved, preview_notice, put_in_force, told_of
from qinqing.services.calendar.events import NOTICE_DECLINED, NOTICE_PROPOSED, calendar_subject
from qinqing.services.calendar.models import Proposal
from qinqing.services.calendar.permits import may_confirm_notice, may_rule_on_notice
from qinqing.services.calendar.rules.drafts import Draft
from qinqing.services.calendar.rules.outlines import alike
from qinqing.services.calendar.rules.parsing import read_data
from qinqing.services.calendar.states import Standing
from qinqing.services.journal.actions import record


@transaction.atomic
def propose_notice(draft: Draft, *, by: Actor, at: datetime) -> Proposal:
    """提出放假通知: kept with what it would move now, for another person to confirm.

    Raises Refused as ``preview_notice`` does, Conflict while another proposal for the same year waits.
    """
    moved = preview_notice(draft, by=by, at=at)
    made = Proposal(
        year=draft.year, region=draft.region, said=draft.as_data(), effects=outline(moved),
        proposer=by.person, proposed_by=by.title, proposed_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise _waits_already(made) from error
    facts = told_of(draft) | {"proposal": made.code, "would_move": len(moved.moved)}
    record(calendar_subject(draft.year), NOTICE_PROPOSED, by=by, at=at, facts=facts)
    return made


@transaction.atomic
def confirm_notice(proposal: Proposal, *, by: Actor, at: datetime) -> Moved:
    """确认录入: the notice is in force from this moment, and moves the limits that run now.

    Raises Refused for the person who proposed it and for whoever has no right, Conflict when it was ruled on already.
    """
    may_confirm_notice(by, proposal.proposer).enforce()
    _rule(proposal, Standing.CONFIRMED, by=by, at=at)
    return put_in_force(read_data(proposal.said), proposed_by=proposal.proposed_by, by=by, at=at)


@transaction.atomic
def enter_notice(draft: Draft, *, proposed_by: Actor, by: Actor, at: datetime) -> Moved:
    """Proposed by one and confirmed by another in the same moment. Raises what either step raises."""
    return confirm_notice(propose_notice(draft, by=proposed_by, at=at), by=by, at=at)


@transaction.atomic
def enter_at_setup(draft: Draft, *, by: Actor, at: datetime) -> Moved:
    """A notice for a house without people: there is nobody yet who could confirm it, and no limit that it could move.

    Raises Refused for anybody but the machine, and what ``preview_notice`` raises.
    """
    if by.role is not Role.MACHINE:
        raise Refused("放假通知须由一人提出、另一人确认，请在“工作日历”页办理")
    return put_in_force(draft, proposed_by=by.title, by=by, at=at)


@transaction.atomic
def decline_notice(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> Proposal:
    """不录入: the proposer takes it back, or the other turns it down; either says why, and nothing moves."""
    may_rule_on_notice(by).enforce()
    because = clean_line(reason)[:400]
    if not because:
        raise Refused("请写明为什么不录入")
    _rule(proposal, Standing.DECLINED, by=by, at=at, reason=because)
    facts = {"proposal": proposal.code, "proposed_by": proposal.proposed_by, "reason": because}
    record(calendar_subject(proposal.year), NOTICE_DECLINED, by=by, at=at, facts=facts)
    return proposal


def outline(moved: Moved) -> dict[str, Any]:
    """What a preview tells, in primitives."""
    return {
        "version": moved.version,
        "moved": len(moved.moved),
        "confirmed": moved.confirmed,
        "overdue": [moved.overdue_before, moved.overdue_after],
        "groups": alike(moved.moved),
    }


def _rule(proposal: Proposal, standing: Standing, *, by: Actor, at: datetime, reason: str = "") -> None:
    waiting = Proposal.objects.filter(pk=proposal.pk, standing=Standing.WAITING)
    ruled = waiting.update(standing=standing, ruled_by=by.title, ruled_at=at, reason=reason)
    proposal.refresh_from_db()
    if not ruled:
        reason = f"这份通知已由同事处理（{proposal.get_standing_display()}），请刷新页面看结果"
        raise Conflict(reason, by=proposal.ruled_by, at=proposal.ruled_at)


def _waits_already(made: Proposal) -> Conflict:
    waiting = Proposal.objects.get(year=made.year, region=made.region, standing=Standing.WAITING)
    return Conflict(
        f"{waiting.title}已经提出，正等另一个人确认；要改，请先不录入那一份",
        by=waiting.proposed_by,
        at=waiting.proposed_at,
    )
