"""决定事项: those this post may see, one of them with all it is made of, and making a move on it. 四(三), 四(四)."""

from typing import Any

from django.http import HttpResponseBase
from ninja import Body, File, Form, Query, UploadedFile

from qinqing.doors.api import item_moves, moves, once, tellings
from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.cursors import check_dated
from qinqing.doors.api.item_tellings import item_row, item_rows, parts
from qinqing.doors.api.making import Subject, fingerprint, make
from qinqing.doors.api.noting import note
from qinqing.doors.api.schemas.fields import Code, NeededText, Version
from qinqing.doors.api.schemas.item_moves import Ordinal
from qinqing.doors.api.schemas.items import ItemsPage, ItemTold, SoughtItems
from qinqing.doors.api.schemas.moves import Made
from qinqing.doors.web.downloads import send, send_paper
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals_of
from qinqing.procedure.decisions import actions, queries
from qinqing.procedure.decisions.states import MOVES

ITEM = Subject(queries.fetch, MOVES, item_moves.ITEM)
OWN_ITEM = Subject(queries.fetch, MOVES, item_moves.OWN_ITEM)


def items(request: Asking, wanted: Query[SoughtItems]) -> ItemsPage:
    """The decided items this post may see, filtered, ordered, searched."""
    check_dated(wanted.after, dated=wanted.order.startswith("due"))
    kept = {name: value for name, value in wanted.fields().items() if value is not None}
    actor, at = request.caller.actor, request.at
    found = queries.page(actor, queries.Wanted(**kept), at=at)
    return ItemsPage(items=item_rows(found.rows, actor, at), next=found.next)


def item(request: Asking, code: Code) -> ItemTold:
    """One item: what was decided, what was done for it, which limits run, what may be done and why not."""
    actor, at = request.caller.actor, request.at
    found = _opened(request, code)
    return ItemTold(
        **item_row(found, actor, at),
        **parts(found, actor),
        limits=tellings.limits(found.subject),
        course=tellings.course(queries.timeline(found, actor)),
        files=tellings.files(queries.files(found, actor)),
        papers=tellings.papers(queries.item_papers(found, actor)),
        moves=moves.offers(queries.offers(found, actor, at=at), item_moves.ITEM),
    )


def item_move(request: Asking, code: Code, name: Code, told: Body[dict[str, Any]], version: Version = None) -> Made:
    """One move of the items' table, for whoever may make it."""
    return make(request, ITEM, code, name, told, version)


def item_proof(
    request: Asking, code: Code, milestone: Form[Ordinal], proof: Form[NeededText], files: File[list[UploadedFile]]
) -> Made:
    """完成节点, with proof in files."""
    found, actor = queries.fetch(request.caller.actor, code), request.caller.actor

    def act() -> once.Done:
        told = {"milestone": milestone, "proof": proof, "files": files}
        actions.finish_milestone(found, **told, by=actor, at=request.at)
        return once.Done(found.code)

    once.perform(request, [milestone, proof, *map(fingerprint, files)], act)
    return Made(move="finish_milestone", label=MOVES["finish_milestone"].label, query_code="")


def item_file(request: Asking, code: Code, file: Code) -> HttpResponseBase:
    """One proof filed with an item."""
    return send(queries.files(_opened(request, code), request.caller.actor), file)


def item_paper(request: Asking, code: Code, paper: Code, form: Code) -> HttpResponseBase:
    """One report on an item, or sheet it was assigned with."""
    return send_paper(queries.item_papers(_opened(request, code), request.caller.actor), paper, form)


def own_item_move(
    request: Asking, code: Code, item: Code, name: Code, told: Body[dict[str, Any]], version: Version = None
) -> Made:
    """What the enterprise says about one decided item of its appeal."""
    actor = request.caller.actor
    found, decided = appeals_of.fetch(actor, code), queries.fetch(actor, item)
    if decided.appeal_id != found.pk:
        raise NotFound("decided item")
    return make(request, OWN_ITEM, item, name, told, version)


def _opened(request: Asking, code: str) -> queries.DecidedItem:
    """The item; that its appeal was opened is noted, as at the desk."""
    found = queries.fetch(request.caller.actor, code)
    note(request, [found.appeal])
    return found
