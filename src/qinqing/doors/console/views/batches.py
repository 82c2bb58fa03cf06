"""汇总上报: which unresolved appeals go up, and what went up before. 四(一)2."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.rows import appeal_rows
from qinqing.doors.web.downloads import paper_links, send_paper
from qinqing.doors.web.fields import Text
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import actions, queries

READERS = frozenset({Role.INTAKE, Role.BUREAU_HEAD, Role.OFFICE, Role.MAYOR})


class Compile(forms.Form):
    """The appeals ticked, and a note for the office."""

    note = Text("汇总说明", rows=3, required=False)

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"] = forms.MultipleChoiceField(
            label="上报的诉求",
            choices=[(code, code) for code in codes],
            error_messages={
                "required": "请先勾选要汇总上报的诉求",
                "invalid_choice": "有诉求刚刚被同事上报，请重新勾选",
            },
        )


def batches(request: Request) -> HttpResponseBase:
    """The unresolved ones to tick, for the clerk; the batches so far, for everybody concerned."""
    if request.actor.role not in READERS:
        raise NotFound("batches")
    ready = queries.unresolved(request.actor) if request.actor.role is Role.INTAKE else []
    context = {
        "ready": appeal_rows(ready, request.actor, at=request.at),
        "batches": queries.batches(request.actor),
        "may_compile": request.actor.role is Role.INTAKE,
    }
    return submit(
        request,
        Compile,
        template="console/batches/list.html",
        context=context,
        do=partial(_compile, request),
        done=lambda batch: reverse("console:batch", args=[batch.code]),
        message=lambda batch: f"{batch.number}已报县政府办",
        codes=[appeal.code for appeal in ready],
    )


def batch(request: Request, code: str) -> HttpResponse:
    """One batch and where its appeals stand now."""
    found = queries.fetch_batch(request.actor, code)
    rows = appeal_rows(queries.in_batch(request.actor, found), request.actor, at=request.at)
    crumbs = [Link("汇总上报", reverse("console:batches")), Link(found.number)]
    papers = paper_links(queries.batch_papers(found, request.actor), "console:batch_paper", code)
    context = {"batch": found, "rows": rows, "papers": papers, "crumbs": crumbs}
    return render(request, "console/batches/batch.html", context)


def batch_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """One paper of a batch as docx or pdf."""
    found = queries.fetch_batch(request.actor, code)
    return send_paper(queries.batch_papers(found, request.actor), paper, form)


def _compile(request: Request, *, chosen: list[str], note: str) -> Any:
    appeals = [queries.fetch(request.actor, code) for code in chosen]
    return actions.compile_batch(appeals, note=note, by=request.actor, at=request.at)
