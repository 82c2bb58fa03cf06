"""The enterprise's own: lodge, follow, answer, add, rate."""

from datetime import datetime

from ninja import Status

from qinqing.doors.api import moves, once, tellings
from qinqing.doors.api.credentials import PASS_LIVES, Asking, issue_pass, open_receipt
from qinqing.doors.api.schemas.appeals import Lodged, Own, OwnList, Receipt, Tracked
from qinqing.doors.api.schemas.fields import Code
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.procedure.appeals import actions, queries


def lodge(request: Asking, told: Lodged) -> Status[Receipt]:
    """提交诉求: by an enterprise's token, or by whoever asks without one."""
    by = request.caller.actor if request.caller.actor.role is Role.ENTERPRISE else PUBLIC

    def act() -> once.Done:
        receipt = actions.lodge(**told.model_dump(), by=by, at=request.at)
        return once.Done(receipt.appeal.code, receipt.query_code)

    done = once.perform(request, told, act)
    found = queries.by_subjects([f"appeal/{done.code}"])[0]
    told_back = Receipt(code=found.code, number=found.number, query_code=done.query_code, due_at=found.due_at)
    return Status(201, told_back)


def track(request: Asking) -> Tracked:
    """What number and query code open."""
    found, actor = open_receipt(request)
    return Tracked(bearer=issue_pass(found), expires_at=request.at + PASS_LIVES, appeal=_own(found, actor, request.at))


def own_appeals(request: Asking) -> OwnList:
    """All that was lodged or brought by the enterprises of this account."""
    actor = request.caller.actor
    return OwnList(appeals=tellings.rows(queries.own(actor), actor, request.at))


def own_appeal(request: Asking, code: Code) -> Own:
    """Where is mine, who has it, what may I do."""
    actor = request.caller.actor
    return _own(queries.fetch(actor, code), actor, request.at)


def _own(found: queries.Appeal, actor: Actor, at: datetime) -> Own:
    offered = queries.offers(found, actor, at=at)
    return Own(
        **tellings.row(found, actor, at),
        text=found.text,
        contact_name=found.contact_name,
        contact_phone=found.contact_phone,
        confidential=found.confidential,
        lead=tellings.lead_of(found),
        refusal=found.refusal_reason,
        pointer=found.refusal_pointer,
        answers=tellings.answers(found, actor),
        course=tellings.course(found, actor),
        files=tellings.files(found, actor),
        moves=moves.offers(offered, moves.OWN),
    )
