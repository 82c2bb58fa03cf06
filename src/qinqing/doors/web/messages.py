"""消息: the bell, the list and a message, alike at the desk and for enterprises. Each door says where its pages are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import STAFF
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.rules.choosing import ENTERPRISE_GROUPS, STAFF_GROUPS, Group


@dataclass(frozen=True, slots=True)
class Place:
    """One door's pages of messages, and where a message's link leads: ``links`` to pages of one thing, which take its
    code, ``lists`` to pages that take none."""

    name: str
    frame: str
    links: Mapping[str, str]
    lists: Mapping[str, str]

    def address(self, message: queries.Message) -> str:
        """The page a message leads to, or nothing."""
        return self.page_of(message.link, message.code)

    def page_of(self, link: str, code: str) -> str:
        """The page that a message with this link and code leads to, or nothing."""
        if link in self.lists:
            return reverse(self.lists[link])
        page = self.links.get(link, "")
        return reverse(page, args=[code]) if page and code else ""

    def url(self, name: str, *args: object) -> str:
        """One of this door's own pages of messages."""
        return reverse(f"{self.name}:{name}", args=args)


class Filters(forms.Form):
    """Which messages; what is mistyped in an address simply does not filter."""

    kind = forms.ChoiceField(label="类别", required=False)
    unread = forms.ChoiceField(label="阅读", required=False, choices=[("", "全部"), ("1", "未读")])

    def __init__(self, *args: Any, groups: Iterable[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "全部"), *((one.kind.value, one.label) for one in groups)]

    def wanted(self) -> queries.Wanted:
        """The filters that could be read, and the page asked for."""
        self.is_valid()
        told, raw = self.cleaned_data, str(self.data.get("before", ""))
        before = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
        return queries.Wanted(told.get("kind") or "", bool(told.get("unread")), before)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered."""
        return any(self.data.get(name) for name in self.fields)

    def query(self, **also: object) -> str:
        """The filters as a query string."""
        return urlencode({**{name: self.data[name] for name in self.fields if self.data.get(name)}, **also})


class Upto(forms.Form):
    """全部标为已读: everything up to the newest message that the reader saw."""

    upto = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)


def bell(request: Request) -> Mapping[str, Any]:
    """What the frame's bell shows: how many are unread, and where they are. One query."""
    count = queries.unread(request.actor, at=request.at)
    many = f"{queries.MANY}+" if count > queries.MANY else str(count)
    url = "/desk/messages/" if request.actor.role in STAFF else "/my/messages/"
    return {"count": count, "words": many, "url": url}


def groups_for(request: Request) -> tuple[Group, ...]:
    """The kinds of message the reader may be told, in the reader's words."""
    return STAFF_GROUPS if request.actor.role in STAFF else ENTERPRISE_GROUPS


def listing(request: Request, place: Place) -> HttpResponse:
    """The list, newest first, filtered; keyset paged."""
    groups = groups_for(request)
    labels = {one.kind.value: one.label for one in groups}
    form = Filters(request.GET, groups=groups)
    wanted = form.wanted()
    page = queries.page(request.actor, wanted)
    context = {
        "frame": place.frame,
        "filters": form,
        "rows": [
            {
                "message": one,
                "kind": labels.get(one.kind) or one.get_kind_display(),
                "url": place.url("message", one.pk),
            }
            for one in page.rows
        ],
        "newest": page.rows[0].pk if page.rows and wanted.before is None else None,
        "page": {
            "older": form.query(before=page.next) if page.next else "",
            "newer": (form.query() or "all=1") if wanted.before else "",
        },
        "here": place.url("messages"),
        "all_read": place.url("messages_read"),
        "choices": place.url("message_choices"),
    }
    return render(request, "web/messages/list.html", context)


def reading(request: Request, pk: int, place: Place) -> HttpResponseBase:
    """One message; sent, it is marked read, and the reader is on the page it leads to."""
    found = queries.fetch(request.actor, pk)
    leads = place.address(found)
    return submit(
        request,
        Press,
        template="web/messages/message.html",
        context={
            "frame": place.frame,
            "told": found,
            "leads": leads,
            "fates": queries.fates(found, request.actor),
            "here": place.url("messages"),
            "crumbs": [Link("消息", place.url("messages")), Link(found.title)],
        },
        do=partial(actions.mark_read, found, by=request.actor, at=request.at),
        done=lambda result: leads or place.url("messages"),
    )


def all_read(request: Request, place: Place) -> HttpResponseBase:
    """全部标为已读, and back to the list; asked for without a list, the list."""
    return submit(
        request,
        Upto,
        template="web/messages/all.html",
        context=lambda: {
            "frame": place.frame,
            "here": place.url("messages"),
            "crumbs": [Link("消息", place.url("messages")), Link("全部标为已读")],
        },
        do=partial(actions.mark_all_read, by=request.actor, at=request.at),
        done=lambda result: place.url("messages"),
        message="已全部标为已读",
        initial={"upto": _newest(request)},
    )


def _newest(request: Request) -> int:
    rows = queries.page(request.actor, queries.Wanted(size=1)).rows
    return rows[0].pk if rows else 0
