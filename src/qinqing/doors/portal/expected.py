"""What an enterprise may expect once it has lodged: each step with the day it is due, from the limits of the edition."""

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import queries as plan
from qinqing.services.calendar import queries as calendar

if TYPE_CHECKING:
    from qinqing.procedure.appeals.models import Appeal


class Expected(NamedTuple):
    """One step: by when, what happens, under which clause."""

    by: str
    what: str
    clause: str


def expected(appeal: "Appeal") -> list[Expected]:
    """The way of an appeal that was just lodged, at the latest."""
    limits, year = plan.edition(appeal.edition_id), local(appeal.received_at).year
    given = day_of(appeal.due_at - timedelta(seconds=1)) if appeal.due_at else day_of(appeal.received_at)

    def by(setting: str) -> str:
        return f"{day_zh(calendar.current().add(given, limits.limit(setting)), this_year=year)}前"

    asked = "有要问的由工信商务局转问您，部门不知道是谁" if appeal.confidential else "打电话联系您"
    longer = f"一般事项{by('handle_ordinary')}，复杂事项{by('handle_complex')}"
    return [
        Expected(f"{day_zh(given, this_year=year)}前", "工信商务局登记，转到主管部门", "四(一)1"),
        Expected(by("contact"), f"主管部门签收，{asked}", "四(一)1"),
        Expected(by("handle_simple"), f"简单事项答复您；{longer}", "四(一)1"),
        Expected("接到答复后", f"请在 {limits.limit('answer')} 个工作日内说认可还是还有疑问；有疑问的接着办", "四(三)"),
        Expected("解决不了的", "报县政府办，由分管副县长、县长在接待日研究，再解决不了的报市里", "四(一)2"),
    ]
