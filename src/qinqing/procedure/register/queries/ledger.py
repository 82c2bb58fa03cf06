"""企业台账: the visible enterprises that were asked for, with how to reach them."""

from collections.abc import Iterator

from qinqing.kernel.actors import BUREAU, Actor, Role
from qinqing.procedure.register.models import Contact, Enterprise
from qinqing.procedure.register.queries.enterprises import wanted_enterprises
from qinqing.procedure.register.rules import SECTIONS
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row

CHUNK = 1000
YES_NO = {True: "是", False: "否"}
ENTERPRISES = Ledger(
    "enterprises",
    "企业台账",
    (
        Column("企业名称", 34), Column("统一社会信用代码", 22), Column("代码", 12), Column("项目代码", 20),
        Column("状态", 14), Column("乡镇、园区", 18), Column("地址", 30), Column("行业", 24), Column("主营行业", 24),
        Column("规模", 8), Column("已在本县注册", 12), Column("已签投资协议", 12), Column("法定代表人", 12),
        Column("成立日期", 12, Kind.DATE), Column("联系人", 40),
        Column("说明", 40),
    ),
    BUREAU | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR},
)  # fmt: skip


def enterprise_rows(actor: Actor, *, text: str = "", **chosen: str | int | None) -> Iterator[Row]:
    """The rows of ``ENTERPRISES``, newest entry first; departments, who see no enterprises, get none."""
    rows = wanted_enterprises(actor, text=text, **chosen).select_related("township")
    for chunk in documents.in_chunks(rows, CHUNK):
        reached: dict[int, list[str]] = {}
        for contact in Contact.objects.filter(enterprise__in=chunk).order_by("ordinal"):
            reached.setdefault(contact.enterprise_id, []).append(f"{contact.name} {contact.phone}".strip())
        yield from (_row(one, "；".join(reached.get(one.pk, ()))) for one in chunk)


def _row(one: Enterprise, contacts: str) -> Row:
    return (
        one.name, one.credit_code or one.old_number, one.get_code_status_display(), one.project_number,
        one.get_status_display(), one.township.name if one.township else "", one.address,
        SECTIONS.get(one.section, ""), one.industry, one.get_size_display(), YES_NO[one.county_registered],
        YES_NO[one.agreement_signed], one.legal_person, one.founded_on, contacts,
        one.note,
    )  # fmt: skip
