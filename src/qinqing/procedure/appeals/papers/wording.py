"""What every paper about an appeal says of it, with the identity hidden where it goes to departments. 四(一)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from qinqing.kernel.phrases import full_day_zh, full_moment_zh
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import mask_identity
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Matter
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.states import Outcome

Content = dict[str, Any]
UNTOLD = "—"
INNER = str.maketrans("“”", "‘’")
HIDDEN_ENTERPRISE = "某企业（已要求身份保密）"
HIDDEN_CONTACT = "由县工业信息化和商务局转达"


def particulars(appeal: Appeal) -> Content:
    """The appeal itself: number, what it is about, who brought it and how, in full; no query."""
    return {
        "appeal": appeal.number,
        "subject": appeal.title,
        "text": appeal.text,
        "enterprise": appeal.enterprise_name,
        "contact": appeal.contact_name or UNTOLD,
        "phone": appeal.contact_phone or UNTOLD,
        "received": full_moment_zh(appeal.received_at),
        "received_on": full_day_zh(appeal.received_at),
        "channel": appeal.get_channel_display(),
        "matter": _matter(appeal),
        "category": appeal.get_category_display() or UNTOLD,
        "kind": appeal.get_kind_display() or UNTOLD,
        "urgency": appeal.get_urgency_display(),
    }


def quotable(text: str) -> str:
    """Text that a paper puts between quotation marks: its own become single ones."""
    return text.translate(INNER)


def _matter(appeal: Appeal) -> str:
    if not appeal.matter:
        return UNTOLD
    matter = Matter(appeal.matter)
    return f"{matter.label}（{matter.clause}）"


def for_departments(appeal: Appeal, content: Mapping[str, Any]) -> Content:
    """The content as departments may read it: of a confidential appeal, nothing that tells who brought it."""
    if not appeal.confidential:
        return dict(content)
    hidden = {"enterprise": HIDDEN_ENTERPRISE, "contact": HIDDEN_CONTACT, "phone": UNTOLD}
    shown = dict(content) | {name: words for name, words in hidden.items() if name in content}
    masked: Content = _masked(appeal, shown)
    return masked


def _masked(appeal: Appeal, told: Any) -> Any:
    if isinstance(told, str):
        return mask_identity(appeal, told)
    if isinstance(told, Mapping):
        return {name: _masked(appeal, value) for name, value in told.items()}
    return [_masked(appeal, value) for value in told] if isinstance(told, list) else told


def organ_full(organ: int | None) -> str:
    """An organ's full name, abolished or not: a paper names it as it was."""
    return register.organ(organ).name if organ else UNTOLD


def organs_full(organs: Iterable[int]) -> str:
    """Full names in a row; a dash for none."""
    return "、".join(organ_full(organ) for organ in organs) or UNTOLD


def bureau_full() -> str:
    """县工业信息化和商务局, as the register names it."""
    found = register.bureau()
    return found.name if found else "县工业信息化和商务局"


def office_full() -> str:
    """县人民政府办公室, as the register names it."""
    found = register.office()
    return found.name if found else "县人民政府办公室"


def until(day: date | datetime | None) -> str:
    """A limit's day in full; a dash for a limit that does not run."""
    return full_day_zh(day) if day else UNTOLD


def due_of(clocks: Clocks, kind: Clock) -> date | None:
    """The day of the newest limit of a kind that counts, running or met; None where there is none."""
    counting = [clock for clock in clocks if clock.kind == kind and clock.verdict != Outcome.VOID]
    return counting[-1].due_on if counting else None
