"""Whom to call, what enterprises said, what must be put right."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import permits
from qinqing.procedure.supervision.models import Correction, Evaluation, FollowUp
from qinqing.procedure.supervision.queries.facts import correction_facts, facts, heir
from qinqing.procedure.supervision.rules.kinds import Reason
from qinqing.procedure.supervision.states import State
from qinqing.services.statements import compiled


def waiting_follow_ups(actor: Actor) -> Sequence[appeals.Appeal]:
    """Closed appeals whose follow-up is due, most pressing first: the bureau's all, a department's own. One query."""
    also: dict[str, object] = {"due_kind": Clock.FOLLOW_UP, "due_at__isnull": False}
    if actor.role in DEPARTMENT:
        also |= {"lead": actor.organ, "confidential": False}
    elif actor.role is not Role.INTAKE:
        return ()
    return appeals.in_states(actor, Standing.CLOSED, **also)


def follow_ups_of(appeal: appeals.Appeal, actor: Actor) -> Sequence[FollowUp]:
    """The calls after closing, newest first; not for the enterprise, which took them. A hidden name stays hidden."""
    if actor.role is Role.ENTERPRISE:
        return ()
    rows = list(FollowUp.objects.filter(appeal=appeal).order_by("-id"))
    if appeals.hides_identity(appeal, actor):
        for row in rows:
            row.said = appeals.mask(appeal, row.said)
    return rows


def evaluations_of(appeal: appeals.Appeal, actor: Actor) -> Sequence[Evaluation]:
    """What the enterprise said of each closing, newest first; a hidden name stays hidden in its comment.

    Each has ``reason_labels`` and, where there is one, ``correction``. The caller has scoped the appeal.
    """
    mask = appeals.hides_identity(appeal, actor)
    rows = _evaluations(appeal.pk)
    for row in rows:
        row.reason_labels = [Reason(reason).label for reason in row.reasons]
        if mask:
            row.comment = appeals.mask(appeal, row.comment)
    return rows


@compiled
def _evaluations(appeal: int) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(appeal=appeal).select_related("correction").order_by("-id")


def may_evaluate(appeal: appeals.Appeal, actor: Actor) -> Verdict:
    """The verdict on the enterprise's evaluation of this closing."""
    return permits.may_with_appeal("evaluate", actor, appeal.standing, facts(appeal))


def may_follow_up(appeal: appeals.Appeal, actor: Actor) -> Verdict:
    """The verdict on recording a call."""
    return permits.may_with_appeal("follow_up", actor, appeal.standing, facts(appeal))


def corrections(actor: Actor, *, state: str = "", limit: int = 100) -> Sequence[Correction]:
    """Corrections the actor may see, open and most pressing first, each with its appeal and ``organ_name``; one query.

    For departments, comments of enterprises that asked for it do not tell their names.
    """
    rows = Correction.objects.visible_to(actor).select_related("evaluation__appeal")
    if state:
        rows = rows.filter(state=State(state))
    return _shown(rows.order_by(F("due_at").asc(nulls_last=True), "-id")[:limit], actor)


def fetch_correction(actor: Actor, code: str) -> Correction:
    """The correction with this code, if the actor may see it. Raises NotFound."""
    rows = Correction.objects.visible_to(actor).select_related("evaluation__appeal").filter(code=code)
    found = _shown(rows, actor)
    if not found:
        raise NotFound("correction")
    return found[0]


def corrected(codes: Sequence[str]) -> dict[str, int]:
    """The appeals behind corrections, by the corrections' codes, for those who count from the record."""
    return dict(Correction.objects.filter(code__in=codes).values_list("code", "evaluation__appeal"))


def said_solved() -> Exists:
    """That the enterprise itself said of the last closing that it solved the matter: a condition for rows of appeals.

    Nobody else's word counts, 四(六); who said nothing has said neither.
    """
    return Exists(Evaluation.objects.filter(appeal=OuterRef("pk"), closed_at=OuterRef("closed_at"), solved=True))


def offers(correction: Correction, actor: Actor, *, at: datetime) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post with a correction: open ones, and closed ones with the reason."""
    return list(permits.offers(actor, correction.standing, correction_facts(correction)))


def _shown(rows: Iterable[Correction], actor: Actor) -> list[Correction]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        row.organ_name = names.get(heir(row.organ_id), "")
        evaluation, appeal = row.evaluation, row.evaluation.appeal
        evaluation.reason_labels = [Reason(reason).label for reason in evaluation.reasons]
        if appeals.hides_identity(appeal, actor):
            evaluation.comment = appeals.mask(appeal, evaluation.comment)
    return found
