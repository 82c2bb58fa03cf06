"""等您确认的改动: what one person proposed and counts once another confirms it, for those who may."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from qinqing.doors.console.heaps import Heaps, filled
from qinqing.kernel.actors import Actor
from qinqing.services.calendar import queries as calendar
from qinqing.services.documents import queries as documents
from qinqing.services.notifications import queries as notifications


class Waiting(NamedTuple):
    """One proposal: what it would change, who made it and when, and where it is read and ruled on."""

    what: str
    who: str
    at: datetime
    url: str


PROPOSED: Heaps = {
    "wordings": lambda actor, at: notifications.wordings_to_confirm(actor),
    "templates": lambda actor, at: documents.templates_to_confirm(actor),
    "notices": lambda actor, at: calendar.notices_to_confirm(actor),
}


def proposals(actor: Actor, some: Collection[str], *, at: datetime) -> list[Waiting]:
    """What waits for this person's word, of the heaps that have ``some``; one query each."""
    return [show(row) for name, show in SHOWN.items() if name in some for row in PROPOSED[name](actor, at)]


def to_confirm(actor: Actor, *, at: datetime) -> list[Waiting]:
    """The same where nothing else is asked about; one query where nothing waits."""
    return proposals(actor, filled(PROPOSED, actor, at=at), at=at)


def _wording(one: Any) -> Waiting:
    what = f"消息文字：{one.get_medium_display()}，{one.get_kind_display()}（第 {one.version} 版）"
    return Waiting(what, one.written_by, one.written_at, reverse("console:wording", args=[one.medium, one.kind]))


def _template(one: Any) -> Waiting:
    what = f"公文模板：{documents.kind_of(one.kind).name}（{f'第 {one.version} 版' if one.version else '原来的'}）"
    return Waiting(what, one.proposed_by, one.proposed_at, reverse("console:template", args=[one.kind]))


def _notice(one: Any) -> Waiting:
    what = f"放假通知：{one.year}年{one.region}"
    return Waiting(what, one.proposed_by, one.proposed_at, reverse("console:proposal", args=[one.code]))


SHOWN: Mapping[str, Callable[[Any], Waiting]] = {"wordings": _wording, "templates": _template, "notices": _notice}
