"""权责清单: who answers for what, looked through by everybody at work, kept by the bureau and the system administrator."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.duties import Catalogue, Pasted, rows_of
from qinqing.doors.console.navigation import admit
from qinqing.doors.web import drafts
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.permits import may_keep_duties
from qinqing.procedure.register.rules import Duty, OrganView, Read, read_table, usual_duties, written

LONGEST = 60


def duties(request: Request) -> HttpResponse:
    """Every organ's duties with the words they are found by, narrowed to those that hold a text."""
    admit(request, "console:duties")
    text = clean_line(request.GET.get("q", "")[:LONGEST].replace("\x00", ""))
    rows = [_row(charge.organ, text) for charge in queries.charges()]
    context = {
        "text": text,
        "rows": [row for row in rows if row["duties"] or not text],
        "empty": [row["organ"].label for row in rows if not queries.duties_of(row["organ"].id)],
        "keeper": bool(may_keep_duties(request.actor)),
        "measured": appeals.measured_advice(),
        "fewest": appeals.FEWEST_MEASURED,
    }
    return render(request, "console/duties/list.html", context)


def catalogue(request: Request, code: str) -> HttpResponseBase:
    """One organ's duties, all at once; an organ without any is offered the usual ones of its name."""
    organ = _kept(request, code)
    listed = list(queries.duties_of(organ.id))
    offered = listed or usual_duties(organ)
    return submit(
        request,
        Catalogue,
        template="console/duties/catalogue.html",
        context={"organ": organ, "offered": bool(offered) and not listed, "crumbs": _crumbs(organ.label)},
        do=partial(actions.set_duties, organ.id, by=request.actor, at=request.at),
        done=lambda made: reverse("console:duties"),
        message=f"已更改{organ.label}的权责清单",
        initial=rows_of(offered),
        rows=len(offered),
    )


def table(request: Request) -> HttpResponseBase:
    """Catalogues pasted in as a table: first what it would change, then, on a second press, the change."""
    if not may_keep_duties(request.actor):
        raise NotFound("duties")
    return submit(
        request,
        Pasted,
        template="console/duties/table.html",
        context=partial(_table_context, request),
        do=partial(_import, request),
        done=lambda count: reverse("console:duties"),
        message=lambda count: f"已更改 {count} 个机构的权责清单" if count else "表里的内容与现有清单一样，没有更改",
    )


def _import(request: Request, *, table: str) -> int:
    read = _read(table)
    if read.faults:
        number, fault = read.faults[0]
        raise Refused(f"共有 {len(read.faults)} 行看不懂，第 {number} 行：{fault}；请改好再导入，现在什么都没有改")
    if not read.duties:
        raise Refused("表里没有一项职责，请从表格软件里连同部门一列复制过来")
    return actions.import_duties(read.duties, by=request.actor, at=request.at)


def _table_context(request: Request) -> dict[str, Any]:
    draft = drafts.find(request, request.path, at=request.at)
    typed = str(request.POST.get("table", "")) or str(drafts.initial(Pasted(), draft).get("table", "") if draft else "")
    read = _read(typed) if typed.strip() else None
    present = [(charge.organ.name, duty) for charge in queries.charges() for duty in queries.duties_of(charge.organ.id)]
    return {
        "read": read,
        "changes": [_change(organ, told) for organ, told in read.duties.items()] if read else [],
        "present": written(present),
        "crumbs": _crumbs("用表格维护"),
    }


def _change(organ: int, told: list[Duty]) -> dict[str, Any]:
    before = queries.duties_of(organ)
    gone = [one.name for one in before if one.name not in {duty.name for duty in told}]
    fresh = [one.name for one in told if one.name not in {duty.name for duty in before}]
    return {
        "organ": queries.organ(organ).label,
        "count": len(told),
        "fresh": fresh,
        "gone": gone,
        "same": told == list(before),
    }


def _read(text: str) -> Read:
    def organ_of(name: str) -> int | None:
        pieces = queries.match_organ(name)
        best = pieces[0].best if len(pieces) == 1 else None
        return best.id if best is not None and best.assignable else None

    return read_table(text, organ_of)


def _row(organ: OrganView, text: str) -> dict[str, Any]:
    listed = queries.duties_of(organ.id)
    named = not text or any(text in name for name in (organ.name, organ.short_name, *organ.former_names))
    found = [one for one in listed if named or any(text in word for word in (one.name, *one.words, *one.related))]
    return {"organ": organ, "duties": found}


def _kept(request: Request, code: str) -> OrganView:
    if not may_keep_duties(request.actor):
        raise NotFound("duties")
    found = queries.organ_by_code(code)
    if not found.assignable:
        raise NotFound("duties")
    return found


def _crumbs(label: str) -> list[Link]:
    return [Link("权责清单", reverse("console:duties")), Link(label)]
