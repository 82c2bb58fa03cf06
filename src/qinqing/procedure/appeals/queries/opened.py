"""谁看过我的诉求: to the enterprise by organ and post, to the audit administrator by name, and without the appeal's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals.models import Appeal, Opening

PAGE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """One post that opened the appeal: when first, when last, in how many different hours; nobody's name."""

    organ: str
    post: str
    first: datetime
    last: datetime
    times: int


@dataclass(frozen=True, slots=True)
class SoughtOpenings:
    """What the log is narrowed by; empty fields do not filter. ``before`` is the keyset cursor."""

    number: str = ""
    name: str = ""
    organ: str = ""
    since: datetime | None = None
    until: datetime | None = None
    knew: bool = False
    before: int | None = None


def opened_by(appeal: Appeal) -> list[Seen]:
    """Which posts opened the appeal, the latest first; for whoever may read it. One query."""
    rows = Opening.objects.filter(appeal=appeal).values("organ_name", "post_label")
    rows = rows.annotate(first=Min("at"), last=Max("at"), times=Count("id")).order_by("-last", "post_label")
    return [Seen(one["organ_name"], one["post_label"], one["first"], one["last"], one["times"]) for one in rows]


def openings(actor: Actor, sought: SoughtOpenings) -> tuple[Sequence[Opening], int | None]:
    """The log, the newest first, and the next page's cursor. The audit administrator's alone, who sees the number of each
    appeal and nothing it says. Raises NotFound.
    """
    if actor.role is not Role.AUDIT_ADMIN:
        raise NotFound("openings")
    wanted: dict[str, Any] = {
        "appeal__number": sought.number, "name__contains": sought.name, "organ_name__contains": sought.organ,
        "at__gte": sought.since, "at__lt": sought.until, "knew": sought.knew or None, "pk__lt": sought.before,
    }  # fmt: skip
    kept = {field: value for field, value in wanted.items() if value not in ("", None)}
    rows = Opening.objects.filter(**kept).select_related("appeal").only(*SHOWN, "appeal__number")
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


SHOWN = ("name", "post_label", "organ_name", "at", "knew")
