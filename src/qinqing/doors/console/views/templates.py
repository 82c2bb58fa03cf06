"""公文模板: what papers look like, an office's own versions of them, and which one is in force: one proposes, another confirms."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.templates import Declined, NewTemplate
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.documents import actions, queries
from qinqing.services.documents.permits import may_confirm_template, may_keep_templates, may_rule_template
from qinqing.services.documents.rules.papers.layouts import COMMON, Field

TEMPLATE = "template"
SEEN = "samples_seen"  # the sample PDFs that this session opened


def templates(request: Request) -> HttpResponse:
    """Every kind of paper with the version of its template in force."""
    admit(request, "console:templates")
    fonts = queries.fonts() if may_keep_templates(request.actor) else []
    context = {"standings": queries.standings(), "fonts": fonts}
    return render(request, "console/templates/list.html", context)


def template(request: Request, kind: str) -> HttpResponseBase:
    """One kind: its sample, its fields, its versions; the system administrator uploads a new one here."""
    admit(request, "console:templates")
    found = queries.kind_of(kind)
    context = partial(_context, request, found)
    if not may_keep_templates(request.actor):
        return render(request, "console/templates/kind.html", context())
    return submit(
        request,
        NewTemplate,
        template="console/templates/kind.html",
        context=context,
        do=partial(actions.upload_template, kind, by=request.actor, at=request.at),
        done=lambda made: reverse("console:template", args=[kind]),
        message=lambda made: f"已上传第 {made.version} 版，请先看样例，再提请启用",
    )


@reconfirmed()
def template_use(request: Request, kind: str, version: int) -> HttpResponseBase:
    """提请启用: this version from now on, once another person confirms it."""
    if not may_keep_templates(request.actor):
        raise NotFound(TEMPLATE)
    found, back = queries.kind_of(kind), reverse("console:template", args=[kind])
    if version and not any(one.version == version for one in queries.versions(kind)):
        raise NotFound(TEMPLATE)
    return submit(
        request,
        Press,
        template="console/templates/use.html",
        context={
            "title": f"提请启用{found.name}模板{_which(version)}",
            "consequences": [
                "由另一位同事（县政府办、工信商务局负责人或另一位系统管理员）看过样例、确认以后启用。",
                f"启用以后，新生成的{found.name}都用这一版；已经生成的不变。随时可以换回别的版本。",
            ],
            "yes": "提请启用", "back": back, "crumbs": _crumbs(found.name, back, "提请启用"),
        },
        do=partial(actions.propose_template, kind, version, by=request.actor, at=request.at),
        done=lambda result: back,
        message=f"已提请启用{_which(version)}，由另一位同事确认",
    )  # fmt: skip


@reconfirmed("confirm")
def template_rule(request: Request, kind: str, name: str) -> HttpResponseBase:
    """启用 and 不启用 of what was proposed."""
    admit(request, "console:templates")
    found, back, waiting = (
        queries.kind_of(kind),
        reverse("console:template", args=[kind]),
        queries.waiting_proposal(kind),
    )
    rulings: dict[str, tuple[type[Form], str, str, Callable[..., Any]]] = {
        "confirm": (
            Press,
            "启用",
            f"从现在起，新生成的{found.name}都用这一版；已经生成的不变。",
            partial(_confirm, request),
        ),
        "decline": (Declined, "不启用", "现在用的不变；提请和原因都留痕。", actions.decline_template),
    }
    if not may_rule_template(request.actor) or waiting is None or name not in rulings:
        raise NotFound(TEMPLATE)
    form, yes, consequence, act = rulings[name]
    return submit(
        request,
        form,
        template="console/templates/use.html",
        context={
            "title": f"{yes}{found.name}模板{_which(waiting.version)}", "consequences": [consequence], "yes": yes,
            "back": back, "crumbs": _crumbs(found.name, back, yes),
        },
        do=partial(act, waiting, by=request.actor, at=request.at),
        done=lambda result: back,
        message=f"{_which(waiting.version)}：{yes}",
    )  # fmt: skip


def template_file(request: Request, kind: str, version: int, form: str) -> HttpResponse:
    """The template itself, or what a paper looks like with it, as docx or pdf."""
    admit(request, "console:templates")
    if form == TEMPLATE:
        content, headers = queries.template_file(kind, version)
    else:
        content, headers = queries.sample_file(kind, version, form)
        _saw(request, kind, version, form)
    return HttpResponse(content, headers=headers)


def _saw(request: Request, kind: str, version: int, form: str) -> None:
    seen, this = request.session.get(SEEN, []), f"{kind}/{version}"
    if form == "pdf" and may_rule_template(request.actor) and this not in seen:
        request.session[SEEN] = [*seen, this]


def _confirm(request: Request, found: Any, **who: Any) -> None:
    """Whoever confirms has looked at what it will look like."""
    may_confirm_template(request.actor, found.proposer).enforce()
    if f"{found.kind}/{found.version}" not in request.session.get(SEEN, []):
        raise Refused("请先打开这一版的样例 PDF，看过再确认启用")
    actions.confirm_template(found, **who)


def _context(request: Request, found: queries.PaperKind) -> dict[str, Any]:
    versions, waiting = queries.versions(found.kind), queries.waiting_proposal(found.kind)
    return {
        "kind": found,
        "versions": versions,
        "in_force": next((one.version for one in versions if one.in_force), 0),
        "fields": list(_fields(found)),
        "keeper": may_keep_templates(request.actor),
        "waiting": waiting,
        "which": _which(waiting.version) if waiting else "",
        "ruler": may_rule_template(request.actor),
        "verdict": may_confirm_template(request.actor, waiting.proposer) if waiting else None,
        "proposals": [(one, _which(one.version)) for one in queries.proposals(found.kind)[:10]],
        "crumbs": _crumbs(found.name),
    }


def _fields(found: queries.PaperKind) -> list[dict[str, Any]]:
    """Every field a template may use, as it is written there."""
    own = {one.name for one in found.layout.fields}
    common = [Field(name, label, "") for name, label in COMMON.items() if name not in own]
    return [line for one in [*found.layout.fields, *common] for line in _lines(one, "")]


def _lines(one: Field, row: str) -> list[dict[str, Any]]:
    path = f"{row}.{one.name}" if row else one.name
    if not one.each:
        return [{"label": one.label, "write": f"{{{{ {path} }}}}", "needed": one.needed, "inner": bool(row)}]
    inner = "row" if not row else f"{row}_{one.name}"
    loop = {"label": one.label, "write": f"{{%p for {inner} in {path} %}} … {{%p endfor %}}", "needed": one.needed,
            "inner": bool(row)}  # fmt: skip
    return [loop, *(line for part in one.each for line in _lines(part, inner))]


def _which(version: int) -> str:
    return f"第 {version} 版" if version else "原版"


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("公文模板", reverse("console:templates")), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
