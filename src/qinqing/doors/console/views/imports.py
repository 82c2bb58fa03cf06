"""导入: a roster of enterprises or an old ledger, handed in, looked at, confirmed, and what became of it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from qinqing.doors.console.forms.imports import Confirm, HandIn
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.setup import waiting
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import BUREAU, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.services.documents import actions, queries
from qinqing.services.documents.rules.imports import BUSY, ImportKind, ImportState
from qinqing.services.documents.rules.ledgers import Ledger

if TYPE_CHECKING:
    from qinqing.services.documents.models import Import

PAGE = 50
LOOK_AT = {
    "enterprises": Link("去看企业", "console:enterprises"),
    "appeals": Link("去看诉求", "console:appeals"),
    "organs": Link("去看机构", "console:organs"),
    "staff": Link("去看机构与人员", "console:organs"),
}
LISTED = 50
REJECTED = Ledger("rejected", "未导入的行", queries.REJECTED, BUREAU | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


def imports(request: Request) -> HttpResponse:
    """What was handed in, newest first, and what may be."""
    admit(request, "console:imports")
    after = request.GET.get("after", "")
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    found = queries.imports(request.actor, after=place, limit=PAGE + 1)
    context = {
        "kinds": queries.import_kinds(request.actor),
        "rows": [{"one": one, "kind": queries.import_kind(one.kind)} for one in found[:PAGE]],
        "page": {
            "older": f"after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
            "newer": "all=1" if place is not None else "",
        },
    }
    return render(request, "console/imports/list.html", context)


def import_new(request: Request, kind: str) -> HttpResponseBase:
    """交来一个表格: it is read, and nothing is changed."""
    admit(request, "console:imports")
    known = _known(request, kind)
    return submit(
        request,
        HandIn,
        template="console/imports/new.html",
        context={"kind": known, "columns": known.words.columns, "crumbs": _crumbs(known.label)},
        do=partial(_hand_in, request, kind),
        done=_address,
    )


def import_blank(request: Request, kind: str) -> HttpResponse:
    """空白表: an empty table to fill in, with an example and an explanation."""
    admit(request, "console:imports")
    content, headers = queries.blank_table(_known(request, kind))
    return HttpResponse(content, headers=headers)


@reconfirmed()
def import_page(request: Request, code: str) -> HttpResponseBase:
    """One import at whatever point it is: being read, waiting for a word, being taken over, done."""
    admit(request, "console:imports")
    found = queries.fetch_import(request.actor, code)
    context = partial(_context, request, found)
    if found.standing is not ImportState.READ:
        return render(request, "console/imports/import.html", context())
    return submit(
        request,
        Confirm,
        template="console/imports/import.html",
        context=context,
        do=partial(_confirm, request, found),
        done=_address,
        refused=len(queries.read_preview(found)["rejected"]),
    )


def import_give_up(request: Request, code: str) -> HttpResponseBase:
    """放弃: nothing of it is taken over."""
    admit(request, "console:imports")
    found = queries.fetch_import(request.actor, code)
    return submit(
        request,
        Press,
        template="console/imports/give_up.html",
        context={
            "title": f"放弃导入“{found.name}”？",
            "consequences": ["什么都不会导入；改正文件后可以重新上传。"],
            "yes": "放弃", "back": _address(found), "crumbs": _crumbs(found.name, _address(found), "放弃"),
        },
        do=partial(actions.give_up_import, found, by=request.actor, at=request.at),
        done=_address,
        message="已放弃，什么都没有导入",
    )  # fmt: skip


def import_rejected(request: Request, code: str) -> HttpResponseBase:
    """未导入的行 as .xlsx. By POST alone, for whoever takes a ledger away is put on the record."""
    admit(request, "console:imports")
    found = queries.fetch_import(request.actor, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    rows = queries.rejected_rows(found)
    made = actions.export_ledger(REJECTED, rows, filters=[("文件", found.name)], by=request.actor, at=request.at)
    response = FileResponse(made.file)
    for header, value in made.headers.items():
        response.headers[header] = value
    return response


def _known(request: Request, key: str) -> ImportKind:
    known = next((one for one in queries.import_kinds(request.actor) if one.key == key), None)
    if known is None:
        raise NotFound(key)
    return known


def _hand_in(request: Request, kind: str, *, file: Any) -> "Import":
    made = actions.hand_in(kind, file=file, name=file.name, by=request.actor, at=request.at)
    return _now_or_later(request, made)


def _confirm(request: Request, found: "Import", *, skip: bool = False) -> "Import":
    return _now_or_later(request, actions.confirm_import(found, skip=skip, by=request.actor, at=request.at))


def _now_or_later(request: Request, one: "Import") -> "Import":
    """A short table is worked on while the person waits, a long one by the worker."""
    if one.lines <= queries.import_kind(one.kind).few:
        actions.work_on(one, at=request.at, clock=timezone.now)
    return one


def _context(request: Request, found: "Import") -> dict[str, Any]:
    done = found.standing is ImportState.DONE
    told = queries.read_report(found) or queries.read_preview(found)
    known = queries.import_kind(found.kind)
    return {
        "one": found,
        "kind": known,
        "busy": found.standing in BUSY,
        "waits": found.standing is ImportState.READ,
        "done": done,
        "lacking": waiting(request.actor, day_of(request.at)) if done else [],
        "look_at": LOOK_AT[found.kind],
        "told": told,
        "counts": _counts(told, done=done),
        "listed": told.get("rejected", [])[:LISTED],
        "more": max(0, len(told.get("rejected", [])) - LISTED),
        **_matches(told),
        "crumbs": _crumbs(found.name),
    }


def _matches(told: dict[str, Any]) -> dict[str, list[list[Any]]]:
    """Departments as written: matched for certain, with a doubt, or not at all."""
    rows = [[*row, ""][:5] for row in told.get("matches", [])]  # reports from before doubts were kept have four columns
    return {
        "matched": [row for row in rows if row[1] and not row[4]],
        "doubtful": [row for row in rows if row[4]],
        "unmatched": [row for row in rows if not row[1]],
    }


def _counts(told: dict[str, Any], *, done: bool) -> list[dict[str, Any]]:
    if not told:
        return []
    counts, will = told["counts"], "" if done else "将"
    return [
        {"value": counts["rows"], "label": "行"},
        {"value": counts["created"], "label": f"{will}新登记"},
        {"value": counts["updated"], "label": f"{will}更新"},
        {"value": counts["unchanged"], "label": "没有变化"},
        {
            "value": counts["rejected"],
            "label": "没有导入" if done else "导入不了",
            "tone": "red" if counts["rejected"] else "",
        },
    ]


def _address(one: "Import") -> str:
    return reverse("console:import", args=[one.code])


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("导入", reverse("console:imports")), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
