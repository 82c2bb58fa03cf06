"""诉求台账: every visible appeal that was asked for, as its reader may know it, a thousand at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.models import Answer, Appeal
from qinqing.procedure.appeals.queries.finding import SEARCH_KIND, hides_identity, mask_identity
from qinqing.procedure.appeals.queries.lists import Wanted, narrowed
from qinqing.procedure.appeals.queries.reading import shown
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row
from qinqing.services.search import queries as search

CHUNK = 500
READERS = BUREAU | DEPARTMENT | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR}
APPEALS = Ledger(
    "appeals",
    "诉求台账",
    (
        Column("编号", 18), Column("收到时间", 17, Kind.DATETIME), Column("来源", 12), Column("企业", 30),
        Column("联系人", 12), Column("联系电话", 16), Column("诉求", 36), Column("诉求内容", 60),
        Column("受理事项", 26), Column("类别", 14), Column("行业", 22), Column("缓急", 10), Column("办理难度", 12),
        Column("级", 6, Kind.NUMBER), Column("环节", 18), Column("牵头部门", 22),
        Column("最近时限", 17, Kind.DATETIME), Column("超期", 8), Column("延期", 8),
        Column("答复", 60), Column("政策依据", 30), Column("答复签发", 17, Kind.DATETIME),
        Column("办理结果", 12), Column("办结时间", 17, Kind.DATETIME),
    ),
    READERS,
)  # fmt: skip


def ledger_rows(actor: Actor, wanted: Wanted, *, at: datetime) -> Iterator[Row]:
    """The rows of ``APPEALS``, newest first: two queries a chunk, none of them open while the rows are written."""
    rows = narrowed(actor, wanted, at=at)
    if wanted.text:
        found = search.matching(SEARCH_KIND, wanted.text, identity=actor.role not in DEPARTMENT)
        rows = rows.filter(pk__in=found)
    for chunk in documents.in_chunks(rows, CHUNK):
        names, answers = register.organ_names(), _answers(chunk)
        for appeal in chunk:
            yield _row(appeal, answers.get(appeal.pk), actor, names.get(appeal.lead_id or 0, ""), at)


def _answers(appeals: Sequence[Appeal]) -> dict[int, Answer]:
    """The newest signed answer of each."""
    newest = Window(RowNumber(), partition_by="appeal_id", order_by=F("ordinal").desc())
    signed = Answer.objects.filter(appeal__in=appeals, signed_at__isnull=False).annotate(place=newest)
    return {row.appeal_id: row for row in signed.filter(place=1)}


def _row(appeal: Appeal, answer: Answer | None, actor: Actor, lead: str, at: datetime) -> Row:
    known, hidden = shown(appeal, actor), hides_identity(appeal, actor)
    told = [answer.answer, answer.basis] if answer else ["", ""]
    late = appeal.is_open and appeal.due_at is not None and appeal.due_at <= at
    return (
        appeal.number, appeal.received_at, appeal.get_channel_display(), known.enterprise_name,
        known.contact_name, known.contact_phone, known.title, known.text,
        appeal.get_matter_display(), appeal.get_category_display(), SECTIONS.get(appeal.section, ""),
        appeal.get_urgency_display(), appeal.get_kind_display(),
        appeal.rung, appeal.standing.label, lead,
        appeal.due_at, "超期" if late else "", "已延期" if appeal.extended else "",
        *(mask_identity(appeal, text) if hidden else text for text in told), answer.signed_at if answer else None,
        appeal.get_result_display(), appeal.closed_at,
    )  # fmt: skip
