"""The auditor's filters on who opened appeals; whatever is mistyped in an address simply does not filter."""

from datetime import date, datetime, time, timedelta

from django import forms

from qinqing.doors.console.forms.narrowing import Narrowing
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.fields import Day, Line
from qinqing.kernel.shaping import clean_line, fold
from qinqing.procedure.appeals.queries import SoughtOpenings


class Openings(Narrowing):
    """Which openings."""

    number = Line("诉求编号", required=False, max_length=40)
    name = Line("人员姓名", required=False, max_length=60)
    organ = Line("单位", required=False, max_length=60)
    since = Day("从", required=False)
    until = Day("到", required=False)
    knew = forms.BooleanField(label="只看看到保密身份的", required=False)

    def wanted(self) -> SoughtOpenings:
        """What the query is asked for."""
        self.is_valid()
        told = self.cleaned_data
        until = told.get("until")
        return SoughtOpenings(
            number=clean_line(fold(told.get("number") or "")).upper(), name=told.get("name") or "",
            organ=told.get("organ") or "", since=_opening(told.get("since")),
            until=_opening(until + timedelta(days=1)) if until else None, knew=bool(told.get("knew")),
            before=self.last_id("before"),
        )  # fmt: skip


def _opening(day: date | None) -> datetime | None:
    return datetime.combine(day, time(0), SHANGHAI) if day else None
