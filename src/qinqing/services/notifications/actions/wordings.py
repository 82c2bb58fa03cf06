"""消息文字: an office's own words, judged when they are proposed and again when another person puts them in force."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.journal.actions import record
from qinqing.services.notifications import events
from qinqing.services.notifications.models import WordingVersion
from qinqing.services.notifications.permits import may_confirm_wording, may_write_wordings
from qinqing.services.notifications.queries.wordings import wording_in_force
from qinqing.services.notifications.rules.kinds import Kind
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import DEFAULTS, Standing, Wording, faults

GONE = "这一版已经不在等待确认，请刷新页面核对"


def propose_wording(
    medium: Medium, kind: Kind, *, subject: str = "", body: str, note: str = "", by: Actor, at: datetime
) -> WordingVersion:
    """A new version, in force once another person confirms it.

    Raises Refused for whoever does not write them, for words that cannot be used and for those that are in force
    already; Conflict while another version waits.
    """
    may_write_wordings(by).enforce()
    own = Wording(subject.strip() if medium == Medium.MAIL else "", body.strip())
    _judge(own, medium)
    if own == wording_in_force(medium, kind):
        raise Refused("和现在用的一样，没有改动，不用提交")
    try:
        with transaction.atomic():
            return _keep(medium, kind, own, note, by, at)
    except IntegrityError as error:
        raise Conflict("还有一版在等另一位同事确认，请先确认或不启用那一版") from error


def confirm_wording(found: WordingVersion, *, by: Actor, at: datetime) -> None:
    """From now on these are the words. Raises Refused for the author, and Conflict when it does not wait any more."""
    may_confirm_wording(by, found.author).enforce()
    _judge(Wording(found.subject, found.body), Medium(found.medium))
    with transaction.atomic():
        rows = WordingVersion.objects.filter(medium=found.medium, kind=found.kind)
        rows.filter(standing=Standing.IN_FORCE).update(standing=Standing.FORMER)
        _rule(found, Standing.IN_FORCE, events.WORDING_CHOSEN, by, at)


def decline_wording(found: WordingVersion, *, reason: str, by: Actor, at: datetime) -> None:
    """Not in force: turned down, or taken back by its author. Raises Refused and Conflict."""
    may_write_wordings(by).enforce()
    with transaction.atomic():
        _rule(found, Standing.DECLINED, events.WORDING_DECLINED, by, at, reason=reason)


def _judge(own: Wording, medium: Medium) -> None:
    if wrong := faults(own, medium):
        raise Refused("".join(fault for _, fault in wrong).removesuffix("。"))


def _keep(medium: Medium, kind: Kind, own: Wording, note: str, by: Actor, at: datetime) -> WordingVersion:
    last = WordingVersion.objects.filter(medium=medium, kind=kind).aggregate(last=Max("version"))["last"] or 0
    made = WordingVersion.objects.create(
        medium=medium, kind=kind, version=last + 1, subject=own.subject, body=own.body, note=note,
        shipped=own == DEFAULTS[medium], author=by.person, written_by=by.title, written_at=at,
    )  # fmt: skip
    _record(made, events.WORDING_PROPOSED, by, at, subject=own.subject, body=own.body, note=note)
    return made


def _rule(found: WordingVersion, standing: Standing, event: str, by: Actor, at: datetime, reason: str = "") -> None:
    rows = WordingVersion.objects.filter(pk=found.pk, standing=Standing.PROPOSED)
    if not rows.update(standing=standing, ruled_by=by.title, ruled_at=at, reason=reason):
        raise Conflict(GONE)
    _record(found, event, by, at, **({"reason": reason} if reason else {}))


def _record(found: WordingVersion, event: str, by: Actor, at: datetime, **more: Any) -> None:
    what = f"{Medium(found.medium).label}·{Kind(found.kind).label}"
    facts = {"what": what, "version": found.version, **more}
    record(events.wording_subject(found.medium, found.kind), event, by=by, at=at, facts=facts)
