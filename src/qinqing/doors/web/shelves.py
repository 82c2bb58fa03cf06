"""The files of a form: kept on the server as they are chosen, each judged at once, until the form is sent.

They wait on the shelf of the form's draft, and go wherever the draft goes: to the account at sign-in, away with it.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from qinqing.doors.web import drafts
from qinqing.doors.web.fields import Files
from qinqing.doors.web.requests import address_of
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.accounts import actions as accounts
from qinqing.services.documents import actions, queries
from qinqing.services.documents.rules.uploads import UploadState

FIELD = "files"  # every form that asks for material calls it so
HOUR = timedelta(hours=1)
PER_HOUR = 300  # files from one address without an account: whole industrial parks share one


@dataclass
class Brought:
    """What a posted form brings along: all that waits for it, what came with this very request, and what is wrong."""

    files: Any
    asked: bool = False
    fresh: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def asks(form: Any) -> bool:
    """Whether a form asks for material."""
    return isinstance(getattr(form, "base_fields", {}).get(FIELD), Files)


def bring(request: HttpRequest, form: Any, *, at: datetime) -> Brought:
    """The files of a posted form: those that came with it are judged and kept first, whatever becomes of the form."""
    if not asks(form):
        return Brought(request.FILES)
    fresh, wrong = _take(request, at)
    waiting = [_judged(one, at) for one in kept(request)]
    wrong += [_unfinished(one) for one in waiting if one.standing is UploadState.RECEIVING]
    ready = [one for one in waiting if one.standing is UploadState.READY]
    return Brought(MultiValueDict({FIELD: ready}), True, fresh, wrong)


def keep_posted(request: HttpRequest, *, at: datetime) -> bool:
    """Keeps a whole posted form that could not be done, with its files. Says whether it did."""
    kept_text = drafts.keep_posted(request, at=at)
    fresh, _ = _take(request, at)
    request.draft_kept = kept_text or bool(fresh)
    return bool(request.draft_kept)


def keep_files(request: HttpRequest, form: str, *, at: datetime) -> list[str]:
    """Keeps files that came to another address than their form's own. Returns what is wrong with those that were not."""
    return _take(request, at, form)[1]


def kept(request: HttpRequest) -> list[queries.Upload]:
    """What waits for the form at this address."""
    return queries.uploads(drafts.shelf_of(request, request.path))


def show(request: HttpRequest, form: forms.BaseForm) -> None:
    """Lets the form show what waits for it; a visitor's cookie goes out before the first file comes in."""
    if asks(form):
        form.fields[FIELD].kept = kept(request)
        if not drafts.owner_of(request):
            drafts.welcome(request)


def drop(request: HttpRequest, *codes: str) -> None:
    """Takes files of this form away; what is not there is gone already."""
    shelf = drafts.shelf_of(request, request.path)
    for code in codes:
        with suppress(NotFound):
            actions.drop_upload(shelf, code)


def room_for(request: HttpRequest, *, at: datetime) -> bool:
    """Whether one more file may come: without an account, three hundred an hour from one address."""
    if request.user.is_authenticated:
        return True
    return accounts.strike(f"upload@{address_of(request)}", at=at, limit=PER_HOUR, window=HOUR)


def _take(request: HttpRequest, at: datetime, form: str = "") -> tuple[list[str], list[str]]:
    """Puts posted files on the shelf, once a request: the codes of those that stay, and what is wrong with the others."""
    given = [] if getattr(request, "files_taken", False) else request.FILES.getlist(FIELD)
    request.files_taken = True
    shelf = drafts.shelf_for(request, form or request.path, at=at) if given else ""
    fresh, wrong = [], []
    for file in given if shelf else []:
        try:
            if not room_for(request, at=at):
                raise Refused("这个网络传的文件太多，请过一小时再传，文字可以先提交，材料随后补充", code="too_many")
            fresh.append(actions.keep_upload(shelf, file=file, name=file.name, at=at).code)
        except Refused as refusal:
            wrong.append(str(refusal))
    return fresh, wrong


def _judged(one: queries.Upload, at: datetime) -> queries.Upload:
    """A file that came whole but whose judging was cut off is judged now."""
    if one.standing is UploadState.RECEIVING:
        one = queries.upload(one.code)
        if one.received == one.declared:
            with suppress(Refused, NotFound):
                return actions.settle(one, at=at)
    return one


def _unfinished(one: queries.Upload) -> str:
    return f"“{one.name}”只传了 {one.percent}%。请重新选择同一个文件，会从断开处接着传；不要了就移除它"
