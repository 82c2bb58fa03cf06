"""Rounds of inspection and their findings: what is due, what is left, what was found. 四(五)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from qinqing.kernel.actors import DEPARTMENT, LEADERS, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import permits
from qinqing.procedure.supervision.models import Finding, Reading, Round
from qinqing.procedure.supervision.queries.facts import finding_facts, heir, round_facts
from qinqing.procedure.supervision.rules.inspection import Counted, Figures, Quarter, quarter_of, tally
from qinqing.procedure.supervision.scopes import READ_REPORTS, FindingQuerySet, RoundQuerySet
from qinqing.procedure.supervision.states import FINDINGS, ROUNDS, URGED, FindingState
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record

PAGE, LISTED = 20, 50
SHOWN_WITH = ("round", "appeal", "item__appeal", "former__round")


@dataclass(frozen=True, slots=True)
class FindingsWanted:
    """What a reader asks of a round's findings; empty fields do not filter. ``after`` is the keyset cursor."""

    result: str = ""
    state: str = ""
    kind: str = ""
    organ: int | None = None
    carried: bool = False
    after: int | None = None
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of findings, and the cursor of the next, if there is one."""

    rows: Sequence[Finding]
    next: int | None = None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in a list: how many matters it has and how many are found, within what the reader sees."""

    round: Round
    all: int
    found: int


@dataclass(frozen=True, slots=True)
class Due:
    """A quarter whose round is not opened yet, and the day by which its report is due."""

    quarter: Quarter
    due_on: date


def rounds(actor: Actor) -> Sequence[RoundLine]:
    """The rounds the actor may see, newest first; two queries."""
    counts = (
        Finding.objects.visible_to(actor)
        .order_by()
        .values_list("round")
        .annotate(all=Count("pk"), found=Count("pk", filter=~Q(state=FindingState.PENDING)))
    )
    counted = {pk: (whole, found) for pk, whole, found in counts}
    rows = Round.objects.visible_to(actor).order_by("-year", "-quarter")[:100]
    return [RoundLine(row, *counted.get(row.pk, (0, 0))) for row in rows]


def due_round(today: date) -> Due | None:
    """The quarter that ended last, unless its round was opened; one query."""
    quarter = quarter_of(today).before
    later = Q(year__gt=quarter.year) | Q(year=quarter.year, quarter__gte=quarter.number)
    if Round.objects.filter(later).exists():
        return None
    return Due(quarter, quarter.due(plan.in_force(today).limit("inspection_report_day")))


def inspected() -> frozenset[Quarter]:
    """The quarters of which a round was opened, whoever asks; one query."""
    return frozenset(Quarter(*told) for told in Round.objects.values_list("year", "quarter"))


def fetch_round(actor: Actor, code: str) -> Round:
    """The round with this code, if the actor may see it. Raises NotFound."""
    found = Round.objects.visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotFound("round")
    return found


def findings(one: Round, actor: Actor, wanted: FindingsWanted) -> FindingPage:
    """The findings of a round that the actor may see and asked for, in the order drawn; one query."""
    rows = _shown_rows(actor).filter(round=one)
    exact = {"result": wanted.result, "state": wanted.state, "kind": wanted.kind, "organ_id": wanted.organ}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.carried:
        rows = rows.filter(former__isnull=False)
    if wanted.after is not None:
        rows = rows.filter(pk__gt=wanted.after)
    found = _shown(rows.order_by("pk")[: wanted.size + 1], actor)
    shown = found[: wanted.size]
    return FindingPage(shown, shown[-1].pk if len(found) > wanted.size else None)


def all_findings(one: Round, actor: Actor) -> Sequence[Finding]:
    """Every finding of a round that the actor may see, for print; one query."""
    return _shown(_shown_rows(actor).filter(round=one).order_by("pk"), actor)


def organs_of(one: Round, actor: Actor) -> Sequence[int]:
    """The organs that answer for something in a round, for its filter; one query."""
    rows = Finding.objects.visible_to(actor).filter(round=one).order_by()
    return list(rows.values_list("organ_id", flat=True).distinct())


def figures_of(one: Round, actor: Actor) -> Figures:
    """The figures of a round as it stands, within what the actor sees; one query."""
    return tally(_counted(Finding.objects.visible_to(actor).filter(round=one)))


def fetch_finding(actor: Actor, code: str) -> Finding:
    """The finding with this code, if the actor may see it. Raises NotFound."""
    found = _shown(_shown_rows(actor).filter(code=code), actor)
    if not found:
        raise NotFound("finding")
    return found[0]


def findings_of(appeal: appeals.Appeal, actor: Actor) -> Sequence[Finding]:
    """What rounds found of an appeal or of what was decided on it, newest first; one query."""
    return _shown(_shown_rows(actor).filter(appeal=appeal).order_by("-pk"), actor)


def findings_todo(actor: Actor) -> Sequence[Finding]:
    """What a desk has to put right, or the inspectorate to examine; nothing, and no query, for others."""
    rows = findings_todo_rows(actor).select_related(*SHOWN_WITH)
    return _shown(rows.order_by("due_at", "pk")[:LISTED], actor)


def findings_todo_rows(actor: Actor) -> FindingQuerySet:
    """What a desk has to put right, or the inspectorate to examine, in no order; not asked yet."""
    rows = Finding.objects.visible_to(actor)
    if actor.role is Role.INSPECTOR:
        return rows.filter(state=FindingState.ANSWERED)
    if actor.role in URGED:
        left = [organ.id for organ in register.organs(active=False) if heir(organ.id) == actor.organ]
        return rows.filter(state=FindingState.RECTIFYING, organ_id__in=[actor.organ, *left])
    return rows.none()


def reports_to_read(actor: Actor) -> Sequence[Round]:
    """Reports that lie before this leader, oldest first; nothing, and no query, for others."""
    return list(reports_to_read_rows(actor).order_by("pk"))


def reports_to_read_rows(actor: Actor) -> RoundQuerySet:
    """Reports that lie before this leader, in no order; not asked yet."""
    if actor.role not in LEADERS:
        return Round.objects.none()
    return Round.objects.filter(readings__post=actor.post, readings__read_at=None)


def readings(one: Round) -> Sequence[Reading]:
    """Which leaders have read the report, each with ``post_title``."""
    titles, rows = {post.id: post.title for post in register.posts(active=None)}, list(one.readings.order_by("pk"))
    for row in rows:
        row.post_title = titles.get(row.post_id, "")
    return rows


def report_papers(one: Round, actor: Actor) -> Sequence[documents.Paper]:
    """The report, for whoever it is written for."""
    return documents.papers_of(one.subject) if actor.role in READ_REPORTS else ()


def finding_files(finding: Finding) -> Sequence[documents.Attachment]:
    """The evidence filed with a finding; the caller has scoped it."""
    return documents.attachments(finding.subject)


def round_offers(one: Round, actor: Actor) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with a round: open ones, and closed ones with the reason."""
    return list(permits.round_offers(actor, one.standing, round_facts(one)))


def finding_offers(finding: Finding, actor: Actor, *, at: datetime) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with a finding: open ones, and closed ones with the reason."""
    return list(permits.finding_offers(actor, finding.standing, finding_facts(finding, at)))


def may_with_round(name: str, one: Round, actor: Actor) -> Verdict:
    """The verdict on one move with a round."""
    return ROUNDS[name].judge(actor, one.standing, round_facts(one))


def may_with_finding(name: str, finding: Finding, actor: Actor, *, at: datetime) -> Verdict:
    """The verdict on one move with a finding."""
    return FINDINGS[name].judge(actor, finding.standing, finding_facts(finding, at))


def finding_history(finding: Finding) -> Sequence[record.Entry]:
    """The finding's record, oldest first; the caller has scoped it."""
    return record.history(finding.subject)


def hides_name(appeal: appeals.Appeal, actor: Actor) -> bool:
    """Whether this reader must not learn which enterprise is behind it: whoever cannot open the appeal itself."""
    return appeal.confidential and (actor.role in DEPARTMENT or (actor.role is Role.INSPECTOR and not appeal.decided))


def counted(one: Round) -> list[Counted]:
    """Every finding of a round as its report counts it; one query."""
    return _counted(Finding.objects.filter(round=one))


def _counted(rows: FindingQuerySet) -> list[Counted]:
    names = register.organ_names()
    found = rows.select_related("former").order_by("pk")
    return [
        Counted(
            organ=names.get(heir(row.organ_id), ""),
            kind=row.kind,
            result=row.result,
            former=row.former.result if row.former else "",
            rectified=row.standing is FindingState.RECTIFIED,
        )
        for row in found
    ]


def _shown_rows(actor: Actor) -> FindingQuerySet:
    return Finding.objects.visible_to(actor).select_related(*SHOWN_WITH)


def _shown(rows: Iterable[Finding], actor: Actor) -> list[Finding]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.organ_name = names.get(heir(row.organ_id), "")
        gone = row.former_organ_id or (row.organ_id if heir(row.organ_id) != row.organ_id else None)
        row.former_organ_name = names.get(gone or 0, "")
        row.title = row.item.text if row.item else row.appeal.title
        if hides_name(row.appeal, actor):
            for name in ("title", "words", "answer", "visit_place", "visit_met"):
                setattr(row, name, appeals.mask(row.appeal, getattr(row, name)))
            if row.former:
                row.former.words = appeals.mask(row.appeal, row.former.words)
    return found
