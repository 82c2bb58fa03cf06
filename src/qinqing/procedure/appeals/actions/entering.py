"""The ways in: an appeal is lodged, received by staff, handed down by the city, or split off another. 四, 四(一)1."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import official_number, public_code, query_code
from qinqing.kernel.phrases import local
from qinqing.kernel.shaping import clean_line, clean_text, shape_phone
from qinqing.procedure.appeals import papers
from qinqing.procedure.appeals.actions.step import enter
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import index, query_digest
from qinqing.procedure.appeals.rules.kinds import Category, Channel, Urgency
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries as enterprises
from qinqing.services.documents import actions as documents
from qinqing.services.documents.queries import Attachment
from qinqing.services.journal.actions import Pending

SERIES = "JDR"
TITLE_LENGTH = 40
LATE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the enterprise is given: the appeal, and the query code that is shown this once."""

    appeal: Appeal
    query_code: str


@transaction.atomic
def lodge(
    *,
    text: str,
    enterprise_name: str,
    by: Actor,
    at: datetime,
    credit_code: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    title: str = "",
    confidential: bool = False,
    category: str = "",
    project_number: str = "",
    files: Iterable[object] = (),
) -> Receipt:
    """提交诉求: the enterprise brings its difficulty itself, 四. The register-and-transfer clock starts at once.

    ``category`` is what the enterprise takes it for, until it is sorted; ``project_number`` stands for the code that a
    project under construction does not have yet, 二(三).
    """
    appeal, code = new_appeal(text, title, by, at)
    appeal.channel, appeal.category = Channel.PORTAL, Category(category) if category else ""
    news = tell_enterprise(appeal, enterprise_name, credit_code, by, at, project_number=project_number)
    tell_contact(appeal, contact_name, contact_phone, confidential)
    step = enter("lodge", appeal, by=by, at=at, first=news)
    kept = attach(appeal, files, by, at)
    index(appeal)
    return Receipt(step.record(number=appeal.number, channel=Channel.PORTAL.label, files=digests(kept)), code)


@transaction.atomic
def receive(
    *,
    text: str,
    enterprise_name: str,
    channel: str,
    by: Actor,
    at: datetime,
    credit_code: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    title: str = "",
    confidential: bool = False,
    urgency: str = Urgency.NORMAL,
    received_at: datetime | None = None,
    late_reason: str = "",
    note: str = "",
    files: Iterable[object] = (),
) -> Receipt:
    """登记诉求: a clerk registers what came by telephone, fax, mail, visit or ledger, 四(一)1.

    An enterprise the Plan does not receive (二(三)) is written down all the same: it is refused with a reason, or its
    particulars are corrected and it is registered.

    ``received_at`` is when it came, if earlier than its entry: the limit runs from then, and where that is
    more than two hours before, ``late_reason`` says why. Raises Refused without one, and for a moment in the future.
    """
    received_at = received_at or at
    if received_at > at:
        raise Refused("收到时间不能晚于现在，请核对来电来访的时间", clause="四(一)1")
    if at - received_at > LATE and not clean_line(late_reason):
        raise Refused("收到时间比现在早两个小时以上，是补录；请写明补录原因，时限仍从收到时起算", clause="四(一)1")
    appeal, code = new_appeal(text, title, by, at)
    appeal.exchanged = channel == Channel.CITY
    appeal.channel, appeal.urgency, appeal.received_at = Channel(channel), Urgency(urgency), received_at
    news = tell_enterprise(appeal, enterprise_name, credit_code, by, at)
    name = "receive" if enterprises.may_be_received(appeal.enterprise) else "write_down"
    tell_contact(appeal, contact_name, contact_phone, confidential)
    hours = plan.edition(appeal.edition_id).limit("transfer_urgent_hours") if urgency == Urgency.URGENT else None
    step = enter(name, appeal, by=by, at=at, first=news, starting=received_at, hours=hours)
    kept = attach(appeal, files, by, at)
    index(appeal)
    paper = step.file(papers.registration(appeal, step.clocks, by=by.title, files=kept)) if step.move.paper else ""
    channel, why = appeal.get_channel_display(), clean_line(late_reason) if received_at < at else ""
    return Receipt(
        step.record(
            number=appeal.number, channel=channel, late_reason=why, note=note, files=digests(kept), paper=paper
        ),
        code,
    )


@transaction.atomic
def hand_down(
    *,
    text: str,
    enterprise_name: str,
    by: Actor,
    at: datetime,
    credit_code: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    title: str = "",
    note: str = "",
    confidential: bool = False,
    files: Iterable[object] = (),
) -> Receipt:
    """市企业服务中心转来: the city centre sends an appeal down to the county, 三(四)."""
    appeal, code = new_appeal(text, title, by, at)
    news = tell_enterprise(appeal, enterprise_name, credit_code, by, at)
    tell_contact(appeal, contact_name, contact_phone, confidential)
    return _exchanged("hand_down", Channel.CITY, appeal, code, note, files, by, at, news)


@transaction.atomic
def come_up(
    *,
    text: str,
    enterprise_name: str,
    by: Actor,
    at: datetime,
    credit_code: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    title: str = "",
    note: str = "",
    confidential: bool = False,
    files: Iterable[object] = (),
) -> Receipt:
    """县里报来: at a city centre, what a county's mayor could not solve, 四(一)4. The limit to transfer starts at once."""
    appeal, code = new_appeal(text, title, by, at)
    news = tell_enterprise(appeal, enterprise_name, credit_code, by, at)
    tell_contact(appeal, contact_name, contact_phone, confidential)
    return _exchanged("come_up", Channel.COUNTY, appeal, code, note, files, by, at, news)


def _exchanged(
    name: str,
    channel: Channel,
    appeal: Appeal,
    code: str,
    note: str,
    files: Iterable[object],
    by: Actor,
    at: datetime,
    news: list[Pending],
) -> Receipt:
    appeal.channel, appeal.exchanged = channel, True
    step = enter(name, appeal, by=by, at=at, first=news)
    kept = attach(appeal, files, by, at)
    index(appeal)
    return Receipt(step.record(number=appeal.number, channel=channel.label, note=note, files=digests(kept)), code)


@transaction.atomic
def split_off(parent: Appeal, *, title: str, text: str, by: Actor, at: datetime) -> Appeal:
    """One matter of an appeal with several becomes an appeal of its own, with the same enterprise and limit."""
    appeal, _ = new_appeal(text, title, by, at)
    for name in ("channel", "enterprise_id", "enterprise_name", "contact_name", "contact_phone", "confidential",
                 "section", "urgency", "received_at", "lodged_by_id", "exchanged"):  # fmt: skip
        setattr(appeal, name, getattr(parent, name))
    appeal.split_from, appeal.query_digest = parent, ""  # the parent's code opens it
    step = enter("split_off", appeal, by=by, at=at, starting=parent.received_at)
    index(appeal)
    return step.record(number=appeal.number, split_from=parent.number)


def attach(appeal: Appeal, files: Iterable[Any], by: Actor, at: datetime) -> list[Attachment]:
    """Files each upload with the appeal."""
    return [documents.attach(appeal.subject, file=file, name=file.name, by=by, at=at) for file in files]


def digests(kept: Iterable[Attachment]) -> list[str]:
    """The names of files for the record, each with its digest."""
    return [f"{attachment.name}（SHA-256 {attachment.sha256[:16]}）" for attachment in kept]


def new_appeal(text: str, title: str, by: Actor, at: datetime) -> tuple[Appeal, str]:
    """An appeal with its number and query code, not yet stored."""
    body = clean_text(text)
    if not body.strip():
        raise Refused("请写下遇到的困难，一两句话也可以", clause="四")
    year = local(at).year
    code, appeal_code = query_code(), public_code()
    number = official_number(SERIES, year, documents.next_number(SERIES, year))
    appeal = Appeal(
        code=appeal_code,
        number=number,
        query_digest=query_digest(number, code),
        edition_id=plan.in_force(local(at).date()).id,
        title=clean_line(title) or _first_words(body),
        text=body,
        received_at=at,
        entered_at=at,
        lodged_by_id=by.person if by.role is Role.ENTERPRISE else None,
        state="",
    )
    return appeal, code


def _first_words(text: str) -> str:
    """A title for those who gave none: the first sentence, cut at a readable length."""
    line = clean_line(text.strip().splitlines()[0], limit=None)
    for stop in "。！？；":
        line = line.split(stop)[0]
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def tell_enterprise(
    appeal: Appeal, name: str, credit_code: str, by: Actor, at: datetime, *, project_number: str = ""
) -> list[Pending]:
    """Which enterprise it is about, found or entered in the register; returns what is new of it, to be recorded."""
    also = {"project_number": project_number} if project_number else {}
    enterprise, news = register.enterprise_with_step(name=name, credit_code=credit_code, by=by, at=at, **also)
    appeal.enterprise, appeal.enterprise_name, appeal.section = enterprise, enterprise.name, enterprise.section
    return news


def tell_contact(appeal: Appeal, name: str, phone: str, confidential: bool) -> None:
    """Whom to ask, and whether departments may know. A letter in a telephone number is put right, so that it can be dialled."""
    shaped = shape_phone(phone)
    appeal.contact_name, appeal.contact_phone = clean_line(name), str(shaped) if shaped.note_zh else clean_line(phone)
    appeal.confidential = confidential
