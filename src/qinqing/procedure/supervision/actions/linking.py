"""评价链接: issued with each closing, printed on the notice of it, used once, replaced when it was lost. 五(四)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.supervision import permits
from qinqing.procedure.supervision.actions.aftercare import evaluate
from qinqing.procedure.supervision.models import Evaluation, RatingLink
from qinqing.procedure.supervision.queries.facts import facts, link_facts
from qinqing.procedure.supervision.queries.links import rating_token, token_digest
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.kinds import Via
from qinqing.procedure.supervision.states import AFTERCARE, LINKS, LinkState
from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import actions as journal

CLAUSE = "五(四)"


def issue_link(appeal: Appeal, *, by: Actor, at: datetime) -> RatingLink:
    """签发评价链接, inside the transaction that closes an appeal; one of an earlier closing is replaced.

    It is good for so many working days as the appeal's edition says.
    """
    for former in RatingLink.objects.filter(appeal=appeal, state=LinkState.ISSUED):
        _take("replace", former, by, at)
    days = plan.edition(appeal.edition_id).limit("rating_link")
    link = RatingLink(
        appeal=appeal, closed_at=appeal.closed_at or at, state=LinkState.ISSUED, issued_by=by.title, issued_at=at,
        expires_at=end_of(calendar.current().add(day_of(at), days)), version=1,
    )  # fmt: skip
    link.digest = token_digest(rating_token(link.code))
    link.save(force_insert=True)
    _record("issue", link, by, at, columns(link))
    return link


@transaction.atomic
def renew_link(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> RatingLink:
    """换发评价链接: the former one was lost, has run out, or came into the wrong hands; it opens nothing any more."""
    if not reason.strip():
        raise Refused("请写明换发的原因", clause=CLAUSE)
    appeals.note(AFTERCARE, "renew_link", appeal, by=by, at=at, facts=facts(appeal), told={"reason": reason})
    return issue_link(appeal, by=by, at=at)


@transaction.atomic
def evaluate_by_link(
    link: RatingLink,
    *,
    solved: bool,
    level: int,
    by: Actor,
    at: datetime,
    comment: str = "",
    reasons: Sequence[str] = (),
) -> Evaluation:
    """凭链接评价: once, by whoever holds the link, as the evaluation itself says. Raises Refused when it is over."""
    permits.may_use_link(by, link.standing, link_facts(link, at)).enforce()
    _take("use", link, by, at)
    return evaluate(
        link.appeal, solved=solved, level=level, comment=comment, reasons=reasons, via=Via.LINK, by=by, at=at
    )


def _take(name: str, link: RatingLink, by: Actor, at: datetime) -> None:
    move = LINKS[name]
    wanted: dict[str, object] = {"state": move.target, "ended_at": at}
    rows = RatingLink.objects.filter(pk=link.pk, version=link.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise Conflict("这个评价链接刚刚用过或者已经换发，请刷新页面查看")
    _record(name, link, by, at, wanted)


def _record(name: str, link: RatingLink, by: Actor, at: datetime, sets: dict[str, object]) -> None:
    move = LINKS[name]
    journal.record(
        link.subject, f"{LINKS.subject}.{move.records}", by=by, at=at, clause=move.clause,
        facts={"number": link.appeal.number}, sets=sets,
    )  # fmt: skip
