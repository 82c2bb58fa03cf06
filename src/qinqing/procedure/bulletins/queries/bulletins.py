"""Bulletins: the list, one of them with what may be done, the examples it may tell, and those that are out. 四(六)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qinqing.kernel.actors import LEADERS, Actor, Role
from qinqing.kernel.actors import PUBLIC as ANYBODY
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import local
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import permits
from qinqing.procedure.bulletins.models import Bulletin, Track
from qinqing.procedure.bulletins.queries.counting import ANSWERED
from qinqing.procedure.bulletins.queries.watching import Flagged, flagged
from qinqing.procedure.bulletins.rules import Recount, from_data, opened
from qinqing.procedure.bulletins.rules.facts import BulletinFacts
from qinqing.procedure.bulletins.rules.months import next_month, opening
from qinqing.procedure.bulletins.scopes import BulletinQuerySet
from qinqing.procedure.bulletins.states import State
from qinqing.services.journal import queries as record

CANDIDATES = 60
TURNS: dict[Role, frozenset[State]] = {
    Role.INTAKE: frozenset({State.DRAFTING}),
    Role.BUREAU_HEAD: frozenset({State.WITH_HEAD}),
    **{role: frozenset({State.WITH_LEADER, State.CORRECTING}) for role in LEADERS},
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A closed appeal that a bulletin might tell of; ``chosen`` when it does."""

    appeal: appeals.Appeal
    chosen: bool


def bulletins(actor: Actor) -> Sequence[Bulletin]:
    """Those the actor may see, the newest month first; one query."""
    return list(Bulletin.objects.visible_to(actor).order_by("-month"))


def bulletins_todo(actor: Actor) -> Sequence[Bulletin]:
    """Those that wait for the actor's post; nothing, and no query, for others."""
    return list(bulletins_todo_rows(actor).order_by("month"))


def bulletins_todo_rows(actor: Actor) -> BulletinQuerySet:
    """Those that wait for the actor's post, in no order; not asked yet."""
    states = TURNS.get(actor.role)
    return Bulletin.objects.filter(state__in=sorted(states)) if states else Bulletin.objects.none()


def fetch_bulletin(actor: Actor, month: str) -> Bulletin:
    """The bulletin of a month, if the actor may see it. Raises NotFound."""
    found: Bulletin | None = Bulletin.objects.visible_to(actor).filter(month=month).first()
    if found is None:
        raise NotFound("bulletin")
    return found


def published(limit: int | None = None) -> Sequence[Bulletin]:
    """What is out, the newest month first, at most ``limit``; one query."""
    return list(Bulletin.objects.visible_to(ANYBODY).order_by("-month")[:limit])


def fetch_published(month: str) -> Bulletin:
    """What is out for a month. Raises NotFound."""
    return fetch_bulletin(ANYBODY, month)


def frozen(month: str) -> Bulletin | None:
    """The bulletin whose figures are frozen for a month, whether it is out or not."""
    return Bulletin.objects.filter(month=month, frozen_at__isnull=False).first()


def figures_of(bulletin: Bulletin) -> Recount:
    """The figures that a bulletin keeps."""
    return from_data(bulletin.figures)


def opened_data(bulletin: Bulletin) -> dict[str, Any]:
    """A published month for programs: its figures, until when they count, their digest, what was put right."""
    return opened.as_data(figures_of(bulletin)) | {
        "title": bulletin.title,
        "published_at": bulletin.published_at.isoformat() if bulletin.published_at else "",
        "cutoff": bulletin.cutoff_at.isoformat(),
        "digest": bulletin.digest,
        "corrections": [row | {"at": row["at"].date().isoformat()} for row in opened_corrections(bulletin)],
    }


def opened_corrections(bulletin: Bulletin) -> list[dict[str, Any]]:
    """What was put right, and at what moment (``at``, of the county), without who is inside the county's house."""
    shown = ("number", "where", "was", "becomes", "reason")
    return [
        {name: row[name] for name in shown} | {"at": local(datetime.fromisoformat(row["confirmed_at"]))}
        for row in bulletin.corrections
        if row["number"] is not None
    ]


def facts(bulletin: Bulletin, found: Sequence[Flagged]) -> BulletinFacts:
    """A bulletin as its conditions see it."""
    waiting = [one for one in found if not one.settled]
    open_one = bulletin.corrections[-1] if bulletin.standing is State.CORRECTING else {}
    return BulletinFacts(
        flags=len(waiting),
        first=f"{waiting[0].part}：{waiting[0].flag.detail.label}" if waiting else "",
        examples=len(bulletin.examples),
        approver=bulletin.approver,
        proposer=open_one.get("proposer"),
    )


def offers(bulletin: Bulletin, actor: Actor, found: Sequence[Flagged] | None = None) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post: open ones, and closed ones with the reason."""
    known = flagged(bulletin) if found is None else found
    return list(permits.offers(actor, bulletin.standing, facts(bulletin, known)))


def may(name: str, bulletin: Bulletin, actor: Actor) -> Verdict:
    """The verdict on one move."""
    return permits.may(name, actor, bulletin.standing, facts(bulletin, flagged(bulletin)))


def history(bulletin: Bulletin) -> Sequence[record.Entry]:
    """The bulletin's record, oldest first; the caller has scoped it."""
    return record.history(bulletin.subject)


def candidates(bulletin: Bulletin, actor: Actor) -> Sequence[Candidate]:
    """Appeals closed in the month with an answer, the newest first; never those that asked to stay unnamed."""
    chosen = {example["appeal"] for example in bulletin.examples}
    since, until = opening(bulletin.begins), opening(next_month(bulletin.begins))
    rows = Track.objects.filter(ANSWERED, closed_at__gte=since, closed_at__lt=until).order_by("-pk")
    found = appeals.among(actor, list(rows.values_list("pk", flat=True)[: CANDIDATES * 2]))
    return [Candidate(one, one.code in chosen) for one in found if not one.confidential][:CANDIDATES]
