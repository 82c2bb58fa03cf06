"""抽样回访: what may be drawn, what was drawn, who is still to be called, and how far the answers lie apart. 五(四)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from qinqing.kernel.actors import BUREAU, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import local
from qinqing.kernel.verdicts import Verdict
from qinqing.kernel.workdays import end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import permits
from qinqing.procedure.supervision.models import Evaluation, FollowUp, Sample, SampleCall
from qinqing.procedure.supervision.queries.facts import call_facts
from qinqing.procedure.supervision.rules.guards import RATED
from qinqing.procedure.supervision.rules.inspection import Quarter, quarter_of
from qinqing.procedure.supervision.rules.kinds import SATISFIED, CallerKind, Reason
from qinqing.procedure.supervision.rules.sampling import Answered, Drawable, Gap, draw, gaps
from qinqing.procedure.supervision.states import SAMPLE_CALLS, CallState

PAGE = 50
Content = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One sample in a list: how many were drawn, reached, given up."""

    sample: Sample
    drawn: int
    reached: int
    unreached: int

    @property
    def left(self) -> int:
        """How many are still to be called."""
        return self.drawn - self.reached - self.unreached


def drawable(year: int, month: int) -> list[tuple[appeals.Appeal, str]]:
    """Every appeal that was closed in a month with something done, by number, with its department's code."""
    since, until = _span(date(year, month, 1))
    codes, bureau = {organ.id: organ.code for organ in register.organs(active=None)}, register.bureau()
    own = bureau.code if bureau else ""
    return [(row, codes.get(row.lead_id or 0, own)) for row in appeals.closed_between(since, until, RATED)]


def undrawn(on: date) -> date | None:
    """The month before this one, where it has not been drawn from yet; its first day."""
    month = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
    return None if Sample.objects.filter(year=month.year, month=month.month).exists() else month


def samples(actor: Actor, *, limit: int = 60) -> Sequence[SampleLine]:
    """The samples the actor may see, newest first; two queries."""
    rows = list(Sample.objects.visible_to(actor).defer("frame").order_by("-year", "-month")[:limit])
    tallied = SampleCall.objects.filter(sample__in=rows).order_by().values_list("sample")
    counted = {
        pk: tally
        for pk, *tally in tallied.annotate(
            drawn=Count("pk"),
            reached=Count("pk", filter=Q(state=CallState.REACHED)),
            unreached=Count("pk", filter=Q(state=CallState.UNREACHED)),
        )
    }
    return [SampleLine(row, *counted.get(row.pk, (0, 0, 0))) for row in rows]


def fetch_sample(actor: Actor, code: str) -> Sample:
    """The sample with this code, if the actor may see it. Raises NotFound."""
    found: Sample | None = Sample.objects.visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotFound("sample")
    return found


def drawn_again(sample: Sample) -> bool:
    """Whether drawing once more from the frame, seed and share on record gives those who were drawn; one query."""
    frame = [Drawable(*row) for row in sample.frame]
    again = set(draw(frame, seed=sample.seed, share=sample.share))
    return again == set(sample.rows.values_list("appeal__number", flat=True))


def calls_of(sample: Sample, actor: Actor, *, after: int = 0) -> tuple[Sequence[SampleCall], int | None]:
    """A page of a sample's calls in the order of numbers, and the cursor of the next; for the bureau alone.

    Nobody else reads which enterprise said what.
    """
    if actor.role not in BUREAU:
        return (), None
    rows = list(sample.rows.filter(pk__gt=after).select_related("appeal").order_by("pk")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return _shown(rows[:PAGE]), more


def fetch_call(actor: Actor, code: str) -> SampleCall:
    """The call with this code, for the bureau. Raises NotFound."""
    rows = SampleCall.objects.filter(code=code).select_related("appeal", "sample") if actor.role in BUREAU else ()
    found = _shown(list(rows))
    if not found:
        raise NotFound("sample call")
    return found[0]


def calls_todo(actor: Actor, *, limit: int = PAGE) -> Sequence[SampleCall]:
    """The calls of samples that wait for the actor, the most pressing first; for the bureau's clerks. One query."""
    rows = calls_todo_rows(actor).select_related("appeal", "sample").defer("sample__frame")
    return _shown(list(rows.order_by("due_at", "pk")[:limit]))


def calls_todo_rows(actor: Actor) -> QuerySet[SampleCall]:
    """The same in no order; not asked yet."""
    if actor.role is not Role.INTAKE:
        return SampleCall.objects.none()
    return SampleCall.objects.filter(state=CallState.PENDING)


def call_offers(call: SampleCall, actor: Actor) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with a call: open ones, and closed ones with the reason."""
    return list(permits.call_offers(actor, call.standing, call_facts(call)))


def may_with_call(name: str, call: SampleCall, actor: Actor) -> Verdict:
    """The verdict on one move with a call."""
    return SAMPLE_CALLS[name].judge(actor, call.standing, call_facts(call))


def quarters(lines: Sequence[SampleLine]) -> list[Quarter]:
    """The quarters that have a sample, newest first."""
    return sorted({quarter_of(line.sample.begins) for line in lines}, reverse=True)


def gaps_of(actor: Actor, *chosen: Sample) -> list[Gap]:
    """By department, over the appeals closed in the months of these samples: what the department heard when it called,
    what was rated, what the bureau's sample says, and how far they lie apart. Four queries a month, and one for the
    frames.

    The actor reads samples, or gets nothing.
    """
    seen = Sample.objects.visible_to(actor).filter(pk__in=[sample.pk for sample in chosen])
    closed: Counter[str] = Counter()
    own: list[Content] = []
    rated: list[Content] = []
    shown = register.organ_names()
    names = {organ.code: shown[organ.id] for organ in register.organs(active=None)}
    for sample in seen.order_by("pk"):
        closed.update(names.get(organ, organ) for _, organ in sample.frame)
        own += _heard(sample)
        rated += _rated(sample)
    return gaps(closed, own, rated, _answered([sample.pk for sample in seen]))


def _heard(sample: Sample) -> list[Content]:
    """What departments heard in their own follow-up calls; of several about one appeal the latest."""
    since, until = _span(sample.begins)
    rows = FollowUp.objects.filter(
        caller=CallerKind.DEPARTMENT, level__isnull=False, appeal__closed_at__gte=since, appeal__closed_at__lt=until
    )
    told = rows.order_by("pk").values_list("appeal", "organ", "level")
    latest = {appeal: (organ, level) for appeal, organ, level in told if level is not None}
    return _content(latest.values())


def _rated(sample: Sample) -> list[Content]:
    since, until = _span(sample.begins)
    rows = Evaluation.objects.filter(closed_at__gte=since, closed_at__lt=until).order_by()
    return _content(rows.values_list("organ", "level"))


def _content(rows: Iterable[tuple[int | None, int]]) -> list[Content]:
    names, bureau = register.organ_names(), register.bureau()
    own = bureau.id if bureau else 0
    return [(names.get(organ or own, ""), level in SATISFIED) for organ, level in rows]


def _answered(pks: Sequence[int]) -> list[Answered]:
    names = register.organ_names()
    rows = SampleCall.objects.filter(sample__in=pks).order_by().values_list("organ", "state", "level", "called_back")
    return [
        Answered(
            names.get(organ, ""),
            state == CallState.REACHED,
            None if level is None else level in SATISFIED,
            uncalled=called_back is False,
        )
        for organ, state, level, called_back in rows
    ]


def _shown(rows: list[SampleCall]) -> list[SampleCall]:
    names = register.organ_names()
    for row in rows:
        row.organ_name = names.get(row.organ_id, "")
        row.reason_labels = [Reason(reason).label for reason in row.reasons]
    return rows


def _span(month: date) -> tuple[datetime, datetime]:
    """From when until when a month lasts in the county."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return local(end_of(month - timedelta(days=1))), local(end_of(following - timedelta(days=1)))
