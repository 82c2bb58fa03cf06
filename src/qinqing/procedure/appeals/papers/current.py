"""What each paper would say of the record as it stands: for papers asked for by number that were never filed."""

from django.db.models import QuerySet

from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import clean_line, fold
from qinqing.procedure.appeals.models import Appeal, Batch, Part
from qinqing.procedure.appeals.papers import departments, upward
from qinqing.procedure.appeals.papers.wording import UNTOLD, Content
from qinqing.procedure.appeals.rules.kinds import PartKind, PartState
from qinqing.procedure.appeals.states import State
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record

LATEST = "latest"
Told = tuple[str, Content]
REGISTERED = {f"appeals.appeal.{event}" for event in ("received", "registered", "split_off", "imported")}
SENT_TO_CITY = "appeals.appeal.sent_to_city"
UNREGISTERED = (State.LODGED, State.REFUSAL_PROPOSED, State.REFUSED)


def registration_for(reference: str) -> Told:
    """登记表 of a registered appeal. Raises NotFound."""
    appeal = _appeal(Appeal.objects.exclude(state__in=UNREGISTERED), reference)
    by = next((one.by.title for one in record.history(appeal.subject) if one.event in REGISTERED), UNTOLD)
    return appeal.subject, departments.registration(
        appeal, Clocks.of(appeal.subject), by=by, files=documents.attachments(appeal.subject)
    )


def transfer_for(reference: str) -> Told:
    """转办单 of an appeal that a department handles or handled. Raises NotFound."""
    appeal = _appeal(Appeal.objects.filter(lead__isnull=False), reference)
    assisting = _organs(appeal, PartKind.ASSISTING)
    return appeal.subject, departments.transfer(appeal, Clocks.of(appeal.subject), assisting=assisting)


def batch_for(reference: str) -> Told:
    """汇总表 of a batch. Raises NotFound."""
    batches = Batch.objects.order_by("-id")
    found = batches.first() if reference == LATEST else batches.filter(number=_number(reference)).first()
    if found is None:
        raise NotFound("没有这个汇总批次，请核对编号")
    appeals = list(Appeal.objects.filter(batch=found).order_by("id"))
    return batch_subject(found), upward.batch(found, appeals)


def consultation_for(reference: str) -> Told:
    """征求意见函 of an appeal on which opinions were asked. Raises NotFound."""
    asked = Appeal.objects.filter(parts__kind=PartKind.OPINION).distinct()
    appeal = _appeal(asked, reference)
    organs = _organs(appeal, PartKind.OPINION)
    return appeal.subject, upward.consultation(appeal, Clocks.of(appeal.subject), organs=organs)


def request_for(reference: str) -> Told:
    """上报请示 of an appeal that the county sent to the city. Raises NotFound."""
    appeal = _appeal(Appeal.objects.filter(rung=4), reference)
    sent = next(one.at for one in reversed(record.history(appeal.subject)) if one.event == SENT_TO_CITY)
    return appeal.subject, upward.request(appeal, at=sent)


def batch_subject(batch: Batch) -> str:
    """What the papers of a batch are filed under."""
    return f"batch/{batch.code}"


def _appeal(appeals: QuerySet[Appeal], reference: str) -> Appeal:
    newest = appeals.select_related("enterprise").order_by("-id")
    found = newest.first() if reference == LATEST else newest.filter(number=_number(reference)).first()
    if found is None:
        raise NotFound("没有可以生成这种公文的诉求，请核对诉求编号")
    return found


def _number(reference: str) -> str:
    return clean_line(fold(reference)).upper()


def _organs(appeal: Appeal, kind: PartKind) -> list[int]:
    owed = Part.objects.filter(appeal=appeal, kind=kind).exclude(state=PartState.RELEASED)
    return list(owed.order_by("id").values_list("organ_id", flat=True))
