"""The papers of days and their minutes, for the list of all papers: which a reader may see, and what they are of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions.models import AgendaItem, Excerpt, Minutes, ReceptionDay
from qinqing.procedure.receptions.queries.days import title
from qinqing.procedure.receptions.queries.minutes import WHOLE
from qinqing.procedure.receptions.scopes import DOSSIER_REASONS
from qinqing.procedure.receptions.states import PUBLISHED
from qinqing.services.documents import queries as documents
from qinqing.services.documents.queries import Readable

NOTICE = "notice"  # the one paper of a day that is written for departments


def readable_papers(actor: Actor) -> Iterable[Readable]:
    """The papers of days as ``day_papers`` gives them, minutes and sheets as ``minutes_papers``; asks nothing yet."""
    if actor.role in WHOLE:
        yield from (Readable("reception/"), Readable("minutes/"))
        return
    days = ReceptionDay.objects.visible_to(actor)
    if actor.role in DEPARTMENT:
        yield Readable("reception/", days.values_list(_day()), (NOTICE,))
    elif actor.role in DOSSIER_REASONS:
        yield Readable("reception/", days.filter(_open_to(actor)).values_list(_day()))
    if actor.role not in DEPARTMENT:
        yield Readable("reception/", _invited(days, actor))
        yield Readable("minutes/", _whole(actor).values_list(Concat(Value("minutes/"), "code")))
    yield Readable("minutes/", _sheets(actor))


def invitations(appeal: "appeals.Appeal", actor: Actor) -> Sequence[documents.Paper]:
    """The letters that asked the enterprise of an appeal to its days, for the enterprise; one query."""
    seen = ReceptionDay.objects.visible_to(actor).filter(agenda__appeal=appeal)
    return documents.papers_of(*(invitation_subject(day, appeal) for day in seen.distinct()))


def invitation_subject(day: ReceptionDay, appeal: "appeals.Appeal") -> str:
    """What the letter that asks an appeal's enterprise to a day is filed under."""
    return f"{day.subject}/appeal/{appeal.code}"


def named_days(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The titles of those of these days that the actor may see, by code; one query, none for no code."""
    rows = ReceptionDay.objects.visible_to(actor).filter(code__in=codes) if codes else ()
    return {row.code: title(row) for row in rows}


def named_minutes(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The titles of the days of those of these minutes that the actor may see, by code; one query, none for no code."""
    rows = Minutes.objects.visible_to(actor).filter(code__in=codes).select_related("day") if codes else ()
    return {row.code: title(row.day) for row in rows}


def _day(path: str = "") -> Concat:
    return Concat(Value("reception/"), f"{path}code")


def _invited(days: "QuerySet[Any, Any]", actor: Actor) -> "QuerySet[Any, Any]":
    """The letters to the enterprises of these days, over the appeals that the reader sees."""
    seen = appeals.Appeal.objects.visible_to(actor).values("pk")
    heard = AgendaItem.objects.filter(day__in=days.values("pk"), appeal__in=seen)
    return heard.values_list(Concat(_day("day__"), Value("/appeal/"), "appeal__code"))


def day_papers(day: ReceptionDay, actor: Actor) -> Sequence[documents.Paper]:
    """The papers of a day the actor may have: its dossier is one whole, so not for departments.

    A deputy who is shown a joint meeting has them if every appeal on its agenda is the deputy's to see.
    """
    shown = actor.role is Role.DEPUTY and actor.post != day.host_post_id
    if shown and not ReceptionDay.objects.filter(_open_to(actor), pk=day.pk).exists():
        return ()
    written = documents.papers_of(day.subject)
    whole = actor.role in DOSSIER_REASONS and actor.role not in DEPARTMENT
    return [paper for paper in written if whole or paper.kind == NOTICE]


def _open_to(actor: Actor) -> Q:
    """Days whose papers keep nothing from this reader: a deputy's own, and those over appeals the deputy sees all of."""
    if actor.role is not Role.DEPUTY:
        return Q()
    seen = appeals.Appeal.objects.visible_to(actor).values("pk")
    unseen = AgendaItem.objects.filter(day=OuterRef("pk")).exclude(appeal__in=seen)
    return Q(host_post_id=actor.post) | ~Q(Exists(unseen))


def _whole(actor: Actor) -> "QuerySet[Any, Any]":
    """Issued minutes from which nothing is kept from this reader: the host's own, and those of appeals all seen."""
    seen = appeals.Appeal.objects.visible_to(actor).values("pk")
    unseen = AgendaItem.objects.filter(day=OuterRef("day")).exclude(appeal__in=seen)
    issued = Minutes.objects.visible_to(actor).filter(state__in=sorted(PUBLISHED))
    return issued.filter(_hosted(actor) | ~Exists(unseen))


def _sheets(actor: Actor) -> "QuerySet[Any, Any]":
    """The sheets of the reader's own organ, and all of those days the reader hosted."""
    issued = Minutes.objects.visible_to(actor).filter(state__in=sorted(PUBLISHED))
    shown = Excerpt.objects.filter(minutes__in=issued.values("pk"))
    shown = shown.filter(Q(organ=actor.organ) | _hosted(actor, "minutes__"))
    organ = Cast("organ_id", CharField())
    return shown.values_list(Concat(Value("minutes/"), "minutes__code", Value("/excerpt/"), organ))


def _hosted(actor: Actor, path: str = "") -> Q:
    return Q(**{f"{path}day__host_post_id": actor.post}) if actor.role is Role.DEPUTY else Q(pk__in=())
