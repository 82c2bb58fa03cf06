"""审核、批准、公开、更正: two people answer for what is published, and for what is put right afterwards. 四(六)."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.bulletins import papers, permits
from qinqing.procedure.bulletins.actions.step import CLAUSE, need, take
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.queries.bulletins import facts
from qinqing.procedure.bulletins.queries.recounting import recount
from qinqing.procedure.bulletins.queries.watching import flagged, watch
from qinqing.procedure.bulletins.rules.scanning import scan
from qinqing.services.documents import actions as documents

THAWED: dict[str, object] = {"approver": None, "approved_by": "", "frozen_at": None, "submitted_by": ""}


def submit(bulletin: Bulletin, *, by: Actor, at: datetime) -> Bulletin:
    """送审: the figures are counted from the record as it is now; this moment is their cut-off."""
    permits.may("submit", by, bulletin.standing, facts(bulletin, flagged(bulletin))).enforce()
    counted = recount(bulletin.begins, at=at)
    also: dict[str, object] = {
        "figures": counted.to_data(), "digest": counted.digest, "cutoff_at": at, "submitted_by": by.title,
    }  # fmt: skip
    with transaction.atomic():
        return take("submit", bulletin, by=by, at=at, also=also, digest=counted.digest)


def approve(bulletin: Bulletin, *, by: Actor, at: datetime) -> Bulletin:
    """审核通过: the figures are counted once more at the same cut-off, agree, and are frozen."""
    permits.may("approve", by, bulletin.standing, facts(bulletin, flagged(bulletin))).enforce()
    if recount(bulletin.begins, at=bulletin.cutoff_at).digest != bulletin.digest:
        raise Refused("通报里的数字和办理记录对不上，请退回受理岗重新送审", clause=CLAUSE)
    also: dict[str, object] = {"approver": by.person, "approved_by": by.title, "frozen_at": at}
    with transaction.atomic():
        return take("approve", bulletin, by=by, at=at, also=also, digest=bulletin.digest)


@transaction.atomic
def send_back(bulletin: Bulletin, *, reason: str, by: Actor, at: datetime) -> Bulletin:
    """退回修改: the head of the bureau is not content, and says why."""
    need(reason, "请写明要改什么")
    return take("send_back", bulletin, by=by, at=at, also=THAWED, reason=reason)


@transaction.atomic
def publish(bulletin: Bulletin, *, by: Actor, at: datetime) -> Bulletin:
    """批准公开: from this moment everybody reads it, and nothing in it changes but by a correction. Its paper is written."""
    published = take("publish", bulletin, by=by, at=at, also={"published_by": by.title, "published_at": at})
    documents.issue_paper("bulletin", published.subject, papers.bulletin(published), by=by, at=at)
    return published


@transaction.atomic
def return_draft(bulletin: Bulletin, *, reason: str, by: Actor, at: datetime) -> Bulletin:
    """不批准: the leader says what is to be changed; the figures thaw."""
    need(reason, "请写明要改什么")
    return take("return_draft", bulletin, by=by, at=at, also=THAWED, reason=reason)


@transaction.atomic
def propose_correction(
    bulletin: Bulletin, *, where: str, was: str, becomes: str, reason: str, by: Actor, at: datetime
) -> Bulletin:
    """提出更正: where, what it says, what it should say, and why; it counts once a leader approves it."""
    told = {
        "where": clean_line(where),
        "was": clean_text(was),
        "becomes": clean_text(becomes),
        "reason": clean_text(reason),
    }
    for text in told.values():
        need(text, "请写明更正之处、原为什么、更正为什么和原因")
    if told["was"] == told["becomes"]:
        raise Refused("更正前后一样，请核对", clause=CLAUSE)
    known = watch(*(example["appeal"] for example in bulletin.examples))
    if any(scan(text, known) for text in told.values()):
        raise Refused("更正里有可能泄露身份的内容，请改写", clause=CLAUSE)
    row = told | {"number": None, "proposed_by": by.title, "proposer": by.person, "proposed_at": at.isoformat()}
    return take(
        "propose_correction", bulletin, by=by, at=at, also={"corrections": [*bulletin.corrections, row]}, **told
    )


@transaction.atomic
def confirm_correction(bulletin: Bulletin, *, by: Actor, at: datetime) -> Bulletin:
    """批准更正: it gets its number, and stands beside what it corrects for as long as that stands."""
    number = sum(row["number"] is not None for row in bulletin.corrections) + 1
    ruled = {"number": number, "confirmed_by": by.title, "confirmed_at": at.isoformat()}
    return take("confirm_correction", bulletin, by=by, at=at, also=_ruled(bulletin, ruled), number=f"第{number}号更正")


@transaction.atomic
def decline_correction(bulletin: Bulletin, *, reason: str, by: Actor, at: datetime) -> Bulletin:
    """不同意更正: the bulletin stands as it was published."""
    need(reason, "请写明不同意的原因")
    ruled: dict[str, object] = {
        "declined_by": by.title,
        "declined_at": at.isoformat(),
        "declined_because": clean_text(reason),
    }
    return take("decline_correction", bulletin, by=by, at=at, also=_ruled(bulletin, ruled), reason=reason)


def _ruled(bulletin: Bulletin, ruled: dict[str, object]) -> dict[str, object]:
    return {"corrections": [*bulletin.corrections[:-1], *({**row, **ruled} for row in bulletin.corrections[-1:])]}
