"""The auditor's filters; whatever is mistyped in an address simply does not filter."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from qinqing.doors.console.events import SUBJECTS, told_apart
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.fields import Day
from qinqing.kernel.shaping import clean_line

NAMES = ("kind", "subject", "who", "event", "since", "until")


class Entries(forms.Form):
    """Which entries of the record."""

    kind = forms.ChoiceField(label="对象", required=False, choices=[("", "全部"), *SUBJECTS.items()])
    subject = forms.CharField(label="对象编号", required=False, max_length=110)
    who = forms.CharField(label="人员", required=False, max_length=60)
    event = forms.ChoiceField(label="事件", required=False)
    since = Day("从", required=False)
    until = Day("到", required=False)

    def __init__(self, *args: Any, events: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["event"].choices = [("", "全部"), *sorted(told_apart(events).items())]

    def wanted(self) -> dict[str, Any]:
        """Arguments for ``journal.queries.entries``, but for the person."""
        self.is_valid()
        told = {name: self.cleaned_data.get(name) or None for name in NAMES}
        kind, subject = told["kind"], clean_line(told["subject"] or "").replace("\x00", "")
        return {
            "subject_prefix": f"{kind}/{subject}" if kind else subject if "/" in subject else "",
            "event": told["event"] or "",
            "since": _opening(told["since"]),
            "until": _opening(told["until"] + timedelta(days=1)) if told["until"] else None,
            "before_id": self._after(),
        }

    @property
    def person(self) -> str:
        """The person as typed."""
        return clean_line(str(self.data.get("who", ""))[:60].replace("\x00", ""))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered."""
        return any(self.data.get(name) for name in NAMES)

    def query(self, **also: object) -> str:
        """The filters as a query string."""
        return urlencode({**{name: self.data[name] for name in NAMES if self.data.get(name)}, **also})

    def _after(self) -> int | None:
        raw = str(self.data.get("after", ""))
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None


def _opening(day: date | None) -> datetime | None:
    return datetime.combine(day, time(0), SHANGHAI) if day else None
