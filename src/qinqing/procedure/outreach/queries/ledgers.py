"""走访台账, 宣传台账, 覆盖面台账: who was where, whom they met, what they heard and what became of it; what was held, who came. 五(四), 五(五)."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.procedure.outreach.queries.campaigning import COUNTY, CampaignsWanted, lines, wanted_campaigns
from qinqing.procedure.outreach.queries.coverage import CoverageWanted, covered_rows
from qinqing.procedure.outreach.queries.recent import recent
from qinqing.procedure.outreach.queries.visiting import VisitsWanted, wanted_visits
from qinqing.procedure.outreach.rules.coverage import Mark
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row

CHUNK = 1000
READERS = BUREAU | DEPARTMENT | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR}
VISITS = Ledger(
    "visits",
    "走访台账",
    (
        Column("日期", 12, Kind.DATE), Column("企业", 34), Column("乡镇、园区", 18), Column("状态", 10),
        Column("走访单位", 22), Column("走访人", 30), Column("见到", 24), Column("走访内容", 40), Column("走访情况", 60),
        Column("提出困难", 10, Kind.NUMBER), Column("登记诉求", 10, Kind.NUMBER), Column("当面解答", 10, Kind.NUMBER),
        Column("困难", 60), Column("诉求编号", 40), Column("记录人", 24),
    ),
    READERS,
)  # fmt: skip

CAMPAIGNS = Ledger(
    "campaigns",
    "宣传台账",
    (
        Column("日期", 12, Kind.DATE), Column("名称", 36), Column("范围", 18), Column("发起单位", 22), Column("地点", 30),
        Column("状态", 10), Column("邀请企业", 10, Kind.NUMBER), Column("到场企业", 10, Kind.NUMBER),
        Column("扫码反映诉求", 12, Kind.NUMBER), Column("内容", 50), Column("举办情况", 60),
    ),
    READERS,
)  # fmt: skip

COVERAGE = Ledger(
    "coverage",
    "覆盖面台账",
    (
        Column("企业", 34), Column("统一社会信用代码", 22), Column("乡镇、园区", 18), Column("行业", 24), Column("规模", 8),
        Column("走访", 8), Column("知晓", 8), Column("参与", 8), Column("解决", 8),
        Column("走访次数", 10, Kind.NUMBER), Column("最近走访", 17, Kind.DATETIME), Column("下次走访", 12, Kind.DATE),
        Column("参加宣传", 10, Kind.NUMBER), Column("最近参加", 17, Kind.DATETIME),
        Column("诉求", 8, Kind.NUMBER), Column("最近诉求", 17, Kind.DATETIME),
    ),
    READERS,
)  # fmt: skip


def coverage_rows(actor: Actor, wanted: CoverageWanted) -> Iterator[Row]:
    """The rows of ``COVERAGE``, the newest entry first: four queries a thousand."""
    for chunk in documents.in_chunks(covered_rows(actor, wanted), CHUNK):
        names, known = register.organ_names(), recent(actor, [one.pk for one in chunk])
        for one in chunk:
            last = known[one.pk]
            yield (
                one.name, one.credit_code or one.old_number, names.get(one.township_id or 0, ""),
                SECTIONS.get(one.section, ""), one.get_size_display(),
                *("是" if getattr(one, f"is_{mark}") else "否" for mark in Mark),
                last.visits, last.last_visit, last.planned_on, last.campaigns, last.last_attended,
                last.appeals, last.appeal_at,
            )  # fmt: skip


def campaign_rows(actor: Actor, wanted: CampaignsWanted) -> Iterator[Row]:
    """The rows of ``CAMPAIGNS``, the newest entry first: three queries a thousand."""
    for chunk in documents.in_chunks(wanted_campaigns(actor, wanted), CHUNK):
        names = register.organ_names()
        for line in lines(chunk, actor):
            one = line.campaign
            yield (
                one.on, one.title, names.get(one.township_id or 0, COUNTY), names.get(one.organ_id, ""), one.place,
                one.standing.label, line.invited, line.attended, line.lodged, one.text, one.summary or one.reason,
            )  # fmt: skip


def visit_rows(actor: Actor, wanted: VisitsWanted) -> Iterator[Row]:
    """The rows of ``VISITS``, the newest entry first: two queries a thousand."""
    for chunk in documents.in_chunks(wanted_visits(actor, wanted).select_related("enterprise"), CHUNK):
        names, heard = register.organ_names(), _heard(chunk)
        yield from (_row(visit, heard.get(visit.pk, []), names) for visit in chunk)


def _heard(visits: Sequence[Visit]) -> dict[int, list[VisitFinding]]:
    found: dict[int, list[VisitFinding]] = {}
    for row in VisitFinding.objects.filter(visit__in=visits).select_related("appeal").order_by("pk"):
        found.setdefault(row.visit_id, []).append(row)
    return found


def _row(visit: Visit, heard: list[VisitFinding], names: Mapping[int, str]) -> Row:
    numbers = [row.appeal.number for row in heard if row.appeal]
    return (
        visit.on, visit.enterprise.name, names.get(visit.enterprise.township_id or 0, ""), visit.standing.label,
        names.get(visit.organ_id, ""), visit.visitors, visit.met, visit.purpose, visit.summary or visit.reason,
        len(heard), len(numbers), sum(bool(row.answer) for row in heard),
        "；".join(row.text for row in heard), "、".join(numbers), visit.recorded_by or visit.entered_by,
    )  # fmt: skip
