"""本县信息: the county's name, its contact points, and what is brought elsewhere; each change on the record. 四."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.entries import entry_rows
from qinqing.doors.console.forms import county as f
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.permits import may_keep_contact, may_name_county

SHOWN = 20
FIELDS = {"name": "县名", "place": "联系点", "matter": "事项"}


class Part(NamedTuple):
    """One of the two lists: what an entry is called, its form, and what may be done with it."""

    label: str
    form: type[forms.Form]
    entries: Callable[[], Sequence[Any]]
    set: Callable[..., Any]
    remove: Callable[..., Any]
    title: Callable[[Any], str]


PARTS = {
    "points": Part(
        "联系点", f.Point, lambda: queries.county().points, actions.set_point, actions.remove_point,
        lambda one: one.place,
    ),
    "elsewhere": Part(
        "不在接待范围的事项", f.Elsewhere, queries.elsewhere, actions.set_elsewhere, actions.remove_elsewhere,
        lambda one: one.matter,
    ),
}  # fmt: skip


def county(request: Request) -> HttpResponse:
    """What the county says of itself, and the last changes."""
    admit(request, "console:county")
    history = queries.county_history(request.actor)[-SHOWN:]
    context = {
        "said": queries.county(),
        "entered": queries.entered(),
        "names": may_name_county(request.actor),
        "entries": [
            row | {"particulars": [(label, value) for label, value in row["particulars"] if label in FIELDS.values()]}
            for row in entry_rows(history, FIELDS)
        ],
    }
    return render(request, "console/county/county.html", context)


def county_name(request: Request) -> HttpResponseBase:
    """更改县名; where none is entered, what stands in for one is not offered as the county's own."""
    admit(request, "console:county")
    if not may_name_county(request.actor):
        raise NotFound("county_name")
    said = queries.county()
    named = bool(queries.entered().name) or settings.QINQING_COUNTY_GIVEN
    return _submit(
        request, f.Name, "更改县名" if named else "填写县名", partial(actions.name_county, by=request.actor, at=request.at),
        {"name": said.name if named else "", "city": said.city, "television": said.television},
    )  # fmt: skip


def entry_new(request: Request, part: str) -> HttpResponseBase:
    """添加 a contact point or an entry of what is brought elsewhere."""
    known = _part(request, part)
    act = partial(known.set, by=request.actor, at=request.at)
    return _submit(request, known.form, f"添加{known.label}", act, {})


def entry(request: Request, part: str, code: str) -> HttpResponseBase:
    """修改 one of them. What the environment says becomes an entry of the county's own when it is saved."""
    known = _part(request, part)
    found = _entry(known, code)
    kept = code if code in {one.code for one in queries.entered().points} or part == "elsewhere" else ""
    act = partial(known.set, kept, by=request.actor, at=request.at)
    return _submit(request, known.form, f"修改{known.label}", act, f.values(found), known.title(found))


def entry_remove(request: Request, part: str, code: str) -> HttpResponseBase:
    """删去 one of them."""
    known = _part(request, part)
    found = _entry(known, code)
    act = partial(known.remove, code, by=request.actor, at=request.at)
    return _submit(request, Press, f"删去{known.label}", act, {}, known.title(found))


def _submit(
    request: Request,
    form: type[forms.BaseForm],
    label: str,
    act: Callable[..., Any],
    initial: dict[str, Any],
    title: str = "",
) -> HttpResponseBase:
    back = reverse("console:county")
    return submit(
        request,
        form,
        template="console/organs/act.html",
        context={
            "label": label, "title": title, "back": back, "crumbs": [Link("本县信息", back), Link(label)],
        },
        do=act,
        done=lambda result: back,
        message=f"已办：{label}",
        initial=initial,
    )  # fmt: skip


def _part(request: Request, part: str) -> Part:
    admit(request, "console:county")
    if part not in PARTS or not may_keep_contact(request.actor):
        raise NotFound(part)
    return PARTS[part]


def _entry(part: Part, code: str) -> Any:
    found = next((one for one in part.entries() if one.code == code), None)
    if found is None:
        raise NotFound(code)
    return found
