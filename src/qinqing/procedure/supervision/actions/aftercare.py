"""After closing: whoever solved it calls back, and the enterprise says what it thinks of it. 五(四)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_text
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import papers
from qinqing.procedure.supervision.actions.correcting import start_correction
from qinqing.procedure.supervision.models import Correction, Evaluation, FollowUp
from qinqing.procedure.supervision.queries.facts import facts
from qinqing.procedure.supervision.queries.snapshots import columns
from qinqing.procedure.supervision.rules.kinds import SOLVED_WORDS, UNSATISFIED, CallerKind, Level, Reason, Via
from qinqing.procedure.supervision.states import AFTERCARE
from qinqing.services.documents import actions as documents
from qinqing.services.journal import actions as journal

CLAUSE = "五(四)"
LEVELS = [int(level) for level in Level]


@transaction.atomic
def follow_up(
    appeal: Appeal,
    *,
    reached: bool,
    said: str,
    by: Actor,
    at: datetime,
    solved: bool | None = None,
    level: int | None = None,
) -> FollowUp:
    """记录回访: what the enterprise said after closing; a call that reached it ends the limit to follow up.

    By the department that solved it, or the bureau. Raises Refused when a call that reached tells nothing.
    """
    if not said.strip():
        raise Refused("请写明企业怎么说；没有接通的，写明拨打情况", clause=CLAUSE)
    if reached and solved is None:
        raise Refused("请记录企业认为问题是否解决", clause=CLAUSE)
    call = FollowUp(
        appeal=appeal,
        caller=CallerKind.DEPARTMENT if by.role in DEPARTMENT else CallerKind.BUREAU,
        organ_id=by.organ,
        reached=reached,
        said=clean_text(said),
        solved=solved if reached else None,
        level=_level(level) if reached and level is not None else None,
        done_by=by.title,
        at=at,
    )
    told = {
        "caller": CallerKind(call.caller).label,
        "reached": "已接通" if reached else "未接通",
        "said": call.said,
        "solved": SOLVED_WORDS[call.solved],
        "level": call.get_level_display() if call.level else "",
    }
    move = "follow_up" if reached else "call_in_vain"
    appeals.note(AFTERCARE, move, appeal, by=by, at=at, facts=facts(appeal), told=told)
    call.save(force_insert=True)
    _record(call, "supervision.follow_up.recorded", by, at)
    if reached:
        documents.issue_paper("followup", appeal.subject, papers.follow_up_sheet(call), by=by, at=at)
    return call


@transaction.atomic
def evaluate(
    appeal: Appeal,
    *,
    solved: bool,
    level: int,
    by: Actor,
    at: datetime,
    comment: str = "",
    reasons: Sequence[str] = (),
    via: str = Via.PORTAL,
) -> Evaluation:
    """评价: the enterprise itself, once for each closing; solved and satisfied are asked apart.

    ``level`` 5 very satisfied to 1 very dissatisfied; one of the two lowest starts a correction.
    """
    given = Evaluation(
        appeal=appeal,
        closed_at=appeal.closed_at or at,  # an open appeal is refused before this is stored
        organ_id=appeal.lead_id,
        section=appeal.section,
        solved=solved,
        level=_level(level),
        reasons=[Reason(reason).value for reason in dict.fromkeys(reasons)],
        comment=clean_text(comment),
        via=via,
        given_by=by.title,
        at=at,
    )
    told = {
        "solved": SOLVED_WORDS[solved],
        "level": given.get_level_display(),
        "reasons": [Reason(reason).label for reason in given.reasons],
        "comment": given.comment,
        "via": Via(via).label,
    }
    responsible = _responsible(given)
    if responsible:
        told["correction"] = register.organ_names().get(responsible, "")
    appeals.note(AFTERCARE, "evaluate", appeal, by=by, at=at, facts=facts(appeal), told=told)
    _save_once(given)
    _record(given, "supervision.evaluation.given", by, at)
    if responsible:
        correction = Correction(evaluation=given, organ_id=responsible, edition_id=appeal.edition_id, started_at=at)
        start_correction(correction, by=by, at=at)
    return given


def _save_once(given: Evaluation) -> None:
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("这次办结刚刚评价过，谢谢，请刷新页面查看") from error


def _responsible(given: Evaluation) -> int | None:
    """Who puts a bad rating right: the department that led or took over from it, or the bureau where there is none."""
    if given.level not in UNSATISFIED:
        return None
    bureau = register.bureau()
    heir = register.successor(given.organ_id) if given.organ_id else None
    return heir or (bureau.id if bureau else None)


def _level(number: int) -> int:
    if not min(LEVELS) <= number <= max(LEVELS):
        raise Refused("请在五档满意度里选一档", clause=CLAUSE)
    return number


def _record(row: FollowUp | Evaluation, event: str, by: Actor, at: datetime) -> None:
    journal.record(row.subject, event, by=by, at=at, clause=CLAUSE, sets=columns(row))
