"""Nothing typed is lost: forms are kept on the server as they are filled in, for people signed in or not."""

import hashlib
import json
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from qinqing.doors.web import devices
from qinqing.doors.web.models import Draft
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import public_code
from qinqing.services.documents import actions as documents
from qinqing.services.statements import compiled

COOKIE = "qinqing_draft"
KEPT = timedelta(days=30)
MOST_BYTES = 400_000
MOST_FORMS = 40
FORGET = "DELETE FROM web_draft WHERE owner = %s AND form = %s RETURNING shelf"
NEVER = re.compile(r"passw|token|\Aotp|csrf|\A(?:once|code|next|draft-form)\Z", re.IGNORECASE)

CLOSED = ("/sign-", "/password/", "/second-factor/", "/drafts/", "/uploads/", "/desk/post/", "/large-type/")


class TooLong(Refused):
    """More text than a draft may hold."""

    def __init__(self) -> None:
        super().__init__("内容太长，没有保存，请分段提交或改用附件", code="too_long")


def _visitor(token: str) -> str:
    return f"visitor:{hashlib.sha256(token.encode()).hexdigest()}"


def owner_of(request: HttpRequest) -> str:
    """Whose drafts these are; "" for a visitor who has none yet."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    token = getattr(request, "visitor_token", "") or request.COOKIES.get(COOKIE, "")
    return _visitor(token) if token else ""


def readable(data: QueryDict) -> dict[str, list[str]]:
    """What of a posted form may be kept: no secrets, no tokens."""
    return {name: [str(value) for value in values] for name, values in data.lists() if not NEVER.search(name)}


def is_form(path: str) -> bool:
    """Is this a page of ours that could hold a form?"""
    if (
        not path.startswith("/")
        or not path.isprintable()
        or len(path) > 300
        or path.startswith(CLOSED)
        or path == "/track"
    ):
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def keep(request: HttpRequest, form: str, data: dict[str, list[str]], *, at: datetime) -> Draft | None:
    """Keeps what was typed into ``form`` (the path it posts to); nothing is kept of an empty form.

    Raises TooLong above 400 kB. A visitor without a cookie gets one with this answer.
    """
    if not is_form(form) or not any(value.strip() for values in data.values() for value in values):
        return None
    text = json.dumps(data, ensure_ascii=False)
    if len(text.encode()) > MOST_BYTES:
        raise TooLong
    owner = owner_of(request) or welcome(request)
    account = None if request.user.is_authenticated else devices.last_account(request)
    with transaction.atomic():
        draft, _ = Draft.objects.update_or_create(
            owner=owner, form=form, defaults={"data": text, "account": account, "saved_at": at}
        )
        surplus = Draft.objects.filter(owner=owner).order_by("-saved_at", "-pk").values_list("pk", flat=True)
        _delete(Draft.objects.filter(pk__in=list(surplus[MOST_FORMS:])))
    return draft


def shelf_for(request: HttpRequest, form: str, *, at: datetime) -> str:
    """Where files chosen for this form wait, with its draft; both are made when first asked for. "" for no form of ours."""
    if not is_form(form):
        return ""
    owner = owner_of(request) or welcome(request)
    account = None if request.user.is_authenticated else devices.last_account(request)
    with transaction.atomic():
        draft, _ = Draft.objects.get_or_create(
            owner=owner, form=form, defaults={"data": "{}", "account": account, "saved_at": at}
        )
        if not draft.shelf:
            Draft.objects.filter(pk=draft.pk, shelf="").update(shelf=public_code(24))
            draft.refresh_from_db()
    return draft.shelf


def shelf_of(request: HttpRequest, form: str) -> str:
    """Where files chosen for this form wait; "" when none were."""
    owner = owner_of(request)
    return next(iter(_shelves(owner, form) if owner else ()), "")


@compiled
def _shelves(owner: str, form: str) -> "QuerySet[Draft, str]":
    return Draft.objects.filter(owner=owner, form=form).values_list("shelf", flat=True)


def holds(request: HttpRequest, shelf: str) -> bool:
    """Whether files on this shelf are the reader's own."""
    owner = owner_of(request)
    return bool(owner and shelf) and Draft.objects.filter(owner=owner, shelf=shelf).exists()


def welcome(request: HttpRequest) -> str:
    """A visitor without a cookie gets one with this answer, before anything of theirs is kept."""
    token = secrets.token_urlsafe(24)
    request.visitor_token = token
    return _visitor(token)


def _delete(rows: "QuerySet[Draft, Draft]") -> int:
    """Forgets drafts and the files that wait with them."""
    documents.empty_shelves(rows.exclude(shelf="").values_list("shelf", flat=True))
    return rows.delete()[0]


def keep_posted(request: HttpRequest, *, at: datetime) -> bool:
    """Keeps a whole posted form that could not be done. Says whether it did."""
    try:
        draft = keep(request, request.path, readable(request.POST), at=at)
    except TooLong:
        return False
    request.draft_kept = draft is not None
    return draft is not None


def find(request: HttpRequest, form: str, *, at: datetime) -> Draft | None:
    """The reader's own draft of this form, not older than thirty days."""
    owner = owner_of(request)
    if not owner:
        return None
    return Draft.objects.filter(owner=owner, form=form, saved_at__gte=at - KEPT).first()


def initial(form: forms.BaseForm, draft: Draft) -> dict[str, Any]:
    """The draft as initial values of the form. Hidden fields and files are not restored: they may be stale."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.data).items():
        data.setlist(name, values)
    restored = {}
    for name, field in form.fields.items():
        if field.widget.is_hidden or isinstance(field, forms.FileField):
            continue
        prefixed = form.add_prefix(name)
        if isinstance(field.widget, forms.CheckboxInput) or any(
            key == prefixed or key.startswith(f"{prefixed}_") for key in data
        ):
            restored[name] = field.widget.value_from_datadict(data, {}, prefixed)
    return restored


def forget(request: HttpRequest, form: str) -> None:
    """The form was sent, or its draft is not wanted."""
    if owner := owner_of(request):
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(FORGET, [owner, form])
            if shelves := [shelf for (shelf,) in cursor.fetchall() if shelf]:
                documents.empty_shelves(shelves)


def adopt(request: Request, account: int) -> None:
    """At sign-in, what was typed on this device while signed out becomes the account's own, unless the device's
    last account was another one. A draft the account already has gives way only to a newer one; files stay with either."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return
    mine = f"account:{account}"
    theirs = Draft.objects.filter(Q(account=None) | Q(account=account), owner=_visitor(token))
    for draft in theirs:
        hand_over(draft, mine)


@transaction.atomic
def hand_over(draft: Draft, owner: str) -> Draft:
    """A draft becomes another owner's; of two for one form the text of the newer stays, and the files of both."""
    other = Draft.objects.filter(owner=owner, form=draft.form).exclude(pk=draft.pk).first()
    if other is None:
        Draft.objects.filter(pk=draft.pk).update(owner=owner, account=None)
        return draft
    newer = draft if draft.saved_at >= other.saved_at else other
    other.data, other.saved_at = newer.data, newer.saved_at
    if draft.shelf and other.shelf:
        documents.join_shelves(draft.shelf, other.shelf)
    other.shelf = other.shelf or draft.shelf
    other.save(update_fields=["data", "saved_at", "shelf"])
    Draft.objects.filter(pk=draft.pk).delete()
    return other


def sweep_drafts(at: datetime) -> int:
    """Forgets drafts older than thirty days, with their files. Returns how many."""
    with transaction.atomic():
        return _delete(Draft.objects.filter(saved_at__lt=at - KEPT))
