"""The enterprise's own: lodge, follow, answer, add, rate."""

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from ninja import Body, File, Status, UploadedFile

from qinqing.doors.api import moves, once, tellings
from qinqing.doors.api.credentials import PASS_LIVES, Asking, issue_pass, open_receipt
from qinqing.doors.api.item_tellings import own_items
from qinqing.doors.api.making import OWN, make, supplement
from qinqing.doors.api.schemas.appeals import Lodged, Own, OwnList, Rated, Receipt, Tracked
from qinqing.doors.api.schemas.fields import NO_NOTE, Code, Text, Version
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.web.downloads import send
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.supervision import actions as supervision


def lodge(request: Asking, told: Lodged) -> Status[Receipt]:
    """提交诉求: by an enterprise's token, or by whoever asks without one."""
    by = request.caller.actor if request.caller.actor.role is Role.ENTERPRISE else PUBLIC

    def act() -> once.Done:
        receipt = actions.lodge(**told.fields(), by=by, at=request.at)
        return once.Done(receipt.appeal.code, receipt.query_code)

    return Status(201, tellings.receipt(once.perform(request, told, act)))


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


def own_move(request: Asking, code: Code, name: Code, told: Body[dict[str, Any]], version: Version = None) -> Made:
    """One thing the enterprise may do with its appeal."""
    return make(request, OWN, code, name, told, version)


def own_material(request: Asking, code: Code, files: File[list[UploadedFile]], note: Text = NO_NOTE) -> Made:
    """补充材料, with files."""
    return supplement(request, code, note, files)


def own_file(request: Asking, code: Code, file: Code) -> HttpResponseBase:
    """One piece of the appeal's material."""
    actor = request.caller.actor
    return send(queries.files(queries.fetch(actor, code), actor), file)


def evaluate(request: Asking, code: Code, told: Rated) -> Made:
    """评价: by the enterprise itself, once the appeal is closed."""
    found = queries.fetch(request.caller.actor, code)

    def act() -> once.Done:
        supervision.evaluate(found, **told.fields(), by=request.caller.actor, at=request.at)
        return once.Done(found.code)

    once.perform(request, told, act)
    return Made(move="evaluate", label="评价", query_code="")


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
        items=own_items(decisions.items_of(found, actor), actor, at),
        course=tellings.course(queries.timeline(found, actor)),
        files=tellings.files(queries.files(found, actor)),
        moves=moves.offers(offered, moves.OWN),
    )
