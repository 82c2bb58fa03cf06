"""登记表 and 转办单: what the bureau writes when it registers an appeal and gives it to the departments. 四(一)1."""

from collections.abc import Iterable, Sequence

from qinqing.kernel.phrases import full_day_zh
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.papers.wording import (
    UNTOLD,
    Content,
    bureau_full,
    due_of,
    for_departments,
    organ_full,
    organs_full,
    particulars,
    quotable,
    until,
)
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.plan.rules import cite
from qinqing.procedure.register.rules import SECTIONS
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.states import Outcome
from qinqing.services.documents.queries import Attachment


def registration(appeal: Appeal, clocks: Clocks, *, by: str, files: Iterable[Attachment]) -> Content:
    """登记表: who brought what, when and how, with which files, and until when it is transferred; one query at most.

    ``by`` is the clerk's title. Filed for the bureau and the enterprise, so the identity stands in it.
    """
    enterprise = appeal.enterprise
    return particulars(appeal) | {
        "credit_code": enterprise.credit_code or enterprise.old_number or enterprise.project_number or UNTOLD,
        "industry": SECTIONS.get(appeal.section, UNTOLD),
        "legal_person": enterprise.legal_person or UNTOLD,
        "address": enterprise.address or UNTOLD,
        "standing": enterprise.get_status_display(),
        "confidential": "是，对被反映的部门保密" if appeal.confidential else "否",
        "files": _listed(file.name for file in files),
        "clause": cite("四(一)1"),
        "transfer_due": until(due_of(clocks, Clock.TRANSFER)),
        "registered_by": by,
        "issuer": bureau_full(),
    }


def transfer(appeal: Appeal, clocks: Clocks, *, assisting: Sequence[int], note: str = "") -> Content:
    """转办单: to the lead and the assisting departments, with every limit and its day; no query."""
    lead = organ_full(appeal.lead_id)
    return for_departments(
        appeal,
        particulars(appeal)
        | {
            "lead": lead,
            "assisting": organs_full(assisting),
            "addressees": "、".join([lead, *(organ_full(organ) for organ in assisting)]),
            "opening": _opening(appeal, lead, assisting),
            "limits": _limits(clocks, lead),
            "note": note or "无",
            "clause": cite("四(一)1"),
            "issuer": bureau_full(),
        },
    )


def _opening(appeal: Appeal, lead: str, assisting: Sequence[int]) -> str:
    helping = f"，请{organs_full(assisting)}配合" if assisting else ""
    return (
        f"{full_day_zh(appeal.received_at)}，{appeal.enterprise_name}反映“{quotable(appeal.title)}”（诉求编号：{appeal.number}），"
        f"经登记梳理，属“{appeal.get_category_display()}”类{appeal.get_kind_display()}。"
        f"现转{lead}牵头办理{helping}。"
    )


def _limits(clocks: Clocks, lead: str) -> list[dict[str, str]]:
    """Each limit as a row: which department, what it owes, until which day."""
    owed = (
        (Clock.SIGN, "签收；不属于本单位职责的，在此时限内退回并写明理由、法律依据和建议承办单位"),
        (Clock.CONTACT, "与企业首次联系，核实诉求"),
        (Clock.HANDLE, "研究处理，由主要负责人签发答复或者未解决报告"),
    )
    rows = [
        {"organ": lead, "part": "牵头", "duty": duty, "due": until(due_of(clocks, kind))}
        for kind, duty in owed
        if due_of(clocks, kind)
    ]
    assisting = (
        {
            "organ": organ_full(clock.holder_organ),
            "part": "配合",
            "duty": "向牵头部门书面反馈意见",
            "due": until(clock.due_on),
        }
        for clock in clocks
        if clock.kind == Clock.ASSIST and clock.verdict != Outcome.VOID
    )
    return [*rows, *assisting]


def _listed(names: Iterable[str]) -> str:
    return "；".join(f"{count}. {name}" for count, name in enumerate(names, 1)) or "无"
