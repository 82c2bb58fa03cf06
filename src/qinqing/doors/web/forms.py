"""From a form to an action and back: bind, do, on refusal show the form again with everything that was typed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from qinqing.doors.web import drafts, once, shelves
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import Conflict, Refused

CHOOSE = "choose"
ADD = "add:"
DROP = "drop:"


class SeeOther(HttpResponseRedirect):
    """303: go there with GET."""

    status_code = 303


Context = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


class Press(forms.Form):
    """A button without fields."""


def submit(
    request: Request,
    form: type[forms.BaseForm],
    *,
    do: Callable[..., Any],
    done: Callable[[Any], str],
    template: str,
    before: Callable[..., None] | None = None,
    context: Context = MappingProxyType({}),
    part: str = "",
    message: str | Callable[[Any], str] = "",
    initial: dict[str, Any] | None = None,
    **options: Any,
) -> HttpResponseBase:
    """GET shows the form (with its draft); POST calls ``do(**cleaned_data)`` and goes to ``done(result)``.

    Answers 422 with the errors, 409 when a colleague was faster, and otherwise redirects; a repeated submit
    redirects to the first one's result. ``context`` may be a callable: it is asked again after a refusal, so the
    page is fresh. ``before(**cleaned_data)`` runs ahead of the transaction, which a refusal takes back: attempts are counted
    there. A button named ``choose`` (``lead=12&urgency=urgent``; ``add:assisting=3`` adds to what is chosen;
    ``drop:CODE`` takes a file away) puts its values into the form and shows it again with everything typed and every file:
    nothing is done. ``part`` is the template for an htmx request. ``options`` go to the form's constructor.
    """
    if CHOOSE in request.POST:
        return _choose(request, form)
    if request.method != "POST":
        return _blank(request, form, template=template, context=context, part=part, initial=initial, options=options)
    brought = shelves.bring(request, form, at=request.at)
    bound = form(request.POST, brought.files, initial=initial, **options)
    status = 422
    for reason in brought.wrong:
        bound.add_error(shelves.FIELD, reason)
    if bound.is_valid():
        try:
            if before:
                before(**bound.cleaned_data)
            url = _perform(request, bound, do, done, message, fresh=brought.fresh)
            return leave(request, url)
        except Refused as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            bound.add_error(None, explain(refusal))
    _speak_plainly(bound)
    shelves.show(request, bound)
    page = (part or template) if request.htmx else template
    return render(request, page, {**_facts(context), "form": bound}, status=status)


def _choose(request: Request, form: type[forms.BaseForm]) -> HttpResponseBase:
    """What was typed and what was chosen is kept as the draft, and the form is asked for again."""
    told = request.POST[CHOOSE]
    for reason in shelves.bring(request, form, at=request.at).wrong if not told.startswith(DROP) else ():
        messages.error(request, reason)
    if told.startswith(DROP):
        shelves.drop(request, told.removeprefix(DROP))
        told = ""
    typed = {name: values for name, values in drafts.readable(request.POST).items() if name != CHOOSE}
    for name, values in parse_qs(told.removeprefix(ADD), keep_blank_values=True).items():
        if name in form.base_fields:
            before = typed.get(name, []) if told.startswith(ADD) else []
            typed[name] = list(dict.fromkeys([*before, *values]))
    drafts.keep(request, request.path, typed, at=request.at)
    return SeeOther(request.get_full_path())


def _speak_plainly(bound: forms.BaseForm) -> None:
    """Django's "this field is required" as what to do."""
    for name, errors in bound.errors.as_data().items():
        for error in errors:
            if error.code == "required" and name in bound.fields and _says_nothing_own(bound.fields[name]):
                error.message = _asked(bound.fields[name])


def _says_nothing_own(field: forms.Field) -> bool:
    return field.error_messages["required"] == forms.Field.default_error_messages["required"]


def _asked(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "请选择文件。"
    if isinstance(field, forms.BooleanField):
        return "请勾选。"
    return "请选择一项。" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "请填写。"


def _perform(
    request: Request,
    bound: forms.BaseForm,
    do: Callable[..., Any],
    done: Callable[[Any], str],
    message: Any,
    fresh: Sequence[str],
) -> str:
    told: list[str] = []

    def act() -> str:
        result = do(**bound.cleaned_data)
        told.append(message(result) if callable(message) else message)
        drafts.forget(request, request.path)
        url = done(result)
        _keep_with_it(request)
        return url

    url = once.perform(once.key_of(request), at=request.at, act=act)
    if not told:  # done before: what this repetition brought is there already
        shelves.drop(request, *fresh)
    if told and told[-1]:
        messages.success(request, told[-1])
    return url


def _blank(
    request: Request,
    form: type[forms.BaseForm],
    *,
    template: str,
    context: Context,
    part: str,
    initial: dict[str, Any] | None,
    options: dict[str, Any],
) -> HttpResponse:
    blank = form(initial=initial, **options)
    draft = drafts.find(request, request.path, at=request.at)
    if draft:
        blank = form(initial={**(initial or {}), **drafts.initial(blank, draft)}, **options)
    shelves.show(request, blank)
    page = (part or template) if request.htmx else template
    return render(request, page, {**_facts(context), "form": blank, "draft": draft})


def _facts(context: Context) -> Mapping[str, Any]:
    return context() if callable(context) else context


def leave(request: Request, url: str) -> HttpResponseBase:
    """After a done submit: a plain redirect, or for a part of a page the whole new page."""
    if request.htmx and not request.htmx.boosted:
        return HttpResponseClientRedirect(url)
    return SeeOther(url)


def _keep_with_it(request: Request) -> None:
    """What ``done`` left in the session is committed with what was done.

    It waits for the disk once, and a second click may ask for it before this answer is out.
    """
    session = request.session
    if not session.modified or session.is_empty():
        return
    try:
        session.save()
    except UpdateError as ended:
        raise SessionInterrupted("The session was ended elsewhere before the request completed.") from ended
    # Under a key whose cookie is still to be handed out, the middleware has to see it as changed.
    session.modified = request.COOKIES.get(settings.SESSION_COOKIE_NAME) != session.session_key


def explain(refusal: Refused) -> str:
    """The refusal as one sentence; a conflict says who was faster and when."""
    if not isinstance(refusal, Conflict) or not refusal.by:
        return str(refusal)
    when = f" {_moment(refusal.at)}" if refusal.at else ""
    return f"{refusal.reason}（{refusal.by}{when}）"


def _moment(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
